"""The words for patients of one sex, in the text in lower case."""

FEMALE = (
    (
        r"\b(?:women|females?|woman|girls?|(?:post|peri|pre)-?menopausal|"
        r"gynaecologic\w* patients|gynecologic\w* patients|parturients?|mothers)\b"
    ),
)
MALE = (r"(?<![a-z])males?\b", r" men\b(?!-)", r"\(men\b", r" (?:man|boys?|gentleman)\b(?!-)", r"\nmen\b")
