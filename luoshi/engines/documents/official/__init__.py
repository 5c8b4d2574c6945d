"""公文: a document as typed parts becomes a Word file, a PDF and pages to look at, in the layout of GB/T 9704-2012.

In: a :class:`luoshi.engines.documents.official.parts.Paper`. Out: :func:`.word.word_document` (Word breaks the lines itself),
:func:`.compose.compose` (pages with every run of type in its place) and :func:`.pdf.pdf_document` of those pages; attachments as a workbook
by :mod:`luoshi.engines.documents.workbook`. All figures of the layout stand in :mod:`.layout`. The same parts always give the same bytes.
"""
