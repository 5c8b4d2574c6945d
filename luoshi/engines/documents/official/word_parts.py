"""The pieces of XML of which a Word file in the layout of official documents is made. Lengths come in points and go out in twips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.layout import BLACK, FONTS, LATIN, Face, points, twips
from luoshi.engines.documents.official.records import BEGIN, CLEAR, HANGING, copied, copy_lines, height
from luoshi.engines.documents.sheet import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument
    from docx.parts.hdrftr import FooterPart, HeaderPart

    from luoshi.engines.documents.official.parts import Record

LINE: Final = twips(layout.LINE_PITCH)
"""580 twips: 22 of them are 225.1 mm."""

CLOSER: Final = -5
"""By so much characters of the text stand closer than they are wide, in twips, so that 28 and no more stand on a line; lines are filled,
which makes their pitch 15.79 points. A grid of characters (charSpace −848) would say the same to Word, but LibreOffice reads one that is
closer than its type wrongly.
"""

PAGE_SHORT, PAGE_LONG = (twips(points(each)) for each in (layout.SHORT, layout.LONG))
MARGIN_TOP, MARGIN_LEFT = (twips(points(each)) for each in (layout.TOP, layout.LEFT))
MARGIN_BOTTOM: Final = PAGE_LONG - MARGIN_TOP - layout.LINES * LINE
"""34.9 mm: what 22 whole lines leave."""

MARGIN_RIGHT: Final = PAGE_SHORT - MARGIN_LEFT - twips(points(layout.WIDTH))
_AREA: Final = PAGE_SHORT - MARGIN_LEFT - MARGIN_RIGHT
_EIGHTHS: Final = 8
_W: Final = nsdecls("w")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its text, face and size, the exact height of its lines, and where it stands. Lengths are in points."""

    text: str
    face: Face = Face.BODY
    size: float = layout.SIZE
    pitch: float = layout.LINE_PITCH
    before: float = 0
    align: str = "left"
    colour: str = BLACK
    indent: float = 0
    first: float = 0
    stops: tuple[tuple[str, float], ...] = ()
    ruled: bool = False
    """Whether the red line stands under it."""
    kept: bool = False
    """Whether the next paragraph stands on the same page."""


def run(text: str, face: Face, size: float, colour: str = BLACK) -> str:
    """Type; digits and letters in the Latin face. Whatever both could set is set in the Chinese one."""
    name, content = quoteattr(FONTS[face].name), escape(plain(text)).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    half = round(size * 2)
    closer = f'<w:spacing w:val="{CLOSER}"/>' if size == layout.SIZE else ""
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia={name} w:cs="{LATIN}"/>'
        f'<w:color w:val="{colour}"/>{closer}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
        f'<w:t xml:space="preserve">{content}</w:t></w:r>'
    )


def paragraph(line: Line) -> Any:
    """The element of a paragraph."""
    above = layout.INK_BOTTOM * layout.SIZE + points(layout.SEPARATOR_BELOW) - (1 - layout.BASELINE) * line.pitch
    border = f"<w:pBdr>{_border('bottom', layout.THICK, layout.RED, round(above))}</w:pBdr>" if line.ruled else ""
    stops = "".join(f'<w:tab w:val="{side}" w:pos="{twips(at)}"/>' for side, at in line.stops)
    tabs = f"<w:tabs>{stops}</w:tabs>" if stops else ""
    turned = f'w:hanging="{twips(-line.first)}"' if line.first < 0 else f'w:firstLine="{twips(line.first)}"'
    return parse_xml(
        f'<w:p {_W}><w:pPr>{"<w:keepNext/>" if line.kept else ""}<w:widowControl w:val="0"/>{border}{tabs}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{twips(line.before)}" w:after="0" w:line="{twips(line.pitch)}" w:lineRule="exact"/>'
        f'<w:ind w:left="{twips(line.indent)}" {turned}/><w:jc w:val="{line.align}"/></w:pPr>'
        f"{run(line.text, line.face, line.size, line.colour) if line.text else ''}</w:p>"
    )


def _border(side: str, millimetres: float, colour: str, space: int = 0) -> str:
    eighths = round(points(millimetres) * _EIGHTHS)
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


