"""What can keep the site from starting."""


class NotPrepared(Exception):
    """A step failed for a reason that the person at the keyboard can mend; the text says how."""
