"""Functions of contexts (DMN 1.5, table 79)."""

from __future__ import annotations

from luoshi.engines.feel.builtins.signatures import Machine, builtin
from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.members import member
from luoshi.engines.feel.values import Value, kind

Context = dict[str, Value]


# The name of the first parameter changed between editions of the standard; both are in use.
@builtin("get value(m: context, key: string) -> Any")
@builtin("get value(context: context, key: string) -> Any")
def get_value(context: Context, key: str) -> Value:
    """The member of this name."""
    return member(context, key)


@builtin("get entries(m: context) -> list<context<key: string, value: Any>>")
@builtin("get entries(context: context) -> list<context<key: string, value: Any>>")
def get_entries(context: Context) -> Value:
    """A context with key and value for each member."""
    return tuple({"key": name, "value": value} for name, value in context.items())


@builtin("context(entries: list<context>) -> context")
def context(entries: tuple[Value, ...]) -> Value:
    """The context of such entries."""
    made: Context = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(key := entry.get("key"), str) or "value" not in entry:
            raise NoValue(
                FindingKind.WRONG_ARGUMENTS, "每一项应当有 key（字符串）和 value。", "Each entry must have key (a string) and value.", entry
            )
        if key in made:
            raise NoValue(FindingKind.DUPLICATE_ENTRY, f"成员“{key}”有两个。", f"The member “{key}” stands twice.", entry)
        made[key] = entry["value"]
    return made


@builtin("context put(context: context, key: string, value: Any) -> context")
def context_put(context: Context, key: str, value: Value) -> Value:
    """With this member in its place, or at the end."""
    return {**context, key: value}


@builtin("context put(context: context, keys: list, value: Any) -> context")
def context_put_deep(context: Context, keys: tuple[Value, ...], value: Value) -> Value:
    """With this value at the end of a path of members; contexts that are missing on the way are made."""
    path = []
    for key in keys:
        if not isinstance(key, str):
            raise NoValue(FindingKind.TYPE_MISMATCH, f"路径里有 {kind(key)}，应当都是字符串。", f"The path holds a {kind(key)}.", key)
        path.append(key)
    if not path:
        raise NoValue(FindingKind.EMPTY_LIST, "路径为空。", "The path is empty.", keys)
    on_the_way = [context]
    for key in path[:-1]:
        inner = on_the_way[-1].get(key)
        if inner is not None and not isinstance(inner, dict):
            raise NoValue(FindingKind.TYPE_MISMATCH, f"“{key}”不是 context。", f"“{key}” is no context.", inner)
        on_the_way.append(inner or {})
    made = value
    for around, key in zip(reversed(on_the_way), reversed(path), strict=True):
        made = {**around, key: made}
    return made


@builtin("context merge(contexts: list<context>) -> context", asks_machine=True)
def context_merge(machine: Machine, contexts: tuple[Value, ...]) -> Value:
    """All members of several contexts; the last of a name wins."""
    merged: Context = {}
    for one in contexts:
        if not isinstance(one, dict):
            raise NoValue(FindingKind.TYPE_MISMATCH, f"列表里有 {kind(one)}，应当都是 context。", f"The list holds a {kind(one)}.", one)
        machine.count(len(one))
        merged |= one
    return merged
