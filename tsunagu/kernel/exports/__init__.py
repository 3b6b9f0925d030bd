"""Tables that leave the house as files: CSV and Excel, safe to open in a spreadsheet."""
