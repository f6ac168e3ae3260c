"""Trial numbers: every registry's spellings become one number, and numbers that no registry has given join nothing."""

import pytest

from miner.sources.registries import registration_of, registrations_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NCT01234501, nct 01234501, NCT no. 01234501, NCT001234501, NCT1234501, NTC01234501", ["NCT:01234501"]),
        ("ClinicalTrials.gov identifier: 01234501", ["NCT:01234501"]),
        ("NCT00000000 NCT00000001 NCT12345678 NCT0123450 NCT99999999", []),
        ("ISRCTN 81234567 (ISRCTN): 81234567", ["ISRCTN:81234567"]),
        ("ISRCTN00000000 ISRCTN12345678 ISRCTN11111111", []),
        ("EudraCT 2005-001234-12, EUCTR2005-001234-12-NL", ["EUDRACT:2005-001234-12"]),
        ("1975-001234-12 phone 2005-001234-123", []),
        ("EU CT 2023-501234-12-00 and 2023-501234-12-01", ["CTIS:2023-501234-12"]),
        ("WHO UTN: U1111-1131-5601, U1111-1111-1111", ["UTN:U1111-1131-5601"]),
        ("UMIN000012301, UMIN-CTR: UMIN000012301, JPRN-UMIN000012301, UMIN ID 000012301", ["UMIN:000012301"]),
        ("jRCT1031200012 jRCTs031180017", ["JRCT:1031200012", "JRCT:S031180017"]),
        ("JapicCTI-194501 JMA-IIA00123", ["JAPICCTI:194501", "JMACCT:IIA00123"]),
        ("ChiCTR1900012301, ChiCTR-1900012301, ChiCTR-IOR-19012301", ["CHICTR:1900012301"]),
        ("CTRI/2018/01/011234", ["CTRI:2018/01/011234"]),
        ("ACTRN12605000123401, ANZCTR 12605000123401, ACTRN012605000123401", ["ACTRN:12605000123401"]),
        ("DRKS00012345 DRKS-ID: DRKS00012345", ["DRKS:00012345"]),
        ("NTR1234, NTR 1234; NL6501; ethics NL50001.068.14", ["NTR:1234", "NL:6501"]),
        ("KCT0001201", ["KCT:0001201"]),
        ("IRCT20101234567N1", ["IRCT:20101234567N1"]),
        ("PACTR201901123456701", ["PACTR:201901123456701"]),
        ("TCTR20190101001", ["TCTR:20190101001"]),
        ("RBR-5VWJ4Y rbr-5vwj4y; RBR analysis of RBR domain7", ["RBR:5vwj4y"]),
        ("SLCTR/2017/008", ["SLCTR:2017/008"]),
        ("RPCEC00000173", ["RPCEC:00000173"]),
        ("PER-012-15, per 100-20 mg", ["PER:012-15"]),
        ("LBCTR2019012301", ["LBCTR:2019012301"]),
        ("Australian New Zealand Clinical Trials Registry, number 12605000123401", ["ACTRN:12605000123401"]),
        ("Chinese Clinical Trial Registry (number 1900012301)", ["CHICTR:1900012301"]),
        (
            "Chinese Clinical Trial Registry 1900012301; German Clinical Trials Register (00012345)",
            ["CHICTR:1900012301", "DRKS:00012345"],
        ),
        ("Japan Registry of Clinical Trials (jRCT) 1031200012", ["JRCT:1031200012"]),
        ("UMIN Clinical Trials Registry 000012301; CRIS: KCT0001201", ["UMIN:000012301", "KCT:0001201"]),
        ("Netherlands Trial Register number 1234", ["NTR:1234"]),
        ("Netherlands Trial Register, 12 patients; a German register of 00012345", []),
        ("CD4 counts of 12345678 cells, 2005-2010, grant 01234501", []),
    ],
)
def test_every_spelling_of_a_number_is_one(text: str, found: list[str]) -> None:
    assert list(dict.fromkeys(registrations_in(text))) == found


@pytest.mark.parametrize(
    ("bank", "accession", "found"),
    [
        ("ClinicalTrials.gov", "01234501", ["NCT:01234501"]),
        ("ISRCTN", "NCT01234501", ["NCT:01234501"]),
        ("UMIN CTR", "000012301", ["UMIN:000012301"]),
        ("ISRCTN", "00000000", []),
        ("GENBANK", "AB012345", []),
    ],
)
def test_a_data_bank_gives_the_registry_of_a_bare_number(bank: str, accession: str, found: list[str]) -> None:
    assert list(registration_of(bank, accession)) == found