_SHAPES: Final = (
    f'{nsdecls("w", "wp", "a")} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_EMU: Final = 12_700
"""In a point; shapes are measured in them."""


def record_box(record: Record) -> Any:
    """版记: a box without a frame on the lower edge of the type area; a line above, below and between."""
    lines = copy_lines(record)
    copies = (f"{BEGIN}{copied(record)}", CLEAR + HANGING, HANGING, "left")
    rows = [_record_row(len(lines), [copies], layout.THICK)] if lines else []
    printed = [(record.printed_by, CLEAR, 0.0, "left"), (f"{record.printed_on}印发", CLEAR, 0.0, "right")]
    rows.append(_record_row(1, printed, layout.THIN if lines else layout.THICK))
    half = _AREA // 2
    content = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_AREA}" w:type="dxa"/><w:tblBorders>{_border("bottom", layout.THICK, BLACK)}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{_AREA - half}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )
    left, top = round(points(layout.LEFT) * _EMU), round((points(layout.TOP + layout.HEIGHT) - height(record)) * _EMU)
    wide, high = _AREA * _EMU // layout.TWIPS, round((height(record) + 1) * _EMU)
    size = f'cx="{wide}" cy="{high}"'
    shape = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
    return parse_xml(
        f'<w:p {_SHAPES}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        f'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV><wp:extent {size}/>'
        f'<wp:wrapTopAndBottom/><wp:docPr id="1" name="版记"/><a:graphic>'
        f'<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}</a:graphicData></a:graphic>'
        f"</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )


def _record_row(lines: int, cells: list[tuple[str, float, float, str]], above: float) -> str:
    """A row of the record: each cell with its text, how far it stands from the edge and hangs, and on which side."""
    spanned = '<w:gridSpan w:val="2"/>' if len(cells) == 1 else ""
    found = []
    for text, clear, hanging, side in cells:
        left, right = (clear, CLEAR if spanned else 0) if side == "left" else (0, clear)
        found.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{_AREA // len(cells)}" w:type="dxa"/>{spanned}'
            f'<w:tcBorders>{_border("top", above, BLACK)}</w:tcBorders></w:tcPr><w:p><w:pPr><w:snapToGrid w:val="0"/>'
            f'<w:spacing w:before="0" w:after="0" w:line="{twips(layout.RECORD_PITCH)}" w:lineRule="exact"/>'
            f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" w:hanging="{twips(hanging)}"/><w:jc w:val="{side}"/></w:pPr>'
            f"{run(text, Face.BODY, layout.SMALL_SIZE)}</w:p></w:tc>"
        )
    high = f'<w:trPr><w:trHeight w:val="{twips(lines * layout.RECORD_PITCH)}" w:hRule="exact"/></w:trPr>'
    return f"<w:tr>{high}{''.join(found)}</w:tr>"


class Sections:
    """The kinds of pages that a document has: upright and turned, each with its page numbers on odd and even pages.

    ``running`` stands over each page: that everything on it is invented.
    """

    def __init__(self, document: WordDocument, running: str = "") -> None:
        self._headers = [(kind, _header(document, running)) for kind in ("default", "even")] if running else []
        self._footers = {
            (landscape, kind): _footer(document, kind, landscape=landscape)
            for landscape in (False, True)
            for kind in ("default", "even")
        }  # fmt: skip

    def end(self, *, landscape: bool) -> Any:
        """What ends a section: the size of its pages, their margins, grid and page numbers."""
        wide, high = (PAGE_LONG, PAGE_SHORT) if landscape else (PAGE_SHORT, PAGE_LONG)
        upright = (MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM, MARGIN_LEFT)
        top, right, bottom, left = (MARGIN_LEFT, MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM) if landscape else upright
        turned = ' w:orient="landscape"' if landscape else ""
        running = _OVER_TURNED if landscape else _OVER_UPRIGHT
        references = "".join(f'<w:headerReference w:type="{kind}" r:id="{name}"/>' for kind, name in self._headers)
        references += "".join(
            f'<w:footerReference w:type="{kind}" r:id="{self._footers[landscape, kind]}"/>' for kind in ("default", "even")
        )
        grid = f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
        return parse_xml(
            f'<w:sectPr {nsdecls("w", "r")}>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{running}" w:footer="{_FOOTER}" '
            f'w:gutter="0"/>{"" if landscape else grid}</w:sectPr>'
        )


_OVER_TURNED, _OVER_UPRIGHT = (
    twips(points(above - layout.RUNNING_ABOVE) - layout.BASELINE * layout.TABLE_PITCH) for above in (layout.LEFT, layout.TOP)
)
"""From the upper edge of the page to what runs over it."""

_DASH: Final = points(layout.HEIGHT + layout.TOP + layout.NUMBER_BELOW)
_NUMBER_TOP: Final = _DASH - layout.BASELINE * layout.NUMBER_PITCH + layout.DASH * layout.SMALL_SIZE
_FOOTER: Final = twips(points(layout.LONG) - _NUMBER_TOP - layout.NUMBER_PITCH)
"""From the lower edge of the page to the line of its number."""

_NUMBER_ROOM: Final = 72.0
"""As long as the line of a number on a turned page is, in points."""


def _header(document: WordDocument, running: str) -> str:
    """What stands over each page, and the name by which sections refer to it."""
    add: Callable[[], tuple[HeaderPart, str]] = document.part.add_header_part
    part, name = add()
    for each in list(part.element):
        part.element.remove(each)
    part.element.append(paragraph(Line(running, size=layout.TABLE_SIZE, pitch=layout.TABLE_PITCH)))
    return name


def _footer(document: WordDocument, kind: str, *, landscape: bool) -> str:
    """A footer with the page number, and the name by which sections refer to it."""
    add: Callable[[], tuple[FooterPart, str]] = document.part.add_footer_part
    part, name = add()
    footer = part.element
    for each in list(footer):
        footer.remove(each)
    if landscape:
        footer.append(_turned_number(is_even=kind == "even"))
        footer.append(parse_xml(f'<w:p {_W}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'))
    else:
        side, align = ("left", "left") if kind == "even" else ("right", "right")
        clear = f'<w:ind w:{side}="{twips(layout.NUMBER_CLEAR * layout.SMALL_SIZE)}"/>'
        footer.append(parse_xml(_number(clear, align)))
    return name


def _number(indent: str, align: str) -> str:
    """— 1 —."""
    kinds = (("fldChar", 'w:fldCharType="begin"', ""), ("instrText", "", "PAGE"), ("fldChar", 'w:fldCharType="end"', ""))
    name = quoteattr(FONTS[Face.NUMBER].name)
    half = round(layout.SMALL_SIZE * 2)
    look = f'<w:rPr><w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name}/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    field = "".join(f"<w:r>{look}<w:{tag} {attribute}>{text}</w:{tag}></w:r>" for tag, attribute, text in kinds)
    dash = '<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>'
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(layout.NUMBER_PITCH)}" w:lineRule="exact"/>'
    return (
        f'<w:p {_W}><w:pPr><w:snapToGrid w:val="0"/>{spacing}{indent}<w:jc w:val="{align}"/></w:pPr>'
        f"{dash.format(look, '— ')}{field}{dash.format(look, ' —')}</w:p>"
    )


