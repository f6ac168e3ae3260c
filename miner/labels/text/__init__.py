"""Label text to statements: which disease a label is for, how, and for whom."""
