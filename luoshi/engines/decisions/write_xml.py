"""A changed model becomes DMN XML again: what was changed is written, every other byte stays where it was.

Drawings, extensions, comments, blanks and the ids of tools are not understood here, so they must not be touched. Therefore nothing is
written anew: the changed model is compared with the one its bytes say, and single stretches of bytes are replaced. What can be changed
is what people change in a published table: texts of cells and expressions, and the rules of a table (added, removed, moved). Everything
else is the work of a modelling tool, whose file is then read anew; it is refused here, so that no change is lost silently.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from luoshi.engines.decisions.model import DecisionTable, Model, Rule, Text
from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.read_xml import read_model

Replacement = tuple[int, int, bytes]
"""From byte, to byte, new bytes."""

DEFAULT_GAP: Final = b"\n      "
"""Between rules in a table that has fewer than one."""


class UnwritableChange(ValueError):
    """Something other than a text or the rules of a table was changed."""

    def __init__(self, place: Place, what: str) -> None:
        words = place.words()
        super().__init__(
            f"{words.chinese}：只能改写文字和决策表的规则，不能改写 {what}；请在建模工具中修改。 "
            f"{words.english}: only texts and the rules of tables can be changed, not {what}; change it in the modelling tool."
        )
        self.place = place


def write_model(model: Model) -> bytes:
    """The bytes of the model's file with its changes.

    Raises:
        UnwritableChange: something else than a text or a rule was changed.
        RefusedModel: a new text holds characters that XML does not allow.
    """
    assert model.content, "only a model that was read from a file can be written into it"
    before = read_model(model.content, file=model.place.file)
    changes: list[Replacement] = []
    _compare(before, model, model.place, model.content, changes)
    content = _replace(model.content, changes)
    read_model(content, file=model.place.file)
    return content


def _replace(content: bytes, changes: list[Replacement], offset: int = 0) -> bytes:
    pieces, done = [], 0
    for start, end, new in sorted(changes, key=lambda change: change[0]):
        pieces += [content[done : start - offset], new]
        done = end - offset
    return b"".join([*pieces, content[done:]])


def _compare(before: Any, after: Any, place: Place, content: bytes, changes: list[Replacement]) -> None:
    """Both trees have one shape, but for texts and rules."""
    if before == after and not isinstance(after, Model):
        return
    if isinstance(before, Text) and isinstance(after, Text) and before.span == after.span and before.span is not None:
        changes.append(_text_change(before, after, content))
    elif isinstance(before, DecisionTable) and isinstance(after, DecisionTable) and _spans(before) != _spans(after):
        changes += _rule_changes(before, after, content)
    elif is_dataclass(before) and type(before) is type(after):
        here = getattr(after, "place", place)
        for field in fields(before):
            if field.name not in {"place", "content", "span"}:
                _compare(getattr(before, field.name), getattr(after, field.name), here, content, changes)
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            _compare(one, other, place, content, changes)
    else:
        raise UnwritableChange(place, type(before).__name__)


def _text_change(before: Text, after: Text, content: bytes) -> Replacement:
    span = before.span
    assert span is not None, "the caller has looked"
    new = _escaped(after.text)
    if span.tag:  # <text/> becomes <text>…</text>; the name as it is written there, with its prefix
        name = content[span.start + 1 : span.end].split(b"/", 1)[0].split(maxsplit=1)[0]
        new = content[span.start : span.end].rstrip(b"/> \t\r\n") + b">" + new + b"</" + name + b">"
    return span.start, span.end, new


def _escaped(text: str) -> bytes:
    return escape(text, {"\r": "&#13;"}).encode()


# --- the rules of one table


def _spans(table: DecisionTable) -> list[object]:
    return [rule.span for rule in table.rules]


def _rule_changes(before: DecisionTable, after: DecisionTable, content: bytes) -> list[Replacement]:
    """The stretch of all rules, put together anew: known rules with what stood before them, comments too, new ones in their manner."""
    known = {rule.span: rule for rule in before.rules}
    for field in fields(before):
        if field.name not in {"rules", "place", "span"} and getattr(before, field.name) != getattr(after, field.name):
            raise UnwritableChange(after.place, field.name)
    start, end = _stretch(before, content)
    gaps = _gaps(before, content, start)
    usual = next((gap for gap in gaps.values() if not gap.strip()), DEFAULT_GAP)
    pieces = []
    for rule in after.rules:
        old = known.get(rule.span) if rule.span is not None else None
        pieces.append((gaps[old.place.rule] if old else usual) + (_kept(old, rule, content) if old else _new(rule, before, content, usual)))
    return [(start, end, b"".join(pieces))]


def _stretch(table: DecisionTable, content: bytes) -> tuple[int, int]:
    """From behind what comes before the first rule to behind the last one; a table without rules ends where they would begin."""
    assert table.span is not None, "a table that was read has its bytes"
    spans = [rule.span for rule in table.rules if rule.span is not None]
    if spans:
        return _before(content, spans[0].start), spans[-1].end
    end = content.rindex(b"</", table.span.start, table.span.end)
    return _before(content, end), _before(content, end)


def _before(content: bytes, position: int) -> int:
    """Where the blanks before a position begin."""
    return len(content[:position].rstrip())


def _gaps(table: DecisionTable, content: bytes, start: int) -> dict[int | None, bytes]:
    """What stands before each rule, by its number."""
    gaps = {}
    for rule in table.rules:
        assert rule.span is not None, "a rule that was read has its bytes"
        gaps[rule.place.rule] = content[start : rule.span.start]
        start = rule.span.end
    return gaps


def _kept(before: Rule, after: Rule, content: bytes) -> bytes:
    assert before.span is not None, "a rule that was read has its bytes"
    changes: list[Replacement] = []
    _compare(before, after, after.place, content, changes)
    return _replace(content[before.span.start : before.span.end], changes, before.span.start)


def _new(rule: Rule, table: DecisionTable, content: bytes, gap: bytes) -> bytes:
    """A rule in the manner of its table: prefix and indentation."""
    assert table.span is not None, "a table that was read has its bytes"
    tag = content[table.span.start + 1 : table.span.end].split(b"decisionTable", 1)[0].decode()
    inner = gap.decode() + "  "
    cells = [("inputEntry", each) for each in rule.conditions] + [("outputEntry", each) for each in rule.conclusions]
    cells += [("annotationEntry", each) for each in rule.annotations]
    lines = [f"{inner}<{tag}{name}><{tag}text>{escape(each.text)}</{tag}text></{tag}{name}>" for name, each in cells]
    return f"<{tag}rule>{''.join(lines)}{gap.decode()}</{tag}rule>".encode()
