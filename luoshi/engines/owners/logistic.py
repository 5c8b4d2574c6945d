"""Fitting a logistic curve of two or three coefficients, with the standard library alone."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.engines.owners.weights import Logistic

STEPS = 25
RIDGE = 1e-3
"""Keeps the coefficients finite where the measures separate the labels perfectly."""


def fit(rows: Sequence[tuple[float, ...]], labels: Sequence[bool]) -> Logistic:
    """The curve that makes the labels most probable, by Newton's method. Raises ValueError if there is no row."""
    if not rows:
        raise ValueError("没有可供拟合的数据 / nothing to fit a logistic curve to: no row was given")
    design = [(1.0, *row) for row in rows]
    size = len(design[0])
    coefficients = [0.0] * size
    for _ in range(STEPS):
        curve = Logistic(tuple(coefficients))
        gradient = [-RIDGE * coefficient for coefficient in coefficients]
        curvature = [[RIDGE if i == j else 0.0 for j in range(size)] for i in range(size)]
        for row, label in zip(design, labels, strict=True):
            probability = curve.probability(*row[1:])
            for i in range(size):
                gradient[i] += (label - probability) * row[i]
                for j in range(size):
                    curvature[i][j] += probability * (1 - probability) * row[i] * row[j]
        coefficients = [old + change for old, change in zip(coefficients, solve(curvature, gradient), strict=True)]
    return Logistic(tuple(coefficients))


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a small system of linear equations with a symmetric positive definite matrix."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for pivot, row in enumerate(rows):
        for other in rows[pivot + 1 :]:
            factor = other[pivot] / row[pivot]
            other[pivot:] = [a - factor * b for a, b in zip(other[pivot:], row[pivot:], strict=True)]
    solution: list[float] = []
    for index in reversed(range(len(rows))):
        known = sum(a * x for a, x in zip(rows[index][index + 1 : -1], solution, strict=True))
        solution.insert(0, (rows[index][-1] - known) / rows[index][index])
    return solution
