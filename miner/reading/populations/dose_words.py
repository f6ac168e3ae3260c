"""The units of doses, in the text in lower case."""

UNITS = {
    "mg": "mg", "milligrams": "mg", "milligram": "mg", "g": "g", "gm": "g", "grams": "g", "gram": "g",
    "\u00b5g": "mcg", "\u03bcg": "mcg", "mcg": "mcg", "ug": "mcg", "microg": "mcg", "micrograms": "mcg",
    "microgram": "mcg", "ng": "ng", "iu": "IU", "i.u.": "IU", "u": "IU", "units": "IU",
    "unit": "IU", "miu": "million IU", "mu": "million IU", "mmol": "mmol", "meq": "mEq", "mci": "mCi", "gbq": "GBq",
    "mbq": "MBq", "gy": "Gy", "ml": "mL", "mm": "mmol/L",
}  # fmt: skip
"""Units as texts write them, and in one spelling."""

UNIT_SIGNS = "|".join(
    [f"{before}{unit}" for unit in ("g", "u", "mg", "ml", "mm", "gy", "ng") for before in (" ", *"0123456789-")]
    + ["mcg", "microg", "\u00b5g", "\u03bcg", "gram", "iu", "unit", "i\\.u\\.", "mmol", "meq", "mci", "bq"]
)
"""What a sentence with a dose contains: a unit behind a number or a space."""
SHARE_SIGNS = "|".join(f"{digit}{space}%" for digit in "0123456789" for space in ("", " "))
"""What a sentence with a strength or another share contains."""
