from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        """Reported figures have evidence, which the district's officials see; what statistics issued is for everybody."""
        from luoshi.district.attachments.queries import register_owner  # noqa: PLC0415 - models are there only now
        from luoshi.district.indicators.seeing import EVIDENCE, RELEASE, may_see_evidence, may_see_release  # noqa: PLC0415

        register_owner(EVIDENCE, may_see_evidence)
        register_owner(RELEASE, may_see_release)
