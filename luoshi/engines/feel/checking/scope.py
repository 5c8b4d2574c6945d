"""The static types of the names in sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from luoshi.engines.feel.builtins import BUILTINS
from luoshi.engines.feel.checking.relations import join, kind_of
from luoshi.engines.feel.types import ANY, ANY_FUNCTION, ContextType, Type


class Openness(Enum):
    """Whether a scope may hold further names, which only the values tell."""

    CLOSED = 0
    EXTENSIBLE = 1
    """Members that the type does not mention are possible, in some items of a list at least."""
    UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of one frame, and the frames around it. ``sure`` says that a name of it can always be seen: the members of a
    filter's item cannot where the item is null."""

    names: Mapping[str, Type]
    outer: Scope | None = None
    openness: Openness = Openness.CLOSED
    sure: bool = True

    def inside(self, names: Mapping[str, Type]) -> Scope:
        """With more names in front."""
        return Scope(names, self)

    def of_item(self, item: Type) -> Scope:
        """The scope of a filter's condition, as `evaluate` has it: the item, and over it its members by their names."""
        itself = self.inside({"item": item})
        if isinstance(item, ContextType):
            return Scope(dict(item.members), itself, Openness.EXTENSIBLE, sure=False)
        return itself if kind_of(item) is not None and kind_of(item) != "context" else Scope({}, itself, Openness.UNKNOWN)

    def find(self, name: str) -> Type | None:
        """The type of a name; None if there is none of this name for sure, `Any` where a further member may hide it."""
        found: Type | None = None
        hidden = False
        for frame in self.frames():
            if name in frame.names:
                found = frame.names[name] if found is None else join(found, frame.names[name])
                if frame.sure:
                    break
            elif frame.openness is not Openness.CLOSED:
                hidden = True
        else:
            if found is not None and name in BUILTINS:
                found = join(found, ANY_FUNCTION)
        return ANY if hidden and found is not None else found

    def is_free(self, name: str) -> bool:
        """Whether no function can bear this name, so that it is the language's own. Members that a type does not mention come from data,
        and data hold no functions."""
        return self.find(name) is None and self.openness_of_all is not Openness.UNKNOWN

    def frames(self) -> Iterator[Scope]:
        """The innermost first."""
        frame: Scope | None = self
        while frame is not None:
            yield frame
            frame = frame.outer

    @property
    def openness_of_all(self) -> Openness:
        """How open the most open frame is."""
        return max((frame.openness for frame in self.frames()), key=lambda openness: openness.value)

    def known(self) -> Iterator[str]:
        """All names that are known."""
        for frame in self.frames():
            yield from frame.names
