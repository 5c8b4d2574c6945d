"""A small case type as a folder. Tests change one file and look what is said."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "pack.yaml": """\
id: small_case
kind: mechanism
name: 小办件
name_en: Small case
summary: 一件小事
summary_en: A small errand
jurisdiction: 桃源新区
status: verified
""",
    "documents.yaml": """\
- {key: 示例〔2021〕1号, title: 办法, issuer: 管委会, issued_on: 2021-01-01, valid_from: 2021-02-01, jurisdiction: 桃源, status: verified}
""",
    "parameters.yaml": """\
- name: 期限
  type: number
  unit: 工作日
  meaning: 办理期限
  meaning_en: Time to handle
  values:
    - {value: 5, from: 2021-02-01, to: 2023-06-30, document: 示例〔2021〕1号, status: verified}
    - {value: 3, from: 2023-07-01, document: 示例〔2021〕1号, status: verified}
""",
    "case.yaml": """\
code: errand
name: 小事
name_en: Errand
summary: 一件小事
summary_en: A small errand
subjects: [commitment]
actors:
  - {code: unit, name: 单位, name_en: Unit, power: handle, of: unit}
statuses:
  - {code: working, name: 在办, name_en: Working, kind: open}
  - {code: done, name: 办结, name_en: Done, kind: done}
fields:
  - {code: note, name: 说明, name_en: Note, type: text}
clocks:
  - {code: work, name: 办理, name_en: Work, limit: 期限}
opening: {code: open, name: 立, name_en: Open, to: working, actor: unit, clocks: {start: [work]}}
transitions:
  - code: finish
    name: 办结
    name_en: Finish
    from: [working]
    to: done
    actor: unit
    guards:
      - {code: too_short, holds: string length(step.note) > 1, says: 太短。, says_en: Too short.}
    requires: [note]
    clocks: {stop: [work]}
""",
    "lives/2023-06-30/finished.yaml": """\
name: 六月立，七月办
source: 编写的
people:
  王: {unit: bureau, powers: [handle]}
steps:
  - {at: 2023-06-30 09:00, by: 王, do: open, status: working, unit: bureau, holder: ""}
  - {at: 2023-06-30 09:00, due: {work: 2023-07-07}, clocks: {work: running}, late: []}
  - {at: 2023-07-03 09:00, by: 王, do: finish, say: {note: 好}, refused: [too_short]}
  - {at: 2023-07-10 09:00, late: [work]}
  - {at: 2023-07-10 10:00, by: 王, do: finish, say: {note: 办好}, status: done}
""",
}


def written(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The pack in a folder of its own, some of its files otherwise."""
    home = folder / "small_case"
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(text, encoding="utf-8")
    return home


def changed(name: str, old: str, new: str) -> dict[str, str | None]:
    """One file with one text replaced."""
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}
