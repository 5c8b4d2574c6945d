"""Documents made for the tests: a short report, and the files it may come in."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

REPORT = (
    "2031年桃源镇政府工作报告",
    "各位代表：现在，我代表镇人民政府向大会报告工作，请予审议，并请列席的同志提出意见。",
    "一、2030年工作回顾",
    "过去一年，全镇地区生产总值增长5.1%，修复水渠12公里，新增就业岗位310个，镇村面貌有了新的变化。",
    "二、2031年主要目标和重点任务",
    "今年全镇经济社会发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长4%以上，居民收入与经济增长同步。",
    "（一）把产业基础打得更牢。种好桃林，办好集市，力争全年引进加工企业8家，确保“桃花源”品牌农产品销售额达到1.2亿元以上。",
    "（二）把民生实事办得更细。改造敬老院3所，新建村级卫生室5个，完善“一站式”办事机制，让乡亲们少跑路、好办事。",
)
TEXT = "\n".join(REPORT)

_SIMPLIFIED_CHINESE = "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word_document(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A .docx file with this body; ``parts`` adds members such as ``word/numbering.xml`` by the content of their root."""
    members = {"[Content_Types].xml": "<Types/>", "word/document.xml": word_part("document", f"<w:body>{body}</w:body>")}
    for name, content in (parts or {}).items():
        members[f"word/{name}.xml"] = word_part(name, content)
    return zipped(members)


def word_part(root: str, content: str) -> str:
    """One XML part of a Word file."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{_WORD}">{content}</w:{root}>'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def web_page(lines: Sequence[str], charset: str = "utf-8") -> str:
    """A page of a government site: the report between a menu and the small print."""
    body = "".join(f"<p>　　{escape(line)}</p>\n" for line in lines)
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>政府工作报告_桃源镇人民政府</title><style>p {{ color: red }}</style><script>if (1 < 2) document.write("<p>脚本</p>")</script></head>
<body><header>桃源镇人民政府门户网站</header><nav><ul><li><a href="/">首页</a><li><a href="/open">政务公开</a></ul></nav>
<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/report">政府工作报告</a></div>
<div class="article"><div class="text">{body}</div></div>
<div class="related"><ul><li><a href="/2">一篇很长很长的相关链接标题，和报告没有关系，只是一个链接</a></li></ul></div>
<footer>主办单位：桃源镇人民政府&nbsp;&copy;</footer></body></html>"""


def pdf_document(pages: Sequence[Sequence[tuple[float, str]]]) -> bytes:
    """A PDF with Chinese type; every line is given with its left edge in points. The font is one that readers know, so none is embedded."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * number} 0 R' for number in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo {_SIMPLIFIED_CHINESE} >>",
    ]
    for number, lines in enumerate(pages):
        drawing = "BT /F1 16 Tf " + " ".join(
            f"1 0 0 1 {left} {780 - 24 * place} Tm <{text.encode('utf-16-be').hex()}> Tj" for place, (left, text) in enumerate(lines)
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawing) + 3} >>\nstream\n{drawing} ET\nendstream")
    return _assembled(objects)


def _assembled(objects: Sequence[str]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{each}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