def _turned_number(*, is_even: bool) -> Any:
    """The number of a turned page, at the place of the sheet where upright pages have it: in a cell whose type runs downwards."""
    clear = points(layout.LEFT) + layout.NUMBER_CLEAR * layout.SMALL_SIZE
    end = points(layout.LEFT + layout.WIDTH) - layout.NUMBER_CLEAR * layout.SMALL_SIZE
    top = clear if is_even else end - _NUMBER_ROOM
    width, height = twips(layout.NUMBER_PITCH), twips(_NUMBER_ROOM)
    return parse_xml(
        f'<w:tbl {_W}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{_FOOTER}" w:tblpY="{twips(top)}"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"{_number('', 'left' if is_even else 'right')}</w:tc></w:tr></w:tbl>"
    )


def settle(document: WordDocument) -> None:
    """What counts for the whole file: the type of its grid, numbers that differ on odd and even pages, Word's present rules of layout.

    Word puts a gap between ideographs and digits unless it is told not to; the standard knows none. LibreOffice 7.4 leaves it in.
    """
    normal = document.styles["Normal"]
    normal.element.get_or_add_pPr().extend(parse_xml(f'<w:{each} {_W} w:val="0"/>') for each in ("autoSpaceDE", "autoSpaceDN"))
    normal.font.name, normal.font.size = LATIN, Pt(layout.SIZE)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONTS[Face.BODY].name)
    settings = document.settings
    settings.odd_and_even_pages_header_footer = True
    compat = settings.element.find(qn("w:compat"))
    mode = f'<w:compatSetting {_W} w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="{_WORD_RULES}"/>'
    compat.append(parse_xml(mode))


_WORD_RULES: Final = 15
"""Those of Word since 2013."""


def fonts_part() -> bytes:
    """The table of fonts: for each face, in which order others stand for it where it is not installed."""
    fonts = "".join(
        f'<w:font w:name={quoteattr(font.name)}><w:altName w:val={quoteattr(",".join(font.instead))}/><w:charset w:val="86"/></w:font>'
        for font in FONTS.values()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {_W}>{fonts}</w:fonts>'.encode()
