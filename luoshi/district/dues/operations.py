"""Changes of reporting: what units say of their promises, and reminders. Each is one transaction."""

from luoshi.district.dues.reminding import remind, remind_all
from luoshi.district.dues.updates import draft, hand_in, return_, sign_off

__all__ = ["draft", "hand_in", "remind", "remind_all", "return_", "sign_off"]
