"""Hold a Word file against the figures of GB/T 9704-2012: LibreOffice prints it, and the ink on the pages is measured.

    python3 -m tools.measure_document FILE.docx

Needs LibreOffice (``soffice``) and Poppler (``pdftoppm``). Fonts that are not installed are replaced by Noto, which fills the same squares.
The exit code is the number of figures that are off.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image
from pypdf import PdfReader

from luoshi.engines.documents.official import layout

DOTS: Final = 20
"""In a millimetre."""

LONG_LINE: Final = 150
"""So many millimetres wide is only a line through the whole type area."""

FONTS: Final = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "Times New Roman": "Liberation Serif",
}


@dataclass(frozen=True)
class Figure:
    """What was measured beside what the standard says; ``within`` is how far off it may be."""

    name: str
    expected: float
    measured: float
    within: float

    @property
    def is_kept(self) -> bool:
        """Whether it is near enough."""
        return abs(self.measured - self.expected) <= self.within

    def __str__(self) -> str:
        return f"{'   ' if self.is_kept else '!! '}{self.expected:8.2f} {self.measured:8.2f} ±{self.within:<5g} {self.name}"


class Ink:
    """The ink of a page; all lengths in millimetres."""

    def __init__(self, page: Image.Image) -> None:
        self.page = page
        red, green, _ = page.split()
        self._dark = green.point(lambda value: 255 if value < 140 else 0)
        self._not_red = red.point(lambda value: 255 if value < 140 else 0)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.page.width / DOTS, self.page.height / DOTS

    def held_upright(self) -> Ink:
        """The sheet as it is bound; a table on it lies on its side."""
        return Ink(self.page.rotate(90, expand=True)) if self.page.width > self.page.height else self

    def box(self, left: float, top: float, right: float, bottom: float, *, black: bool = False) -> tuple[float, float, float, float]:
        """What the ink within a part of the page covers: left, top, right, bottom; black ink alone, or also red."""
        part = (self._not_red if black else self._dark).crop(_dots(left, top, right, bottom))
        found = part.getbbox() or (0, 0, 0, 0)
        return left + found[0] / DOTS, top + found[1] / DOTS, left + found[2] / DOTS, top + found[3] / DOTS

    def bands(self, left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
        """Stretches of rows with ink, from where to where."""
        part = self._dark.crop(_dots(left, top, right, bottom))
        rows = [part.crop((0, y, part.width, y + 1)).getbbox() for y in range(part.height)]
        return _stretches([row is not None for row in rows], top)

    def long_lines(self) -> list[tuple[float, float, float, float]]:
        """Lines through the whole type area: upper and lower edge, left and right end."""
        dark, found = self._dark, []
        wide = [
            (dark.crop((0, y, dark.width, y + 1)).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) or 0) for y in range(dark.height)
        ]
        share = 255 * LONG_LINE / self.size[0]
        for top, bottom in _stretches([isinstance(value, int) and value > share for value in wide], 0):
            left, _, right, _ = self.box(0, top, self.size[0], bottom)
            found.append((top, bottom, left, right))
        return found


def _dots(*lengths: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(each * DOTS) for each in lengths)
    return left, top, right, bottom


def _stretches(marks: Sequence[bool], start: float) -> list[tuple[float, float]]:
    found, place = [], 0
    for mark, group in groupby(marks):
        length = len(list(group))
        if mark:
            found.append((start + place / DOTS, start + (place + length) / DOTS))
        place += length
    return found


def printed(file: Path, folder: Path) -> Path:
    """The file as LibreOffice prints it."""
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{other}</family></prefer></alias>' for name, other in FONTS.items()
    )
    fonts = folder / "fonts.conf"
    fonts.write_text(f"<fontconfig><include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>")
    command: list[str | Path] = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={(folder / 'office').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        file,
    ]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(fonts)})
    return folder / f"{file.stem}.pdf"


def measured(pdf: Path, folder: Path) -> Iterator[Figure]:
    """Every figure that can be seen on the pages."""
    subprocess.run(["pdftoppm", "-r", str(DOTS * 25.4), "-png", pdf, folder / "page"], check=True)
    pages = [Ink(Image.open(each).convert("RGB")) for each in sorted(folder.glob("page-*.png"))]
    upright = [page for page in pages if page.size[0] < page.size[1]]
    first = pages[0].held_upright()
    yield Figure("纸宽 paper, width", layout.SHORT, first.size[0], 0.2)
    yield Figure("纸高 paper, height", layout.LONG, first.size[1], 0.2)
    if upright:  # else there is nothing but tables
        yield from _head(pages[0])
        yield from _text(upright, pdf)
        yield from _record(pages[-1])
    yield from _numbers(pages)
    yield from _tables([page for page in pages if page not in upright])


def _head(page: Ink) -> Iterator[Figure]:
    red = next(line for line in page.long_lines())
    yield Figure("红色分隔线左端 red line, left end", layout.LEFT, red[2], 0.2)
    yield Figure("红色分隔线长 red line, length", layout.WIDTH, red[3] - red[2], 0.3)
    yield Figure("红色分隔线粗 red line, thickness", layout.THICK, red[1] - red[0], 0.1)
    above = page.bands(layout.LEFT, layout.TOP, layout.LEFT + layout.WIDTH, red[0] - 0.5)
    yield Figure("文号至红线 number to red line", layout.SEPARATOR_BELOW, red[0] - above[-1][1], 0.5)
    mark = next(band for band in above if band[1] - band[0] > 8)
    yield Figure("发文机关标志上边缘至版心 mark below the type area's edge", layout.MARK_BELOW, mark[0] - layout.TOP, 1)


def _text(pages: Sequence[Ink], pdf: Path) -> Iterator[Figure]:
    area = (layout.LEFT - 3, layout.TOP - 1, layout.LEFT + layout.WIDTH + 3, layout.TOP + layout.HEIGHT + 1)
    full = max(pages[1:], key=lambda page: len(page.bands(*area)))
    bands = [band for band in full.bands(*area) if band[1] - band[0] > 1.5]
    yield Figure("每页行数 lines on a full page", layout.LINES, len(bands), 0)
    pitch = (bands[-1][1] - bands[0][1]) / (len(bands) - 1) * layout.POINTS
    yield Figure("行距（磅） line pitch, points", layout.LINE_PITCH, pitch, 0.1)
    left, _, right, bottom = full.box(*area)
    yield Figure("正文左边 text, left edge", layout.LEFT, left, 1)
    yield Figure("正文右边 text, right edge", layout.LEFT + layout.WIDTH, right, 1)
    yield Figure("末行至版心下边 last line to the lower edge", 0, layout.TOP + layout.HEIGHT - bottom, 2.5)
    texts = [page for page in PdfReader(pdf).pages[:-1] if page.mediabox.width < page.mediabox.height]
    lines = [line.strip() for page in texts for line in page.extract_text().split("\n")]
    longest = max((len(line) for line in lines if re.fullmatch(r"[\u3000-\u9fff\uff00-\uffef]+", line)), default=0)
    yield Figure("每行字数 characters on the longest line of ideographs", layout.CHARACTERS, longest, 0)


def _numbers(pages: Sequence[Ink]) -> Iterator[Figure]:
    clear, low = layout.millimetres(layout.SMALL_SIZE), layout.TOP + layout.HEIGHT
    for number, page in enumerate(pages, start=1):
        sheet = page.held_upright()
        left, _, right, _ = sheet.box(0, low + 4, layout.SHORT, layout.LONG - 5)
        _, top, _, bottom = sheet.box(left, low + 4, left + 2, layout.LONG - 5)
        side = (layout.LEFT + layout.WIDTH - right) if number % 2 else left - layout.LEFT
        yield Figure(f"页码{number} 一字线至版心 dash below the type area", layout.NUMBER_BELOW, (top + bottom) / 2 - low, 0.6)
        yield Figure(f"页码{number} 外侧空一字 one character clear outside", clear, side, 0.8)


def _tables(pages: Sequence[Ink]) -> Iterator[Figure]:
    """Their frames fill the type area, which lies on its side, and none goes below it; on further pages they begin at its edge."""
    frames = [lines for page in pages if (lines := page.long_lines())]
    if not frames:
        return
    beside_numbers = layout.BOTTOM - 3
    rules = [page.box(beside_numbers, top, layout.LONG, bottom) for page in pages for top, bottom, _, _ in page.long_lines()]
    left, right = min(each[0] for each in rules), max(each[2] for each in rules)
    yield Figure("表格左端 tables, left end", layout.BOTTOM, left, 0.4)
    yield Figure("表格宽 tables, width", layout.HEIGHT, right - left, 0.6)
    yield Figure("续页表头上边 head of a table that goes on", layout.LEFT, min(lines[0][0] for lines in frames), 0.6)
    lowest = max(lines[-1][1] for lines in frames)
    yield Figure("表格不出版心 tables end within the type area", 0, max(0.0, lowest - layout.LEFT - layout.WIDTH), 0.4)


def _record(page: Ink) -> Iterator[Figure]:
    lines = page.long_lines()[-3:]
    for name, line, thick in zip(
        ("首线 first", "中线 middle", "末线 last"), lines, (layout.THICK, layout.THIN, layout.THICK), strict=False
    ):
        yield Figure(f"版记{name} line, length", layout.WIDTH, line[3] - line[2], 0.4)
        yield Figure(f"版记{name} line, thickness", thick, line[1] - line[0], 0.1)
    yield Figure("版记末线至版心下边 last line to the lower edge", 0, lines[-1][1] - layout.TOP - layout.HEIGHT, 0.5)


def main() -> int:
    """Print the table of figures; how many are off."""
    file = Path(sys.argv[1])
    with TemporaryDirectory() as name:
        figures = list(measured(printed(file, Path(name)), Path(name)))
    print("    标准      实测   容许   项目（毫米）")
    for figure in figures:
        print(figure)
    return sum(not figure.is_kept for figure in figures)


if __name__ == "__main__":
    raise SystemExit(main())
