from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.attachments"
    verbose_name = "附件"
