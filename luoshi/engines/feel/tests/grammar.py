"""Random texts with a plan: templates with holes for texts of a kind, filled with what has this kind.

Each template is a text with the kinds of its holes in braces; ``{{`` and ``}}`` are braces themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st


def templates_of(text: str) -> list[str]:
    """Templates as they are written: in lines, between bars."""
    return [each.strip() for line in text.splitlines() for each in line.split(" | ")]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Templates by kind, and the names that stand for a kind. One hole in ``foreign`` is filled with another kind; 0 is never."""

    templates: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[str]]
    foreign: int = 0

    def also(self, **names: Sequence[str]) -> Grammar:
        """With more names for some kinds."""
        return replace(self, names={**self.names, **{kind: (*self.names.get(kind, ()), *more) for kind, more in names.items()}})

    def expression(self, draw: st.DrawFn, kind: str, depth: int = 3) -> str:
        """A text of a kind; ``any`` is some kind."""
        kinds = list(self.templates)
        if kind == "any" or (self.foreign and draw(st.integers(1, self.foreign)) == 1):
            kind = draw(st.sampled_from(kinds))
        if self.names.get(kind) and draw(st.integers(0, 3)) == 0:
            return draw(st.sampled_from(self.names[kind]))
        return self.filled(draw, draw(st.sampled_from(self._fitting(kind, depth))), depth)

    def _fitting(self, kind: str, depth: int) -> Sequence[str]:
        """At the end only templates without holes, or what comes nearest."""
        templates = self.templates[kind]
        return templates if depth else [each for each in templates if "{" not in each] or templates[:3]

    def filled(self, draw: st.DrawFn, template: str, depth: int) -> str:
        """A template with its holes filled."""
        text, rest = "", template
        while rest:
            before, opening, rest = rest.partition("{")
            text += before.replace("}}", "}")
            if opening and rest.startswith("{"):
                text, rest = text + "{", rest[1:]
            elif opening:
                kind, _, rest = rest.partition("}")
                text += f"({self.expression(draw, kind, max(0, depth - 1))})"
        return text
