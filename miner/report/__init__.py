"""The weekly list as HTML, CSV and XLSX."""
