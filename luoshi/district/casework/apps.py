from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.casework"
    verbose_name = "办件"

    def ready(self) -> None:
        """What belongs to a step is seen by whoever may see its case; facts of cases are called as their case types say; messages wait
        for a day that the calendar says is worked.
        """
        from luoshi.district.attachments.queries import register_owner  # noqa: PLC0415 - models are there only now
        from luoshi.district.casework.queries import fact_names, is_working_day, may_see_step  # noqa: PLC0415
        from luoshi.district.casework.storing import OWNER  # noqa: PLC0415
        from luoshi.district.facts.queries import register_names  # noqa: PLC0415
        from luoshi.district.messages.queries import register_working_days  # noqa: PLC0415

        register_owner(OWNER, may_see_step)
        register_names(fact_names)
        register_working_days(is_working_day)
