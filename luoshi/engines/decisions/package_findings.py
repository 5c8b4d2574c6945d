"""What the law of a day has to say about an answer: values and documents that are not verified, documents that are not in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from luoshi.engines.decisions.citations import Cited, Status
from luoshi.engines.decisions.findings import Finding, FindingKind
from luoshi.engines.decisions.parameters import InForce
from luoshi.words import Words


def unverified_parameters(chosen: Iterable[InForce]) -> Iterator[Finding]:
    """Values of another place or of no document."""
    for each in chosen:
        version = each.version
        if version.status is not Status.VERIFIED:
            status = version.status.words()
            message = Words(
                f"参数“{each.name}”的数值（{version.citation}，{version.period.chinese}）{status.chinese}，结论需人工确认。",
                f"The value of the parameter “{each.name}” ({version.citation}, {version.period.english}) is {status.english}; "
                "a person has to confirm the answer.",
            )
            yield Finding(FindingKind.UNVERIFIED_PARAMETER, version.place, message, (each.value,))


def unverified_documents(cited: Iterable[Cited]) -> Iterator[Finding]:
    """Documents of another place, or that nobody has seen."""
    for each in cited:
        document = each.document
        if document is not None and document.status is not Status.VERIFIED:
            status = document.status.words()
            message = Words(
                f"{each.by.chinese}依据的《{document.title}》（{document.key}）{status.chinese}，结论需人工确认。",
                f"“{document.title}” ({document.key}), on which {each.by.english} rests, is {status.english}; "
                "a person has to confirm the answer.",
            )
            yield Finding(FindingKind.UNVERIFIED_DOCUMENT, each.place, message)


def documents_not_in_force(cited: Iterable[Cited], on: date) -> Iterator[Finding]:
    """Documents that had not begun or had ended on the day."""
    for each in cited:
        document = each.document
        if document is not None and not document.may_be_in_force(on):
            days = document.period
            message = Words(
                f"{each.by.chinese}依据的《{document.title}》（{document.key}）有效期为 {days.chinese}，{on} 不在其中。",
                f"“{document.title}” ({document.key}), on which {each.by.english} rests, is in force from {days.english}, not on {on}.",
            )
            yield Finding(FindingKind.DOCUMENT_NOT_IN_FORCE, each.place, message)
