from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        """Reported figures have evidence, which the district's officials see; what statistics issued is for everybody. What other systems
        record and a district counts is called by what it counts for.
        """
        from luoshi.district.attachments.queries import register_owner  # noqa: PLC0415 - models are there only now
        from luoshi.district.facts.queries import register_names  # noqa: PLC0415
        from luoshi.district.indicators.naming import fact_names  # noqa: PLC0415
        from luoshi.district.indicators.seeing import EVIDENCE, RELEASE, may_see_evidence, may_see_release  # noqa: PLC0415

        register_names(fact_names, last=True)
        register_owner(EVIDENCE, may_see_evidence)
        register_owner(RELEASE, may_see_release)
