"""What a demonstration hands in: papers that say that they are none."""

from __future__ import annotations

from io import BytesIO

from docx import Document


def paper(name: str) -> bytes:
    """A Word file with its name and the word that it is invented."""
    document, content = Document(), BytesIO()
    document.add_heading(name)
    document.add_paragraph("演示用的佐证材料，内容虚构。")
    document.save(content)
    return content.getvalue()
