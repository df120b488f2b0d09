"""The verb of an act that no modal announces: 定期巡检, 接到通知后派人到场."""

from __future__ import annotations

import re
from functools import cache

from loaders.words import load

_TAIL = 48
"""How far back from a verb its adjuncts are looked at."""
_ADVERBIAL = re.compile(
    r"(?:[后前时起下地并且及,，里间]|(?<![国市室院境])内|(?<![其集])中|同时|期间|定期|及时|积极|严格|认真|主动|免费|负责|自行|立即|尽快|妥善|全程|随时|定时|按时|按期|如期|准时|足额|全面|协助|配合|统一|共同|一次性|合理|优先|提前|继续|以书面形式|书面|另行|分别|专门|专人|无偿|切实|依法|按[^，。；]{1,16}|仍|均|都|还|再|则|应|将|能够?|会|去|来|以|至少|不断|做好|努力|适时|逐步|有效|如实|公正|独立|安全|规范|正确|直接|指派|安排|派|通过[^，。；]{1,30}|利用[^，。；]{1,20}|每.{1,6}[次日天周月年季]|[0-9一二三四五六七八九十]+[次日天周月年]|次|[日天周月年]|友好|谈判|全部|部分|工作日|以外|之外|遇[^，。；]{1,24}|无息|如数|一并|予以|原路|全额)$"
)
"""How the words before the first verb end if they are adjuncts of it."""
_TIMED = re.compile(
    r"(?:(?<![最])后|(?<![目提])前|(?<![国市室院境])内|时|期间|同时|之日|日?起)(?:一次性|全额|足额|立即|及时|予以|再|由[^，。；]{1,16}|将[^，。；]{1,20}|向[^，。；]{1,12}|无息)?$"
)
"""How the words before any verb end if they date it."""
_PREPOSES = re.compile(
    r"(?:^|[后前内时中起下年月季度周天日次])(?:并|且|同时|及时|定期|负责|主动|积极|不定期|能够?|则|仍|均|都|再|还)*(?:对|向|将|把|为(?!了|保|便|确)|给|与|同|就|按|根据|依据|依照|按照|以|凭|针对|由)"
)
_PEOPLE = re.compile(
    r"(?:人员|工程师|经理|负责人|员工|团队|小组|单位|服务商|承包商|人|员|组|部|机构|公司|方)$"
)
_PLACED = re.compile(r"[库车站场室馆楼区园院][内中里外]$")
_NOMINAL = re.compile(
    r"(?:维护|维修|保养|修理|检修|抢修|排查|处理|处置|测试|开发|设计|安装|调试|部署|施工|建设|升级|更新|整改|采购|招聘|协商|签订|赔偿|补偿|交付|移交|供应|更换|运送|配送|通知|报告|反馈|响应|说明|解释|备案|登记|记录|统计|归档|保管|配合|协助|协调|支持|参与|保护|保障|教育|培训|指导|监督|检查|巡查|巡检|巡视|抽查|审核|审查|审批|审定|验收|查验|核对|核实|核验|确认|签收|签字|盖章|监控|监测|监管|管理|考核|评估|评价|评分|控制|使用|利用|分析|清扫|清洁|清理|清洗|消毒|运输|储存|保洁|调查|退款|预付|罚款|实施|执行|履行|优化|恢复|迁移|备份|申请|投保|值班|值守|收集|组织|补充|按[期时约])$"
)
"""Verbs that are nouns as well; others take the noun behind them for their object."""
_NOUN_AFTER = re.compile(
    r"^/|^(?:服务|工作|作业)?(?:费|方式|时间|地点|期[限间]|内容|标准|方案|报告|记录|要求|范围|条件|责任|义务|情况|[表单书率期]|清单|依据|办法|程序|流程|方法|计划|目标|名单|地址|日期|原则|过程|规定|措施|工具|体系|制度|单位|部门|能力|工作$|周期|频次|数量|价|额(?!外)|点|类|协议|金(?!额)|意见|结果|机制|团队|小组|机构|(?:[一-龥]{2})?(?:期间|过程|阶段)|凭证|通知书|申请|项目$|合同$|工程$)"
)
"""What makes a noun of such a verb before it: 验收标准, 维护期间."""
_RELATIVE = re.compile(r"^(?:的|之?后|人(?!工)|人员|[和与及或、][一-龥]{2}的)")
"""What takes any verb into a noun phrase: 提供的资料."""
_AT_LEAST = re.compile(
    r"(?:不(?:少于|低于|高于|超过|大于|小于|短于)|至少)\s*[0-9一二两三四五六七八九十＿]+\s*(?:次|人|名|个|小时|分钟|秒|天|日|份|套|台|年)"
)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(cue.pattern.pattern for cue in load("act_verbs")))


def act_verb(words: str) -> int | None:
    """Where the verb of an act stands, if nothing but adjuncts and people stand before it."""
    first = True
    for match in _verbs().finditer(words):
        before = words[: match.start()].strip()
        tail, after = before[-_TAIL:], words[match.end() :]
        people = _PEOPLE.search(tail)
        fits = first and (not before or bool(people) or _PREPOSES.search(before) is not None)
        nominal = _NOMINAL.match(match.group()) and _NOUN_AFTER.match(after)
        if nominal or _RELATIVE.match(after):
            first = fits
            continue
        if not after and (people or _PLACED.search(tail)):
            return None
        if fits or (first and _ADVERBIAL.search(tail)) or _TIMED.search(tail):
            return match.start()
        first = False
    measure = _AT_LEAST.search(words)
    return measure.start() if measure else None


def timed_verb(words: str) -> bool:
    """Whether a verb follows a time in the words: 收到发票后十日内支付."""
    return any(
        _TIMED.search(words, max(0, match.start() - _TAIL), match.start())
        for match in _verbs().finditer(words)
    )
