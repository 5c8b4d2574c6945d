"""Where Django looks for the backend: its own one, whose errors repeat no values."""

from luoshi.district.discretion import DatabaseWrapper

__all__ = ["DatabaseWrapper"]
