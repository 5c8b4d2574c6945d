"""Changes of reporting: what units say of their promises, and reminders. Each is one transaction."""

from luoshi.district.dues.reminding import remind, remind_all
from luoshi.district.dues.together import confirm, sign_off_all
from luoshi.district.dues.updates import draft, hand_in, return_, sign_off

__all__ = ["confirm", "draft", "hand_in", "remind", "remind_all", "return_", "sign_off", "sign_off_all"]
