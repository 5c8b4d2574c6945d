"""What an application lacks: required fields, papers, promises. All at once (行政许可法 第三十二条), also what may yet be needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luoshi.engines.approval.assessment import Application, Lack, LackKind
from luoshi.engines.approval.conditions import Asked, value_of
from luoshi.engines.approval.given import Given, PaperState
from luoshi.engines.approval.items import Material, Path
from luoshi.engines.approval.verdicts import CommitmentVerdict
from luoshi.words import Words


def empty_fields(found: Asked, given: Mapping[str, Given]) -> Iterator[Lack]:
    """Required fields without a value."""
    for field in found.fields:
        if field.required and value_of(field, given) is None:
            words = Words(f"请填写“{field.name.chinese}”。", f"Fill in “{field.name.english}”.")
            yield _lack(LackKind.FIELD, field.code, words, found)


def absent_papers(application: Application, found: Asked, path: Path) -> Iterator[Lack]:
    """Papers that have to be handed in on a path: those that nothing else stands for."""
    for material in found.materials:
        if state_of(application, material) is PaperState.ABSENT and not stands_without(material, path):
            words = Words(f"请提交“{material.name.chinese}”。", f"Hand in “{material.name.english}”.")
            yield _lack(LackKind.PAPER, material.code, words, found)


def stands_without(material: Material, path: Path) -> bool:
    """Whether a path can do without the paper: promised, or to follow."""
    return (path is Path.COMMITMENT and material.commitment) or (path is Path.MISSING_PAPERS and material.deferrable)


def state_of(application: Application, material: Material) -> PaperState:
    """How a paper stands; of which nothing is said is absent."""
    return application.papers.get(material.code, PaperState.ABSENT)


def absent_promises(application: Application, verdict: CommitmentVerdict | None) -> Iterator[Lack]:
    """Conditions that are not promised; when all are, what about the promise is to be put right."""
    open_ones = [each for each in application.item.conditions if each.code not in application.promised]
    for each in open_ones:
        yield Lack(LackKind.PROMISE, each.code, Words(f"请承诺：{each.says.chinese}。", f"Promise: {each.says.english}."))
    if not open_ones and verdict is not None and not verdict.allows:
        for words in verdict.corrections:
            yield Lack(LackKind.PROMISE, "", Words(f"请更正承诺书：{words.chinese}。", f"Correct the commitment: {words.english}."))


def _lack(kind: LackKind, code: str, words: Words, found: Asked) -> Lack:
    hangs_on = found.depends_on.get(code, ())
    if hangs_on:
        english = {each.name.chinese: each.name.english for each in found.fields}
        words = Words(
            f"{words.chinese}（是否需要，取决于所填的：{'、'.join(hangs_on)}）",
            f"{words.english} (Whether it is needed depends on: {', '.join(english.get(each, each) for each in hangs_on)}.)",
        )
    return Lack(kind, code, words, hangs_on)
