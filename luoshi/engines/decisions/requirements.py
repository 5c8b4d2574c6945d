"""What needs what: the requirement graph of a model, the order in which it is evaluated, and cycles refused by name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def evaluation_order(graph: Mapping[Node, Sequence[Node]]) -> list[Node]:
    """All nodes, each after everything it requires. Nodes of a cycle are left out; :func:`cycles` names them.

    Without recursion: a chain of requirements may be longer than Python's stack.
    """
    order: list[Node] = []
    done: set[Node] = set()
    waiting = {node: [each for each in needed if each in graph] for node, needed in graph.items()}
    stack = list(reversed(list(graph)))
    entered: set[Node] = set()
    while stack:
        node = stack[-1]
        if node in done:
            stack.pop()
            continue
        open_needs = [each for each in waiting[node] if each not in done]
        if open_needs and node not in entered:
            entered.add(node)
            stack.extend(reversed(open_needs))
            continue
        stack.pop()
        done.add(node)
        order.append(node)
    in_cycles = {node for cycle in cycles(graph) for node in cycle}
    return [node for node in order if node not in in_cycles]


def cycles(graph: Mapping[Node, Sequence[Node]]) -> list[list[Node]]:
    """Each cycle once, as the path that leads back to its first node. A node that requires itself is a cycle of one."""
    found: list[list[Node]] = []
    finished: set[Node] = set()
    for start in graph:
        path: list[Node] = []
        on_path: dict[Node, int] = {}
        stack: list[tuple[Node, int]] = [(start, 0)]
        while stack:
            node, position = stack.pop()
            if position == 0:
                if node in finished:
                    continue
                on_path[node] = len(path)
                path.append(node)
            needed = [each for each in graph[node] if each in graph]
            if position < len(needed):
                stack.append((node, position + 1))
                following = needed[position]
                if following in on_path:
                    found.append(path[on_path[following] :])
                elif following not in finished:
                    stack.append((following, 0))
                continue
            path.pop()
            del on_path[node]
            finished.add(node)
    return found


def reachable(graph: Mapping[Node, Sequence[Node]], start: Node) -> list[Node]:
    """Everything that a node requires, directly or through others, and the node itself first."""
    found, stack = [start], [start]
    seen = {start}
    while stack:
        for each in graph.get(stack.pop(), ()):
            if each not in seen:
                seen.add(each)
                found.append(each)
                stack.append(each)
    return found
