from django.apps import AppConfig


class StoryConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.story"
    verbose_name = "来龙去脉"

    def ready(self) -> None:
        """Cases can be about questions of the public, and what comes of them is told to who asked."""
        from luoshi.district.casework.queries import register_subject  # noqa: PLC0415 - models are there only now
        from luoshi.district.story.cases import KIND, follow, show_question  # noqa: PLC0415

        register_subject(KIND, show_question, follow=follow)
