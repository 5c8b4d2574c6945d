"""Where a name's value is found when a compiled text runs: in Python's own variables as far as the text itself binds the name."""

from __future__ import annotations

from dataclasses import dataclass

Frame = dict[str, str] | str
"""Names that the text binds, with the Python variable of each; or the Python variable of a context whose members are names in a filter."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The scopes that the text has opened, the innermost last; beyond them is the scope that the text was given."""

    opened: tuple[Frame, ...] = ()

    def inside(self, frame: Frame) -> Frames:
        """With one scope more."""
        return Frames((*self.opened, frame))

    def lookup(self, name: str, constant: str, otherwise: str) -> str:
        """An expression for a name's value. ``constant`` holds the name, ``otherwise`` is what the given scope says."""
        contexts: list[str] = []
        found = otherwise
        for frame in reversed(self.opened):
            if isinstance(frame, str):
                contexts.append(frame)
            elif name in frame:
                found = frame[name]
                break
        for context in reversed(contexts):
            found = f"({context}[{constant}] if {constant} in {context} else {found})"
        return found

    @property
    def variables(self) -> tuple[str, ...]:
        """All Python variables, which a function that is defined here must take along."""
        found = (name for frame in self.opened for name in ((frame,) if isinstance(frame, str) else frame.values()))
        return tuple(dict.fromkeys(found))
