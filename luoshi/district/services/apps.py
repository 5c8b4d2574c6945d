from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.services"
    verbose_name = "政务服务"

    def ready(self) -> None:
        """Cases can be about applications; applicants hand in files, which whoever may see the application sees."""
        from luoshi.district.attachments.queries import register_owner  # noqa: PLC0415 - models are there only now
        from luoshi.district.casework.queries import register_subject  # noqa: PLC0415
        from luoshi.district.facts.queries import register_names  # noqa: PLC0415
        from luoshi.district.offices.queries import register_outsiders  # noqa: PLC0415
        from luoshi.district.services.applicants import applies  # noqa: PLC0415
        from luoshi.district.services.cases import for_applicant  # noqa: PLC0415
        from luoshi.district.services.cases_of_renewals import follow as follow_renewal  # noqa: PLC0415
        from luoshi.district.services.cases_of_renewals import for_holder, show_licence  # noqa: PLC0415
        from luoshi.district.services.dossier import show_application  # noqa: PLC0415
        from luoshi.district.services.following import follow  # noqa: PLC0415
        from luoshi.district.services.prolonging import SUBJECT as LICENCE  # noqa: PLC0415
        from luoshi.district.services.seeing import may_see_papers  # noqa: PLC0415
        from luoshi.district.services.telling import SUBJECT, fact_names  # noqa: PLC0415

        register_names(fact_names)
        register_outsiders(applies)
        register_owner(SUBJECT, may_see_papers)
        register_subject(SUBJECT, show_application, follow=follow, for_applicant=for_applicant)
        register_subject(LICENCE, show_licence, follow=follow_renewal, for_applicant=for_holder)
