"""Python source, written line by line. It holds nothing that a rule's author wrote: every name, text and number is a constant beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

INDENTATION_MAX = 80
"""Python itself gives up at a hundred."""
LOOPS_MAX = 15
"""Python itself gives up at twenty."""


class TooNested(Exception):
    """Python could not compile what would have to be written."""


@dataclass(slots=True)
class Writer:
    """Lines of source, and the constants that they name."""

    lines: list[str] = field(default_factory=list)
    constants: dict[str, object] = field(default_factory=dict)
    indentation: int = 1
    loops: int = 0
    _variables: int = 0
    _known: dict[int, str] = field(default_factory=dict)

    def line(self, text: str) -> None:
        """One line more."""
        self.lines.append("\t" * self.indentation + text)

    def variable(self) -> str:
        """A fresh name."""
        self._variables += 1
        return f"v{self._variables}"

    def assigned(self, expression: str) -> str:
        """A fresh name for a value."""
        name = self.variable()
        self.line(f"{name} = {expression}")
        return name

    def constant(self, value: object) -> str:
        """The name of a constant. The writer keeps the value, so that its identity stays its own."""
        if id(value) not in self._known:
            name = f"k{len(self.constants)}"
            self._known[id(value)] = name
            self.constants[name] = value
        return self._known[id(value)]

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Lines under a head such as ``if …:``.

        Raises:
            TooNested: it stands in too many others.
        """
        if self.indentation >= INDENTATION_MAX:
            raise TooNested
        self.line(head)
        self.indentation += 1
        yield
        self.indentation -= 1

    @contextmanager
    def loop(self, head: str) -> Iterator[None]:
        """Lines under a ``for``.

        Raises:
            TooNested: it stands in too many others.
        """
        if self.loops >= LOOPS_MAX:
            raise TooNested
        self.loops += 1
        with self.block(head):
            yield
        self.loops -= 1

    def source(self, head: str) -> str:
        """The whole function."""
        return "\n".join((head, *self.lines, ""))
