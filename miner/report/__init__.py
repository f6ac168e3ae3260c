"""The weekly list as HTML, CSV and XLSX, and the view of one article as it was read."""
