"""Why a path is no way for an application at all, whatever is still handed in: by law, by choice, or since somebody has to judge papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from luoshi.engines.approval.assessment import Application
from luoshi.engines.approval.conditions import Asked
from luoshi.engines.approval.given import PaperState
from luoshi.engines.approval.items import Path
from luoshi.engines.approval.lacks import state_of
from luoshi.engines.approval.verdicts import CommitmentVerdict, MissingPapersVerdict, Reason
from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class Question:
    """An application with what else has a say in its paths."""

    application: Application
    asked: Asked
    commitment: CommitmentVerdict | None
    missing_papers: MissingPapersVerdict | None

    @property
    def chosen(self) -> Path | None:
        """The path that the applicant has chosen: by saying so, or by signing a commitment."""
        application = self.application
        return application.path or (Path.COMMITMENT if application.promised else None)


def bars(question: Question, path: Path) -> tuple[Reason, ...]:
    """Every reason for which a path is closed; none of them can be mended by handing something in."""
    if path not in question.application.item.paths:
        name = path.words()
        return (_reason(f"这个事项不实行{name.chinese}。", f"There is no {name.english} for this item."),)
    return tuple(_BARS[path](question))


def _instant(question: Question) -> Iterator[Reason]:
    """A machine never judges a paper: each has to be known from a register."""
    for material in question.asked.materials:
        if state_of(question.application, material) is not PaperState.KNOWN:
            yield _reason(
                f"“{material.name.chinese}”没有登记可以证明，需提交材料由人审查。",
                f"No register proves “{material.name.english}”: it is handed in, and a person examines it.",
            )


def _commitment(question: Question) -> Iterator[Reason]:
    verdict = question.commitment
    if question.chosen is not Path.COMMITMENT:
        yield _reason("告知承诺由申请人自愿选，这件没有选。", "A commitment is the applicant's own choice, and was not chosen here.")
    elif verdict is None:
        yield _reason("这一天没有现行有效的告知承诺规则。", "No rules for commitments are in force on this day.")
    else:
        yield from verdict.exclusions
        for name in verdict.unknown:
            yield _reason(f"能否告知承诺，缺少的情况：{name}。", f"Whether a commitment is possible; not known: {name}.")
        if not verdict.allows and not (verdict.exclusions or verdict.unknown or verdict.corrections):
            yield _reason("规则没有得出可以告知承诺的结论。", "The rules do not allow a commitment.")


def _missing_papers(question: Question) -> Iterator[Reason]:
    verdict = question.missing_papers
    if question.chosen not in (None, Path.MISSING_PAPERS):
        yield _reason(
            "容缺受理由申请人自愿选，这件选了别的办法。",
            "Papers may follow where the applicant wants it; another way was chosen here.",
        )
    elif not deferred(question):
        yield _reason("没有可以容缺的材料，不需要容缺受理。", "No paper is missing that could follow.")
    elif verdict is None:
        yield _reason("没有得出可以容缺受理的结论。", "Nothing says that papers may follow.")
    elif not verdict.accepts:
        yield from verdict.reasons or (_reason("规则没有得出可以容缺受理的结论。", "The rules do not let papers follow."),)


def deferred(question: Question) -> tuple[str, ...]:
    """The materials that are absent and may follow."""
    materials = question.asked.materials
    return tuple(each.code for each in materials if each.deferrable and state_of(question.application, each) is PaperState.ABSENT)


def _nothing(_question: Question) -> Iterator[Reason]:
    """The ordinary path is always open."""
    return iter(())


def _reason(chinese: str, english: str) -> Reason:
    return Reason(Words(chinese, english))


_BARS: Final[Mapping[Path, Callable[[Question], Iterator[Reason]]]] = {
    Path.INSTANT: _instant,
    Path.COMMITMENT: _commitment,
    Path.MISSING_PAPERS: _missing_papers,
    Path.ORDINARY: _nothing,
}
