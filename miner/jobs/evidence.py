"""The evidence page of one pair, as of a day."""

from datetime import date
from pathlib import Path

from graph.identifiers import combination_id
from miner.config import Settings
from miner.errors import ReportError
from miner.jobs.label_book import open_book
from miner.jobs.listing import evaluate_list
from miner.ledger import Ledger
from miner.report.collect import build_evidence
from miner.report.evidence import write_evidence


def write_evidence_of(settings: Settings, drug: str, disease: str, as_of: date, path: Path) -> None:
    """Write the evidence page of a drug, or a set of drugs, in a disease.

    Args:
        settings: where ledger, labels and lexicon are.
        drug: any name or identifier of the drug, or a set: "A + B".
        disease: any name or identifier of the disease.
        as_of: literature and labels up to this day.
        path: the HTML file to write.

    Raises:
        LabelError: a name has no sure meaning.
        LedgerError: the ledger cannot be opened.
        ReportError: no list of the day has the pair, or the file cannot be written.
    """
    book = open_book(settings)
    drugs, diseases = book.names.drugs(drug), book.names.disease(disease)
    for named in (drugs, diseases):
        if named.problem:
            raise ReportError(f"{named.problem}; `miner lexicon lookup '{named.unknown[0]}'` shows similar names")
    drug_id = combination_id(drugs.curies)
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger, ledger.frozen():
        evaluation, _ = evaluate_list(settings, ledger, book.lexicon, as_of)
        page = build_evidence(ledger, book.lexicon, evaluation, drug_id, diseases.curies[0])
    if page is None:
        pair = f"{book.lexicon.name_of(drug_id)} in {book.lexicon.name_of(diseases.curies[0])}"
        raise ReportError(
            f"No list of {as_of} has {pair}: no study that counts supports it outside a label; `miner query "
            f"evidence-for-pair --drug '{drug_id}' --disease '{diseases.curies[0]}'` shows what articles say of it"
        )
    write_evidence(page, path)
