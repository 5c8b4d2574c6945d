"""A pack's check as its author sees it: what must be mended, failing examples with reasons, what no example exercises."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from luoshi.command_line.printing.decision import plain, said
from luoshi.engines.decisions.analysis_results import Level
from luoshi.engines.decisions.citations import Status
from luoshi.engines.decisions.export import remarks_json
from luoshi.engines.packs import PackProblem
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    from luoshi.engines.casework import Calendar
    from luoshi.engines.packs import Pack, PackCheck
    from luoshi.engines.packs.checking import CaseResult, TableCheck
    from luoshi.engines.packs.checking_cases import CaseTypeCheck

STATUSES: Final = {each.value: each.words() for each in Status} | {"demonstration": Words("演示", "demonstration")}
"""What a pack says of itself; a district may say something else, which then stands as it is."""
GAPS_SHOWN: Final = 5
"""How many remarks about one table, or about types, are told in a terminal; all are in the JSON."""


def print_check(console: Console, check: PackCheck, *, english: bool) -> None:
    """The pack's name with the verdict, then faults, failing cases, and remarks about its tables."""
    from rich.padding import Padding
    from rich.text import Text

    def tell(words: Words, indent: int, style: str = "") -> None:
        console.print(Padding(Text(plain(said(words, english=english)), style=style), (0, 0, 0, indent), expand=False))

    tell(_headline(check), 0, "bold green" if check.is_sound else "bold red")
    for fault in check.faults:
        tell(Words(f"✗ {fault.words.chinese}", f"✗ {fault.words.english}"), 2, "red")
    for remark in check.remarks[:GAPS_SHOWN]:
        tell(Words(f"· {remark.words().chinese}", f"· {remark.words().english}"), 2, "yellow")
    for result in check.failures:
        tell(_failing(result), 2, "red")
        for why in result.why:
            tell(why, 6)
    for life in check.failed_lives:
        tell(Words(f"✗ {life.life.file}：{life.life.name}", f"✗ {life.life.file}: {life.life.name}"), 2, "red")
        for line, why in life.why:
            tell(Words(f"第 {line} 行：{why.chinese}", f"line {line}: {why.english}"), 6)
    if check.case is not None:
        for words in _not_lived(check.case):
            tell(words, 2, "yellow")
    if check.not_asked:
        names = "、".join(check.not_asked)
        tell(Words(f"· 没有样例的决策：{names}", f"· decisions without an example: {names}"), 2, "yellow")
    for table in check.tables:
        for words in _remarks(table):
            tell(words, 2, "yellow")


def _headline(check: PackCheck) -> Words:
    name = check.pack.id if check.pack is not None else check.folder.name
    rules, exercised = sum(each.rules for each in check.tables), sum(len(each.exercised) for each in check.tables)
    passed = len(check.results) - len(check.failures)
    verdict = "✓" if check.is_sound else "✗"
    found = Words(
        f"样例 {passed}/{len(check.results)} 通过，规则 {exercised}/{rules} 有样例",
        f"{passed} of {len(check.results)} examples pass, {exercised} of {rules} rules exercised",
    )
    if check.pack is not None and check.pack.calendar is not None:
        found = _years(check.pack.calendar)
    if check.case is not None:
        lives = _lives(check.case)
        found = Words(f"{lives.chinese}；{found.chinese}", f"{lives.english}; {found.english}") if check.tables or check.results else lives
    return Words(
        f"{verdict} {name}：{found.chinese}，问题 {len(check.faults)} 处",
        f"{verdict} {name}: {found.english}, {len(check.faults)} faults",
    )


def _lives(case: CaseTypeCheck) -> Words:
    """How many lives go as they say, and how many verbs they use."""
    passed, verbs = sum(each.passed for each in case.results), len(tuple(case.case_type.verbs()))
    done = verbs - len(case.not_lived)
    return Words(
        f"办件样例 {passed}/{len(case.results)} 通过，动作 {done}/{verbs} 走到",
        f"{passed} of {len(case.results)} lives pass, {done} of {verbs} transitions taken",
    )


def _not_lived(case: CaseTypeCheck) -> Iterator[Words]:
    """What no life shows."""
    if case.not_lived:
        codes = ", ".join(case.not_lived)
        yield Words(f"· 没有样例走到的动作：{codes}", f"· transitions that no life takes: {codes}")
    if case.never_refused:
        codes = ", ".join(case.never_refused)
        yield Words(f"· 没有样例被其拒绝的条件：{codes}", f"· conditions that refuse nobody in any life: {codes}")


def _years(calendar: Calendar) -> Words:
    """What a calendar holds."""
    first, last = calendar.published_from, calendar.published_through
    worked = calendar.working_days_between(first - timedelta(days=1), last)
    return Words(f"{first.year} 至 {last.year} 年，{worked} 个工作日", f"{first.year} to {last.year}, {worked} working days")


def _failing(result: CaseResult) -> Words:
    example, case = result.example, result.case
    return Words(
        f"✗ {example.file} 第 {case.line} 行：{example.decision}，{case.name}",
        f"✗ {example.file}, line {case.line}: {example.decision}, {case.name}",
    )


