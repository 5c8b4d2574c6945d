from django.apps import AppConfig


class DuesConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.dues"
    verbose_name = "报送"

    def ready(self) -> None:
        """What shows that a promise is kept is seen by the district's officials; what ledgers note is called by what it says."""
        from luoshi.district.attachments.queries import register_owner  # noqa: PLC0415 - models are there only now
        from luoshi.district.dues.recorded import names  # noqa: PLC0415
        from luoshi.district.dues.seeing import EVIDENCE, may_see_evidence  # noqa: PLC0415
        from luoshi.district.facts.queries import register_names  # noqa: PLC0415

        register_names(names)
        register_owner(EVIDENCE, may_see_evidence)
