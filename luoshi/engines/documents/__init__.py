"""Documents in and out: what an office brings as a file becomes text, and what Luoshi knows becomes a workbook or a Word file.

In: :func:`luoshi.engines.documents.incoming.decode` and :func:`luoshi.engines.documents.report_check.refuse_unless_report`.
Out: a :class:`luoshi.engines.documents.sheet.Sheet` through :mod:`luoshi.engines.documents.workbook` or
:mod:`luoshi.engines.documents.wordfile`.
Nothing is imported here: a program that only reads a text file must not wait for the libraries of three office formats.
"""
