"""The fast way to evaluate: FEEL's nodes become a Python function, once, and the function gives the same value many times sooner.

One meaning, two ways to it. A compiled text computes what has a value and nothing else. Wherever an operation has none, where a limit comes
near, or where a text is stranger than the translation allows, it raises and the reference evaluator (:mod:`luoshi.engines.feel.evaluate`)
answers instead, from the beginning: FEEL has no side effects, so nobody can tell. That is why findings, with their places and values, are
written once only, and why the two cannot disagree about them.

The door: :func:`compile_node` and :class:`Program`.
"""

from luoshi.engines.feel.compiled.machine import Unanswered
from luoshi.engines.feel.compiled.program import Program, compile_node

__all__ = ["Program", "Unanswered", "compile_node"]
