"""What reading refuses."""

from __future__ import annotations


class ReadingError(ValueError):
    """Base of all refusals of the reading engine."""


class TextTooLong(ReadingError):
    """The text has far more characters than any work report."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"文本共 {length:,} 个字符，超过上限 {limit:,}；政府工作报告通常为 6,000–60,000 字，请只提交报告正文。"
            f" The text has {length:,} characters, more than the limit of {limit:,}; please submit the report itself only."
        )
        self.length, self.limit = length, limit
