from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.campaigns"
    verbose_name = "免申即享"

    def ready(self) -> None:
        """Cases can be about campaigns, their facts have names, and whoever is on a list is told so before applying."""
        from luoshi.district.campaigns.cases import SUBJECT, for_applicant, show_campaign  # noqa: PLC0415 - models are there only now
        from luoshi.district.campaigns.items import given  # noqa: PLC0415
        from luoshi.district.campaigns.telling import fact_names  # noqa: PLC0415
        from luoshi.district.casework.queries import register_subject  # noqa: PLC0415
        from luoshi.district.facts.queries import register_names  # noqa: PLC0415
        from luoshi.district.services.queries import register_settling  # noqa: PLC0415

        register_names(fact_names)
        register_settling(given)
        register_subject(SUBJECT, show_campaign, for_applicant=for_applicant)
