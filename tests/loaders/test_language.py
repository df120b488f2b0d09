import pytest

from loaders.files.language import require_contract
from ontology.errors import UnreadableDocument

ENGLISH = (
    "This Services Agreement is made between Gull Drones Limited (the Supplier) and the Harbour "
    "Office (the Customer). The Supplier shall inspect the lighthouses once a month. "
) * 8

NOVEL = (
    "老渔夫推开木门，海风带着盐味扑面而来。他望着远处的灯塔，想起三十年前那个暴雨的夜晚。"
    "船在浪里打转，父亲站在船头，一句话也没有说。第二天清晨，雨停了，沙滩上只剩下一只旧靴子。"
) * 10

NEWS = (
    "本报讯 昨日，云岫市气象台发布大风蓝色预警，预计未来两天沿海风力可达七级。"
    "市海事部门提醒渔船及时回港，游客不要到礁石上停留。记者在码头看到，已有上百艘渔船靠岸避风。"
) * 10

JAPANESE = "この契約は、灯台の点検について甲と乙が締結するものであり、乙は毎月一回点検を行う。" * 20

LEASE = (
    "出租人将位于鹭洲路七号的仓库租给承租人存放渔网。租金每月三千元，承租人于每月五日前支付。"
    "承租人迟延支付的，每日按千分之一支付违约金。本合同自双方签字之日起生效。"
)

ORDER = "需方向供方订购浮标六只，验收合格后付款。"

BILINGUAL = "第一条 乙方应当每月巡检灯塔，甲方应当按月付款，任何一方违约应当赔偿对方损失。\n" + (
    "Article 1 Party B shall inspect the lighthouses every month and Party A shall pay monthly.\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENGLISH, "looks like English"),
        (JAPANESE, "looks like Japanese"),
        ("12 34 56 ,,, 78", "only Chinese contracts"),
        (NOVEL, "does not look like a contract"),
        (NEWS, "does not look like a contract"),
        ("你好，世界。", "does not look like a contract"),
    ],
)
def test_what_is_no_chinese_contract_is_refused(text: str, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said):
        require_contract(text, "x.txt")


@pytest.mark.parametrize("text", [LEASE, ORDER, BILINGUAL, NOVEL + LEASE * 10 + NOVEL])
def test_a_contract_is_accepted_however_short_or_surrounded(text: str) -> None:
    require_contract(text, "x.txt")
