"""督查通报: once a month the office says what stands: counts, indicators, what is reached or not, units that did not report. The numbers of
the document come from values alone; frozen it never changes, and each of its figures leads back to its records by a printed code."""
