"""A simulation's difference as a workbook or a table of text, with how it was computed: enough for anybody to compute it again."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from luoshi.district.simulations import shown
from luoshi.district.simulations.tallying import REASON, WHOLE
from luoshi.engines.documents.sheet import Cell, Sheet, lay_out
from luoshi.engines.documents.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from luoshi.district.simulations.computing import Changes, Compared, Rules
    from luoshi.district.simulations.models import Simulation
    from luoshi.district.simulations.tallying import Line

HEAD: Final = (
    "户数", "资料不足", "现行有金额", "改动后有金额", "现行合计", "改动后合计", "差额", "平均变化", "占全部差额",
    "多得", "少得", "新增", "不再",
)  # fmt: skip

SYNTHETIC: Final = (
    "人群是生成的模拟企业，不是真实企业：户数、规模和金额的分布是粗略假定的，与本区不同。这些数字只说明规则往哪个方向变、大致什么量级，"
    "不能作预算和施行的依据；施行前请用名录快照再算一遍。"
)
"""What stands first wherever figures of invented people do, and why they are weaker."""


def method(of: Simulation, changes: Changes, rules: Rules, compared: Compared) -> list[str]:
    """How the figures came about, sentence by sentence."""
    run, bounds = of.run, compared.bounds
    changed = "；".join(f"{each.name}：{each.old} → {each.new}" for each in (shown.change(one, rules.package) for one in changes)) or "无"
    versions = "、".join(f"{number}（{text[:12]}）" for number, text, _ in run.versions)
    open_ = (
        f"资料不足或代码没有对应规则的 {bounds.rows} 户不进合计；按可能的取值试算，它们现行合计在 {bounds.before_low} 至 "
        f"{bounds.before_high}，改动后在 {bounds.after_low} 至 {bounds.after_high}；其中 {bounds.open} 户无从试算。"
    )
    return [
        *([SYNTHETIC] if of.synthetic is not None else []),
        f"规则：决策包 {run.package}，版本 {versions}，按 {run.on} 的现行数值；比较“{of.answer}”。",
        f"人群：{_people(of)}，共 {compared.difference.whole.n} 户；第 {run.pk} 次运行。",
        f"改动：{changed}。",
        "方法：对人群里的每一户，用现行规则和改动后的规则各算一次，逐户相减后汇总；金额精确到分，不抽样、不推算。",
        open_,
        "这是模拟，不是决定；企业会因规则改变而改变自己的做法，这里没有计入。",
    ]


def _people(of: Simulation) -> str:
    if of.synthetic is not None:
        return f"第 {of.synthetic.number} 号模拟人群（种子 {of.synthetic.seed}，SHA-256 {of.synthetic.sha256}），重复的一户只算一次"
    return f"{of.run.snapshot.on} 的名录快照（SHA-256 {of.run.snapshot.sha256}）"


def difference_workbook(of: Simulation, changes: Changes, rules: Rules, compared: Compared) -> bytes:
    """One sheet for how it was computed and everybody, and one for each dimension."""
    notes = method(of, changes, rules, compared)
    first = lay_out(
        f"{_mark(of)}政策模拟 {of.number}：{of.title}",
        ("分组", *HEAD),
        [("全部", *_cells(compared, compared.difference.whole))],
        notes,
        tab="合计",
    )
    return workbook([first, *(_sheet(code, of, compared) for code in compared.difference.dimensions if code != WHOLE)])


def _mark(of: Simulation) -> str:
    """What stands before the title of each sheet with figures of invented people."""
    return "模拟人群 · " if of.synthetic is not None else ""


def _sheet(code: str, of: Simulation, compared: Compared) -> Sheet:
    title = "理由" if code == REASON else shown.title_of(code, of.run.register)
    rows = [(name, *_cells(compared, line)) for name, line in _lines(code, of, compared)]
    return lay_out(f"{_mark(of)}按{title}", (title, *HEAD), rows, tab=title)


def difference_csv(of: Simulation, changes: Changes, rules: Rules, compared: Compared) -> bytes:
    """All dimensions in one table; the last rows say how it was computed. With the mark by which spreadsheets know UTF-8."""
    written = StringIO()
    table = csv.writer(written)
    if of.synthetic is not None:
        table.writerow(("说明", SYNTHETIC))
    table.writerow(("分组方式", "分组", *HEAD))
    for code in compared.difference.dimensions:
        title = {WHOLE: "全部", REASON: "理由"}.get(code) or shown.title_of(code, of.run.register)
        for name, line in _lines(code, of, compared):
            table.writerow((title, name, *_cells(compared, line)))
    for sentence in method(of, changes, rules, compared)[of.synthetic is not None :]:
        table.writerow(("说明", sentence))
    return written.getvalue().encode("utf-8-sig")


def _lines(code: str, of: Simulation, compared: Compared) -> Iterator[tuple[str, Line]]:
    lines = sorted(compared.difference.dimensions[code].items(), key=lambda item: str(item[0]))
    for name, line in lines:
        if code == REASON:
            was, now = (shown.reason_said(each, reasons) for each, reasons in zip(name, compared.reasons, strict=True))
            yield was if was == now else f"{was} → {now}", line
        else:
            yield ("全部" if code == WHOLE else shown.value_said(code, name[0], of.run.register)), line


def _cells(compared: Compared, line: Line) -> Sequence[Cell]:
    mean, share = line.mean_change, line.share_of(compared.difference.whole)
    return (
        line.n, line.uncertain, line.paid_before, line.paid_after, line.before, line.after, line.change,
        mean.quantize(shown.CENT) if mean is not None else None, share.quantize(shown.CENT) if share is not None else None,
        line.gaining, line.losing, line.newly, line.dropped,
    )  # fmt: skip
