"""The monthly report: one set of figures, frozen when the month is closed, as PDF, XLSX, CSV, JSON and mail."""
