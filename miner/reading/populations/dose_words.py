"""The units of doses, in the text in lower case."""

UNITS = {
    "mg": "mg", "milligrams": "mg", "milligram": "mg", "g": "g", "gm": "g", "grams": "g", "gram": "g",
    "\u00b5g": "mcg", "\u03bcg": "mcg", "mcg": "mcg", "ug": "mcg", "microg": "mcg", "micrograms": "mcg",
    "microgram": "mcg", "ng": "ng", "iu": "IU", "i.u.": "IU", "u": "IU", "units": "IU",
    "unit": "IU", "miu": "million IU", "mu": "million IU", "mmol": "mmol", "meq": "mEq", "mci": "mCi", "gbq": "GBq",
    "mbq": "MBq", "gy": "Gy", "ml": "mL", "mm": "mmol/L",
}  # fmt: skip
"""Units as texts write them, and in one spelling."""

_BEGINNINGS = sorted({unit[:2] if unit[0] == "m" else unit[0] for unit in UNITS})
UNIT_SIGNS = "|".join(
    f"{digit}{gap}{unit}"
    for digit in "0123456789"
    for gap in ("", " ", "-", "\u00a0", "\u2009")
    for unit in _BEGINNINGS
)
"""What a sentence with a dose contains: a digit before a unit."""
SHARE_SIGNS = "|".join(f"{digit}{space}%" for digit in "0123456789" for space in ("", " "))
"""What a sentence with a strength or another share contains."""
