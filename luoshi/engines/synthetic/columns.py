"""What an invented enterprise is, column by column, as expressions of DuckDB's SQL over its number ``i``. Pure.

``u(i, n)`` is a number in [0, 1) that follows from the seed, the enterprise and ``n`` alone: so rows can be made in any order and in
parts, and are the same. Shapes are rough: most enterprises are micro and few are large, amounts are lognormal.

Data of registers are dirty, and so are these, in shares that are written beside each column: empty cells, codes that no table knows,
numbers out of range, codes with a wrong check character, and enterprises that are there twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ROWS_MAX: Final = 10_000_000
"""So many numbers fit into the codes of bodies that do not exist (M0000000 to M9999999)."""
LABEL: Final = "模拟数据"
"""With which the name of each invented enterprise begins."""
DUPLICATES: Final = 0.0005
"""The share of rows that have the number of the row before."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its ``name`` as offices call it, its SQL, the share of cells that are ``empty``."""

    name: str
    sql: str
    empty: float = 0.0


def chosen(number: int, *shares: tuple[str, float], otherwise: str) -> str:
    """A text among some, each with its share."""
    cases, until = [], 0.0
    for word, share in shares:
        until += share
        cases.append(f"WHEN u(i, {number}) < {until:.6f} THEN '{word}'")
    return f"CASE {' '.join(cases)} ELSE '{otherwise}' END"


def lognormal(number: int, middle: str, spread: float) -> str:
    """A positive number around ``middle``, which is given as SQL."""
    normal = f"sqrt(-2 * ln(1 - u(i, {number}))) * cos(2 * pi() * u(i, {number + 1}))"
    return f"({middle}) * exp({spread} * {normal})"


def _code() -> str:
    """A credit code (GB 32100-2015) in the division 990000, which does not exist; one in a thousand has a wrong check character."""
    digits = [f"((n // {10**place}) % 10)" for place in range(6, -1, -1)]
    organisation = " + ".join(["66", *(f"{weight} * {digit}" for weight, digit in zip((7, 9, 10, 5, 8, 4, 2), digits, strict=True))])
    first = f"((11 - ({organisation}) % 11) % 11)"
    value = f"(CASE {first} WHEN 10 THEN 29 ELSE {first} END)"
    body = " + ".join([f"{_HEAD}", *(f"{weight} * {digit}" for weight, digit in zip((29, 25, 13, 8, 24, 10, 30), digits, strict=True))])
    last = f"((31 - ({body} + 28 * {value}) % 31) % 31)"
    wrong = f"(({last} + CASE WHEN u(i, 1) < 0.001 THEN 1 ELSE 0 END) % 31)"
    return f"'91990000M' || lpad(n::VARCHAR, 7, '0') || '0123456789X'[{first} + 1] || '{_ALPHABET}'[{wrong} + 1]"


_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_HEAD: Final = 9 * 1 + 1 * 3 + 9 * 9 + 9 * 27 + 21 * 20
"""What ``91990000M`` weighs in the check character: 21 stands for M."""
_SECTORS: Sequence[tuple[str, float]] = (
    ("5299", 0.22), ("5190", 0.14), ("7299", 0.12), ("6513", 0.06), ("1392", 0.05), ("3912", 0.04), ("4790", 0.07), ("5439", 0.05),
    ("6220", 0.08), ("7520", 0.06), ("7019", 0.05), ("0141", 0.03),
)  # fmt: skip
_KINDS: Sequence[tuple[str, float]] = (("企业", 0.955), ("社会团体", 0.01), ("社会服务机构", 0.015), ("律师事务所", 0.005))
_SIZES: Sequence[tuple[str, float]] = (("微型", 0.83), ("小型", 0.145), ("中型", 0.018), ("大型", 0.004))
_STAFF = "CASE size WHEN '微型' THEN 4 WHEN '小型' THEN 35 WHEN '中型' THEN 260 WHEN '大型' THEN 1500 ELSE 4 END"
_REVENUE = "CASE size WHEN '微型' THEN 60 WHEN '小型' THEN 900 WHEN '中型' THEN 12000 WHEN '大型' THEN 90000 ELSE 60 END"

INTERMEDIATE: Final[Sequence[tuple[str, str]]] = (
    ("n", f"i - CASE WHEN i > 0 AND u(i, 2) < {DUPLICATES} THEN 1 ELSE 0 END"),
    ("size", chosen(3, *_SIZES, otherwise="不详")),
    ("staff", f"greatest(1, round({lognormal(4, _STAFF, 0.6)}))::BIGINT"),
    ("insured", "greatest(0.5, round(staff * (0.6 + 0.4 * u(i, 6)), 1))::DECIMAL(12, 2)"),
    ("revenue", f"round({lognormal(7, _REVENUE, 0.9)}, 2)::DECIMAL(18, 2)"),
)
"""What several columns rest on."""

COLUMNS: Final[Sequence[Column]] = (
    Column("统一社会信用代码", _code()),
    Column("名称", f"'{LABEL}' || lpad(n::VARCHAR, 8, '0') || '号企业'"),
    Column("街道", chosen(9, *((f"模拟街道{number}", 0.1) for number in range(1, 10)), otherwise="模拟街道10"), 0.01),
    Column("行业代码", chosen(10, *_SECTORS, otherwise="9999"), 0.005),
    Column("单位类型", chosen(11, *_KINDS, otherwise="其他"), 0.002),
    Column("企业规模", "size", 0.02),
    Column("成立日期", "DATE '2023-12-31' - (u(i, 12) * u(i, 12) * 9000)::INTEGER", 0.003),
    Column("信用等级", chosen(13, ("A", 0.2), ("B", 0.65), ("C", 0.12), otherwise="D"), 0.03),
    Column("从业人数", "staff", 0.02),
    Column("营业收入（万元）", "CASE WHEN u(i, 14) < 0.0005 THEN -revenue ELSE revenue END", 0.04),
    Column("资产总额（万元）", f"round({lognormal(15, 'revenue::DOUBLE', 0.7)}, 2)::DECIMAL(18, 2)", 0.05),
    Column("研发费用（万元）", "CASE WHEN u(i, 17) < 0.8 THEN 0 ELSE round(revenue * u(i, 18) * 0.12, 2) END::DECIMAL(18, 2)", 0.06),
    Column("足额缴费月数", "CASE WHEN u(i, 19) < 0.85 THEN 12 ELSE (u(i, 20) * 12)::INTEGER END", 0.01),
    Column("参保职工人数", "insured", 0.01),
    Column("裁员人数", "CASE WHEN u(i, 21) < 0.8 THEN 0 ELSE round(staff * u(i, 22) * u(i, 22) * 0.3) END::INTEGER", 0.03),
    Column("上年度实缴失业保险费（元）", "round(insured::DOUBLE * (600 + 300 * u(i, 23)), 2)::DECIMAL(18, 2)", 0.015),
    Column("本年度已返还（元）", "CASE WHEN u(i, 24) < 0.02 THEN round(insured::DOUBLE * 100, 2) ELSE 0 END::DECIMAL(18, 2)"),
)
"""What is in the file; the inputs of the job-retention refund among it, by their own names."""
