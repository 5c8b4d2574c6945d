"""What the reading of statistics refuses."""

from __future__ import annotations

from luoshi.engines.reading.errors import ReadingError
from luoshi.words import Words


class NoStatistics(ReadingError):
    """There is no figure in the text that names what it measures."""

    def __init__(self, length: int) -> None:
        self.words = Words(
            f"全文 {length:,} 个字符中没有读到任何统计数字（如“地区生产总值600亿元，比上年增长4.3%”）。"
            "请提交统计公报、经济运行情况或工作报告的正文；扫描件请先转成文字。",
            f"No statistical figure was found in {length:,} characters. Please submit the text of a statistical bulletin, a report on the "
            "running of the economy, or a work report; turn scans into text first.",
        )
        super().__init__(f"{self.words.chinese} {self.words.english}")
