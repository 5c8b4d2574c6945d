"""How days and moments are written, by language: ``DATE_FORMAT`` and its like, for ``|date`` and ``date_format``. No page has its own."""