def _remarks(table: TableCheck) -> Iterator[Words]:
    """What is no fault and good to know."""
    where = Words(f"· {table.place.file} “{table.name}”", f"· {table.place.file} “{table.name}”")
    if table.not_exercised:
        rules = ", ".join(map(str, table.not_exercised))
        yield Words(f"{where.chinese}：没有样例的规则 {rules}", f"{where.english}: rules without an example: {rules}")
    if table.cited < table.rules:
        missing = table.rules - table.cited
        yield Words(f"{where.chinese}：{missing} 条规则没有依据", f"{where.english}: {missing} rules cite nothing")
    told = list(_analysis(table))
    for words in told[:GAPS_SHOWN]:
        yield Words(f"{where.chinese}：{words.chinese}", f"{where.english}: {words.english}")
    if len(told) > GAPS_SHOWN:
        more = len(told) - GAPS_SHOWN
        yield Words(f"{where.chinese}：另有 {more} 处，见 --json", f"{where.english}: {more} more, see --json")


def _analysis(table: TableCheck) -> Iterator[Words]:
    analysis = table.analysis
    if analysis is None:
        return
    for group in (analysis.gaps or (), analysis.overlaps, analysis.unreachable):
        for each in group:
            if each.level is Level.WARNING:
                yield each.words()
    yield from (each.words() for each in analysis.unfinished)


def print_list(console: Console, packs: Mapping[str, Pack | PackProblem], *, english: bool) -> None:
    """Two lines for each pack, its id first, since that is what people copy; of one that cannot be read, why."""
    for folder, pack in packs.items():
        if isinstance(pack, PackProblem):
            console.print(f"[bold]✗ {plain(folder)}[/]", f"  {plain(said(pack.words(), english=english))}", sep="\n", highlight=False)
        else:
            console.print(f"[bold]{plain(pack.id)}[/]", f"  {plain(_line(pack, english=english))}", sep="\n", highlight=False)


def _line(pack: Pack, *, english: bool) -> str:
    cases = sum(len(each.cases) for each in pack.examples)
    counts = Words(
        f"{len(pack.models)} 个模型，{len(pack.parameters)} 个参数，{cases} 个样例",
        f"{len(pack.models)} models, {len(pack.parameters)} parameters, {cases} examples",
    )
    if pack.case_type is not None:
        kind, lives = pack.case_type, len(pack.lives)
        counts = Words(
            f"{counts.chinese}，事项类型“{kind.name.chinese}”，{lives} 个办件样例",
            f"{counts.english}, case type “{kind.name.english}”, {lives} lives",
        )
    status = STATUSES.get(pack.status, Words(pack.status, pack.status))
    parts = (
        pack.name_en if english else pack.name,
        pack.district or pack.jurisdiction,
        said(status, english=english),
        said(_years(pack.calendar) if pack.calendar is not None else counts, english=english),
    )
    return " · ".join(parts)


def listed_json(folder: str, pack: Pack | PackProblem) -> dict[str, Any]:
    """The same as data."""
    if isinstance(pack, PackProblem):
        return {"folder": folder, "problem": _words(pack.words())}
    return {
        "folder": folder,
        "id": pack.id,
        "name": _words(Words(pack.name, pack.name_en)),
        "summary": _words(pack.summary),
        "kind": pack.kind,
        "jurisdiction": pack.district or pack.jurisdiction,
        "status": pack.status,
        "models": [each.name for each in pack.models],
        "parameters": [each.name for each in pack.parameters],
        "examples": sum(len(each.cases) for each in pack.examples),
        "case_type": pack.case_type.code if pack.case_type is not None else None,
        "lives": len(pack.lives),
    }


def check_json(check: PackCheck) -> dict[str, Any]:
    """The whole check as data."""
    return {
        "id": check.pack.id if check.pack is not None else check.folder.name,
        "sound": check.is_sound,
        "faults": [{"file": each.file, "line": each.line, **_words(each.words)} for each in check.faults],
        **remarks_json(check.remarks),
        "examples": [_result_json(each) for each in check.results],
        "not_asked": list(check.not_asked),
        "case_type": _case_json(check.case) if check.case is not None else None,
        "tables": [_table_json(each) for each in check.tables],
    }


def _case_json(case: CaseTypeCheck) -> dict[str, Any]:
    return {
        "code": case.case_type.code,
        "version": case.case_type.version,
        "lives": [
            {
                "file": each.life.file,
                "name": each.life.name,
                "passed": each.passed,
                "why": [{"line": line, **_words(why)} for line, why in each.why],
            }
            for each in case.results
        ],
        "not_lived": list(case.not_lived),
        "never_refused": list(case.never_refused),
    }


def _result_json(result: CaseResult) -> dict[str, Any]:
    return {
        "file": result.example.file,
        "line": result.case.line,
        "decision": result.example.decision,
        "name": result.case.name,
        "passed": result.passed,
        "why": [_words(each) for each in result.why],
    }


def _table_json(table: TableCheck) -> dict[str, Any]:
    return {
        "name": table.name,
        "file": table.place.file,
        "line": table.place.line,
        "rules": table.rules,
        "not_exercised": list(table.not_exercised),
        "cited": table.cited,
        "analysis": [_words(each) for each in table.analysis.sentences()] if table.analysis is not None else [],
    }


def _words(words: Words) -> dict[str, str]:
    return {"chinese": words.chinese, "english": words.english}
