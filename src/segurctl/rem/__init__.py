"""The requirement workbook (REM): read once into a snapshot that git keeps, then looked up by id."""
