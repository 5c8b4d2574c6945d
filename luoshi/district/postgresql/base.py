"""Where Django looks for the backend: its own one, with our connections."""

from luoshi.district.connections import DatabaseWrapper

__all__ = ["DatabaseWrapper"]
