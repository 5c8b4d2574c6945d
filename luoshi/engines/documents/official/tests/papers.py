"""A notice and a brief of a district that does not exist."""

from __future__ import annotations

from datetime import date
from typing import Final

from luoshi.engines.documents.official.parts import BriefHead, LetterHead, Paper, Point, Record
from luoshi.engines.documents.sheet import lay_out

SENTENCE: Final = (
    "按照《政府工作报告》任务分解，区政府督查室对2023年9月份重点工作进展情况进行了督查，采取系统记录核对与单位填报核验相结合的方式。"
)
RECORD: Final = Record(
    ("区委办公室", "区人大常委会办公室", "区政协办公室", "各人民团体", "驻区各单位"), "虚构区人民政府办公室", "2023年10月8日"
)
SHEET: Final = lay_out("主要指标完成情况表", ["序号", "指标", "说明"], [[n, "进出口总额", SENTENCE] for n in range(1, 13)], ["注：示例。"])

NOTICE: Final = Paper(
    LetterHead("虚构区人民政府办公室文件", "虚政办督〔2023〕7号"),
    ("关于", "2023年9月份", "重点工作", "进展情况", "的", "督查通报"),
    ("各街道办事处", "区政府各部门"),
    (
        Point(SENTENCE),
        Point("总体情况", 1),
        Point("完成较好的工作", 2),
        Point(f"进出口总额实际64.0亿元，完成年度目标53.3%。{SENTENCE}", 3),
        Point("其他", 4),
        Point("落后的工作", 2),
        Point("下一步要求", 1),
        *[Point(SENTENCE * 2)] * 8,
    ),
    (SHEET,),
    "虚构区人民政府办公室",
    date(2023, 10, 8),
    RECORD,
    "草稿",
    "演示样本",
)
BRIEF: Final = Paper(
    BriefHead("虚构政务督查", "第20期", "区政府督查室", "2023年10月8日"),
    ("9月份", "重点工作", "进展情况"),
    (),
    (Point(SENTENCE),),
    record=RECORD,
)
