from django.apps import AppConfig


class ReportCardsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.report_cards"
    verbose_name = "成绩单"
