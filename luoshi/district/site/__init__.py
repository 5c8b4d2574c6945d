"""The site: layout, components, language and elder mode shared by all pages. For everyone who reads a page of Luoshi."""
