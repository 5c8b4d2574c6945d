"""The descriptions of the interface in Chinese. They stand beside the code in English, which the description for programs gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CHINESE: Final[Mapping[str, str]] = {
    "The items that are offered today, of one area or all; where words are given, those that they mean, everyday ones included.":
        "今天可以办理的事项；可以按领域、按词查，日常说法也可以。",
    "An item with its form (JSON Schema), papers, limits and notice, as it is offered today.":
        "一个事项今天的样子：表单（JSON Schema）、材料、时限和告知书。",
    "What came of the applications that were handed in within so many days: counts to multiples of five, no medians of few.":
        "最近若干天里提交的申请办得怎样；件数取 5 的倍数，件数少的不给中位数。",
    "Where an application stands, for whoever knows its number and the applicant's phone; which of them is wrong is not told.":
        "凭申请编号和申请人的电话查进度；哪一个不对不作说明。",
    "For whom the person may apply today.": "本人今天可以为谁办理。",
    "everyday words by which people look for it": "日常说法",
    "the code of the last one seen: those before it": "已经看到的最后一件的编号：接着看更早的",
    "The applications of all for whom the person may act, the newest first.": "本人可以代为办理的所有申请，新的在前。",
    "drawn for this application: sent again, it is made once": "为这件申请随机取的 UUID：重复发送也只办一次",
    "Begin an application and fill it in; with ``submit`` also hand it in, all of it or nothing. The same key again, the same answer.":
        "开始一件申请并填写；submit 为真时一并提交，要么全做成，要么什么都不做。同一个 Idempotency-Key 得到同一个答复。",
    "An application with everything that belongs to it, for whom it concerns.": "一件申请和它的全部内容，只给相关的人看。",
    "Keep what is filled in, word for word, be it wrong; the preview tells what cannot be read. What a register says stays as it is.":
        "原样存下所填的内容，写错的也存；哪里看不懂由预审说明。登记库里的内容不变。",
    "What would come of an application if it were handed in now, and how each path would stand; nothing is stored.":
        "如果现在提交会怎样，每种办理方式行不行；不存任何东西。",
    "Hand in: it is granted and issued, asked for everything that is missing, or given to a person.":
        "提交：当场批准发证，或者一次告知所缺的全部，或者转人工办理。",
    "Withdraw an application that is not decided.": "撤回还没有决定的申请。",
    "Hand in a file for a material of the item.": "为事项的一种材料交一个文件。",
    "Take back a file before anybody looked at it.": "在有人看之前收回文件。",
    "Promise everything in the notice; its hash says that it is the text that was shown.":
        "对告知书的全部内容作出承诺；哈希值说明就是所看到的那一份。",
    "Withdraw the promise before anything was decided by it.": "在据此作出决定之前撤回承诺。",
    "Say that a register is wrong: its keeper looks into it, and until then no machine decides.":
        "提出登记信息有误：由登记机关核实，在此之前不由机器决定。",
    "How the licence of a number stands, for whoever knows its code; which of the two is wrong is not told.":
        "凭证号和验证码查证照的状态；哪一个不对不作说明。",
    "The keys whose signatures count, with their days.": "有效的签名公钥和起止日期。",
    "What a list says of a licence.": "状态列表说的是什么。",
    "Which licences are revoked or suspended, as signed bits.": "哪些证照已被撤销或暂停，用签了名的位表示。",
    "The signed document of a licence, for whoever knows its code.": "凭验证码取证照的签名文件。",
    "An item that can be applied for.": "可以办理的一个事项。",
    "办理方式: the lawful ways of an application.": "办理方式。",
    "Problem details (RFC 9457).": "出错说明（RFC 9457）。",
    "the kind of problem: about:blank where the status says all, else urn:luoshi:problem:NAME":
        "问题的种类：状态码已经说清时是 about:blank，否则是 urn:luoshi:problem:名称",
    "what the status means": "状态码的意思",
    "what is wrong, for the person who reads it": "给人看的：哪里不对",
    "what that person can do": "给人看的：怎么办",
    "each part that cannot be taken": "每一处不能接受的内容",
    "A part of what was sent that cannot be taken.": "所发内容里不能接受的一处。",
    "where it stands: body.values.name": "在哪里，例如 body.values.name",
    "what is wrong with it": "哪里不对",
    "An item with its form, papers, limits and notice.": "一个事项和它的表单、材料、时限、告知书。",
    "JSON Schema 2020-12 of what is filled in": "所填内容的 JSON Schema 2020-12",
    "what is shown before anybody promises; null: no commitment": "承诺之前所看的告知书；null 表示不适用告知承诺",
    "A limit of a law or of the office, with where it stands.": "法律规定的或者单位承诺的时限，和它的出处。",
    "verified, elsewhere (not of this place) or unverified": "verified 已核实，elsewhere 外地的规定，unverified 未核实",
    "A paper that an item may need.": "事项可能需要的一种材料。",
    "FEEL over the names of fields; empty: always": "用字段名写的 FEEL 条件；空表示一律需要",
    "the register by which it is known, so that nobody hands it in; empty: none": "能查到它的登记库，查到就不用交；空表示没有",
    "whether a promise may stand for it": "能否用承诺代替",
    "whether it may follow": "能否容缺后补",
    "What came of the applications for an item.": "一个事项的申请办得怎样。",
    "Where an application stands.": "申请的状态。",
    "Where an application stands, and nothing about who applied.": "一件申请的进度，不含申请人的任何信息。",
    "Number and phone.": "编号和电话。",
    "By what right somebody acts for an applicant.": "凭什么身份代申请人办理。",
    "For whom the person may apply.": "本人可以为谁办理。",
    "In which register an applicant stands.": "申请人在哪个登记库里。",
    "An application in a list.": "列表里的一件申请。",
    "What was issued: its number, and the code by which it is verified.": "所发的证照：证号和验证码。",
    "the address of the signed document": "签名文件的地址",
    "An application.": "一件申请。",
    "the newest": "最新的一次",
    "What the rules said when it was handed in. Nothing here refuses anybody: ``person`` means that a person decides.":
        "提交时规则审查的结果。这里不会拒绝任何人：person 表示由人决定。",
    "What was disputed.": "提出的异议。",
    "Something that is missing.": "缺少的一样东西。",
    "There is no fourth: nothing here refuses anybody.": "没有第四种：这里不会拒绝任何人。",
    "A file that was handed in.": "交来的一个文件。",
    "What was promised.": "作出的承诺。",
    "A reason, with the clause of the rule.": "一条理由和它依据的规则条目。",
    "A value: what a register says, with entry and day, or what the applicant wrote.":
        "一个值：登记库里的（附条目和日期），或者申请人填写的。",
    "text, yes or no, or several choices; numbers and days are texts": "文字、是或否、或者若干选项；数和日期也写成文字",
    "A new application.": "一件新的申请。",
    "by the codes of the item's fields, as its form says": "以事项表单里的字段代码为名",
    "whether to hand it in at once: all of it happens, or nothing": "是否一并提交：要么全做成，要么什么都不做",
    "with submit: the way that is chosen; null: the best that is open": "提交时选的办理方式；null 表示能用的里面最好的",
    "In whose name is applied.": "以谁的名义申请。",
    "the key in its register: the credit code of an enterprise, the number of a person's entry":
        "在登记库里的主键：企业的统一社会信用代码，个人条目的编号",
    "What is filled in.": "所填的内容。",
    "How a material stands.": "一种材料的状态。",
    "What would come of an application if it were handed in now.": "如果现在提交会怎样。",
    "What was written and cannot be read.": "填了但看不懂的内容。",
    "How a path would stand if it were chosen.": "选某种办理方式行不行。",
    "An application is handed in.": "提交一件申请。",
    "the way that is chosen; null: the best that is open": "选的办理方式；null 表示能用的里面最好的",
    "changed_at as it was seen: refused if somebody wrote since": "所看到的 changed_at：此后有人改过就不接受",
    "Why.": "理由。",
    "Everything in the notice is promised.": "对告知书的全部内容作出承诺。",
    "notice_sha256 of the item": "事项的 notice_sha256",
    "the name of the person who acts": "经办人的姓名",
    "A register is wrong.": "登记信息有误。",
    "what is right": "正确的内容",
    "how that is known": "怎么知道的",
    "How a licence stands today.": "证照今天的状态。",
    "What stands on a licence.": "证照上写的。",
    "What the district measures.": "本区的各项指标。",
    "An indicator with its figures: counted, issued, or reported and approved.":
        "一个指标和它的数：由记录计算、由统计发布，或由单位填报并通过审核。",
    "An indicator with its definitions and all figures that the public may know.": "一个指标：它的口径，和公众可以知道的全部数。",
    "A figure of a period, with its revision.": "一个时期的数，和它是第几次修订。",
    "What is measured, and where its figures come from.": "衡量什么，数从哪里来。",
    "What counts from a day on.": "从某一天起怎样算。",
    "month, quarter, half or year": "month 月、quarter 季、half 半年、year 年",
    "cumulative, periodic or state": "cumulative 累计、periodic 当期、state 时点",
    "computed, official or reported": "computed 系统计算、official 官方统计、reported 单位填报",
    "2023-09, 2023-Q3, 2023-H1 or 2023": "2023-09、2023-Q3、2023-H1 或 2023",
    "exact, as text": "精确数，写成文本",
    "The scores that the person may know, in a period or in the last one that is over.":
        "本人可以看的各单位得分：某一期的，或者最近结束的一期。",
    "The score of a unit with every step, if the person may know it.": "一个单位的得分和每一步，只给可以看的人。",
    "The score of a unit in a period.": "一个单位一期的得分。",
    "A score with every step, so that it can be computed again.": "得分和每一步，可以重新计算。",
    "A part of a score with its lines.": "得分的一个部分和它的各行。",
    "A target in a part of a score.": "得分一个部分里的一个目标。",
    "the code of the unit": "单位编码",
    "exact, as text; null where nothing can be judged": "精确数，写成文本；没有可以计分的为空",
    "how many of the maximum can be judged": "满分里有多少可以计分",
    "of the frozen score; null while it is provisional": "定分的版次；暂计的为空",
    "base, attainment, evidence or timeliness": "base 基础分、attainment 完成进度、evidence 佐证覆盖、timeliness 报送及时",
    "the SHA-256 of the formula's text": "计分办法文本的 SHA-256",
    "What came of a campaign so far; amounts are exact, as text, in yuan.":
        "一批到现在的情况；金额是精确的文本，单位元。",
    "null where nothing is paid":
        "不付款的为 null",
    "A campaign whose list was published.":
        "一批已经公布名单的免申即享。",
    "the pack with its rules":
        "规则所在的数据包",
    "2023, 2023-H1, 2023-Q2 or 2023-05":
        "2023、2023-H1、2023-Q2 或 2023-05",
    "payment, relief or reminder":
        "payment 付款、relief 减免提醒、reminder 够条件提醒",
    "A document that a campaign rests on.":
        "一批所依据的文件。",
    "how sure it is; empty where it is verified":
        "核实的程度；已核实的为空",
    "A campaign with what it rests on.":
        "一批和它的依据。",
    "by the law of which day":
        "按哪一天的规定",
    "the item that is applied for by hand; empty where there is none":
        "也可以申请的事项；没有的为空",
    "whether the list is shown to everybody; else only counts are":
        "名单是否公开；不公开的只公布总数",
    "A line of a public list, masked as its pack says.":
        "公开名单的一行，按数据包的规定遮盖。",
    "A part of a public list.":
        "公开名单的一部分。",
    "how many lines of the list are left out":
        "跳过名单的前几行",
    "What somebody gets.":
        "某一方可以享受的一项。",
    "the number on the list":
        "名单序号",
    "off, disputed, declined, waiting, ready, sent, returned, paid or told":
        "off 移出、disputed 有异议、declined 不领取、waiting 待确认、ready 可付款、sent 已送银行、returned 退回、paid 已到账、told 已告知",
    "What somebody does not get by the data at hand, which refuse nobody.":
        "按现有数据没有享受的一项；这不是拒绝。",
    "data that are missing":
        "缺少的资料",
    "conditions that are not met":
        "没有满足的条件",
    "What one for whom the person acts gets, and nearly gets.":
        "本人代为办事的一方可以享受的，和差一步的。",
    "The campaigns whose list was published, the newest first, with their figures.":
        "已经公布名单的各批和数字，新的在前。",
    "A campaign with its figures and what it rests on.":
        "一批的数字和依据。",
    "A part of a public list as everybody sees it; without lines where no list is shown.":
        "公开名单的一部分；不公开名单的没有行。",
    "What one gets and nearly gets, for whoever acts for it today.":
        "某一方可以享受的和差一步的，只给今天代为办事的人。",
}  # fmt: skip
