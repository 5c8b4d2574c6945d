"""Door: what can go wrong with the embedded database."""


class DatabaseDidNotStart(Exception):
    """The embedded PostgreSQL could not be made or started; the text says why and what to do."""
