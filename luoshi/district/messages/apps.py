from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.messages"
    label = "district_messages"  # Django's own notes to the next page are called "messages"
    verbose_name = "消息"
