"""Which registers there are, and what each says of its entries: one table that everything else reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.district.register.fields import Field, Kind, Type
from luoshi.district.register.masks import Personal
from luoshi.engines.identifiers import divisions, industries

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTERPRISES = Kind(
    "enterprises",
    _("市场主体"),
    pgettext_lazy("one of a register", "市场主体"),
    _("有哪些企业、个体工商户和农民合作社，在哪里，做什么，由谁负责。"),
    (
        Field(
            "credit_code",
            "统一社会信用代码",
            _("统一社会信用代码"),
            Type.CREDIT_CODE,
            required=True,
            in_list=True,
            public=True,
            also=("信用代码", "社会信用代码", "注册号/统一社会信用代码"),
        ),
        Field(
            "name", "名称", _("名称"), required=True, in_list=True, public=True, also=("企业名称", "市场主体名称", "单位名称", "字号名称")
        ),
        Field(
            "form",
            "主体类型",
            _("主体类型"),
            Type.CHOICE,
            in_list=True,
            public=True,
            also=("类型", "企业类型"),
            choices=(("企业", _("企业")), ("个体工商户", _("个体工商户")), ("农民专业合作社", _("农民专业合作社"))),
        ),
        Field(
            "legal_representative",
            "法定代表人",
            _("法定代表人"),
            public=True,
            also=("法定代表人姓名", "负责人", "经营者", "法人代表", "法人"),
        ),
        Field(
            "industry",
            "行业代码",
            _("行业代码"),
            Type.INDUSTRY,
            public=True,
            also=("国民经济行业代码", "行业"),
            help=_("按 GB/T 4754—2017 填写代码。"),
        ),
        Field("address", "住所", _("住所"), public=True, also=("地址", "经营场所", "注册地址", "住所（经营场所）")),
        Field("place", "场所编号", _("场所"), public=True, link="places", also=("场所代码",)),
        Field("established_on", "成立日期", _("成立日期"), Type.DAY, public=True, also=("注册日期",)),
        Field(
            "state",
            "登记状态",
            _("登记状态"),
            Type.CHOICE,
            in_list=True,
            public=True,
            also=("经营状态", "状态"),
            choices=(
                ("存续", pgettext_lazy("enterprise", "存续")),
                ("歇业", _("歇业")),
                ("吊销", pgettext_lazy("enterprise", "吊销")),
                ("注销", pgettext_lazy("enterprise", "注销")),
            ),
        ),
        Field(
            "risk_class",
            "信用风险类别",
            _("信用风险类别"),
            Type.CHOICE,
            choices=(("A", _("A（低风险）")), ("B", _("B（一般）")), ("C", _("C（较高）")), ("D", _("D（高风险）"))),
            also=("风险类别", "风险等级"),
        ),
        Field("staff", "从业人数", _("从业人数"), Type.NUMBER, also=("职工人数", "从业人员")),
        Field("contact", "联系人", _("联系人"), personal=Personal.NAME, also=("联络员",)),
        Field("phone", "联系电话", _("联系电话"), Type.PHONE, personal=Personal.PHONE, also=("电话", "手机", "手机号码")),
    ),
    identified_by=("credit_code",),
    named_by="name",
    alike=("name", "address", "legal_representative"),
    is_public=True,
)

PERSONS = Kind(
    "persons",
    pgettext_lazy("register", "人员"),
    pgettext_lazy("one of a register", "人员"),
    _("办事和享受政策的人。个人信息默认遮盖，只在办理手头的事情需要时查看，并且留下记录。"),
    (
        Field(
            "citizen_id",
            "公民身份号码",
            _("公民身份号码"),
            Type.CITIZEN_ID,
            required=True,
            in_list=True,
            personal=Personal.CITIZEN_ID,
            also=("身份证号", "身份证号码", "证件号码", "公民身份证号码"),
        ),
        Field("name", "姓名", _("姓名"), required=True, in_list=True, personal=Personal.NAME),
        Field(
            "division",
            "户籍区划代码",
            _("户籍区划"),
            Type.DIVISION,
            in_list=True,
            also=("行政区划代码", "户籍地代码"),
            help=_("按 GB/T 2260 填写六位代码。"),
        ),
        Field("residence", "住址", _("住址"), personal=Personal.ADDRESS, also=("居住地址", "现住址", "家庭住址")),
        Field("phone", "联系电话", _("联系电话"), Type.PHONE, personal=Personal.PHONE, also=("电话", "手机", "手机号码")),
        Field("employer", "工作单位信用代码", _("工作单位"), Type.CREDIT_CODE, link="enterprises", also=("单位信用代码",)),
        Field("certificate", "执法证号", _("执法证号"), also=("行政执法证号",)),
        Field("competence", "执法领域", _("执法领域")),
        Field("registered_on", "登记日期", _("登记日期"), Type.DAY),
    ),
    identified_by=("citizen_id",),
    named_by="name",
    alike=("name", "residence", "phone"),
)

PLACES = Kind(
    "places",
    pgettext_lazy("register", "场所"),
    pgettext_lazy("one of a register", "场所"),
    _("经营、办公、服务的地方，用本区自己的编号。"),
    (
        Field("code", "场所编号", _("场所编号"), required=True, in_list=True, also=("编号", "场所代码")),
        Field("name", "场所名称", _("场所名称"), required=True, in_list=True, also=("名称",)),
        Field(
            "use",
            "用途",
            _("用途"),
            Type.CHOICE,
            in_list=True,
            choices=(
                ("生产", _("生产")),
                ("商业", _("商业")),
                ("办公", _("办公")),
                ("仓储", _("仓储")),
                ("公共服务", _("公共服务")),
                ("居住", _("居住")),
                ("其他", _("其他")),
            ),
            also=("场所用途",),
        ),
        Field("address", "地址", _("地址"), required=True, in_list=True, also=("详细地址",)),
        Field("division", "行政区划代码", _("行政区划"), Type.DIVISION),
        Field("grid", "网格", _("网格"), also=("所属网格", "网格编号")),
        Field("area", "面积（平方米）", _("面积（平方米）"), Type.NUMBER, also=("面积", "建筑面积")),
        Field("keeper", "管理单位信用代码", _("管理单位"), Type.CREDIT_CODE, link="enterprises", also=("管理单位",)),
    ),
    identified_by=("code",),
    named_by="name",
    alike=("name", "address"),
    also_called=("address",),
)

LICENCES = Kind(
    "licences",
    _("许可证照"),
    pgettext_lazy("one of a register", "许可证照"),
    _("发给谁的什么许可，管到哪天，现在是否有效。"),
    (
        Field(
            "number",
            "证照编号",
            _("证照编号"),
            required=True,
            in_list=True,
            public=True,
            also=("许可证编号", "许可证号", "证号", "许可编号"),
        ),
        Field("issuer", "发证机关", _("发证机关"), required=True, in_list=True, public=True, also=("许可机关", "发证单位", "颁发机关")),
        Field("name", "证照名称", _("证照名称"), required=True, in_list=True, public=True, also=("许可证名称", "许可名称", "证照类型")),
        Field(
            "holder",
            "持证主体信用代码",
            _("持证主体"),
            Type.CREDIT_CODE,
            required=True,
            public=True,
            link="enterprises",
            also=("统一社会信用代码", "持证人信用代码", "信用代码"),
        ),
        Field("place", "场所编号", _("场所"), public=True, link="places"),
        Field("scope", "许可范围", _("许可范围"), Type.LONG_TEXT, public=True, also=("许可内容", "许可项目")),
        Field("issued_on", "发证日期", _("发证日期"), Type.DAY, required=True, public=True, also=("许可日期", "签发日期")),
        Field(
            "expires_on",
            "有效期至",
            _("有效期至"),
            Type.DAY,
            in_list=True,
            public=True,
            also=("有效期止", "截止日期"),
            help=_("长期有效的留空。"),
        ),
        Field(
            "state",
            "证照状态",
            _("证照状态"),
            Type.CHOICE,
            in_list=True,
            public=True,
            also=("状态",),
            choices=(
                ("有效", _("有效")),
                ("暂停", _("暂停")),
                ("吊销", pgettext_lazy("licence", "吊销")),
                ("撤销", pgettext_lazy("licence", "撤销")),
                ("注销", pgettext_lazy("licence", "注销")),
            ),
        ),
    ),
    identified_by=("number", "issuer"),
    named_by="name",
    in_order=(("issued_on", "expires_on"),),
    is_public=True,
)

COMMITMENTS = Kind(
    "commitments",
    _("信用承诺履行"),
    _("信用承诺"),
    _("谁就什么事项作过书面承诺，做到了没有；没有做到的，是否已经修复。"),
    (
        Field("number", "承诺书编号", _("承诺书编号"), required=True, in_list=True, public=True, also=("承诺编号", "编号")),
        Field(
            "subject",
            "承诺主体信用代码",
            _("承诺主体"),
            Type.CREDIT_CODE,
            required=True,
            public=True,
            link="enterprises",
            also=("统一社会信用代码", "信用代码"),
        ),
        Field("matter", "承诺事项", _("承诺事项"), required=True, in_list=True, public=True, also=("事项", "事项名称")),
        Field("receiver", "受理单位", _("受理单位"), required=True, public=True, also=("承诺受理单位",)),
        Field("promised_on", "承诺日期", _("承诺日期"), Type.DAY, required=True, in_list=True, public=True),
        Field(
            "outcome",
            "履行结果",
            _("履行结果"),
            Type.CHOICE,
            required=True,
            in_list=True,
            public=True,
            also=("履行状态", "履约状态"),
            choices=(("待核查", _("待核查")), ("已履行", _("已履行")), ("未履行", _("未履行")), ("已修复", _("已修复"))),
        ),
        Field("checked_on", "核查日期", _("核查日期"), Type.DAY, public=True),
        Field("basis", "认定依据", _("认定依据"), Type.LONG_TEXT, public=True, also=("依据",)),
        Field("public_until", "公示期至", _("公示期至"), Type.DAY, public=True, also=("公示截止日期",)),
        Field("repaired_on", "修复日期", _("修复日期"), Type.DAY, public=True, also=("信用修复日期",)),
    ),
    identified_by=("number",),
    named_by="matter",
    in_order=(("promised_on", "checked_on"), ("promised_on", "repaired_on"), ("checked_on", "public_until")),
    public_until="public_until",
    demands=(
        ("outcome", "已履行", "checked_on"),
        ("outcome", "未履行", "checked_on"),
        ("outcome", "未履行", "basis"),
        ("outcome", "已修复", "repaired_on"),
    ),
    is_public=True,
)

KINDS: Final[Mapping[str, Kind]] = {kind.code: kind for kind in (ENTERPRISES, PERSONS, PLACES, LICENCES, COMMITMENTS)}


def fields_linking_to(kind: Kind) -> list[tuple[Kind, Field]]:
    """Where entries of other registers name those of this one."""
    return [(other, field) for other in KINDS.values() for field in other.fields if field.link == kind.code]


def shown(field: Field, value: str) -> str:
    """A value in the reader's language; a code with what it stands for."""
    table = _TABLES.get(field.type)
    entry = table().get(value) if table and value else None
    return f"{value} {entry.name}" if entry else str(dict(field.choices).get(value, value))


_TABLES: Final = {Type.INDUSTRY: industries, Type.DIVISION: divisions}
