"""Made-up names: of people by sex and time of birth, of shops and firms by trade, of estates. Common surnames come as
often as they do, so that many names are there twice, as in life."""

import random

_OFTEN = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
_ELSE = "郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
SURNAMES = tuple(_OFTEN * 4 + _ELSE)

_GIVEN: dict[tuple[str, str], tuple[str, ...]] = {
    ("female", "old"): tuple(
        (
            "秀英 桂兰 玉兰 淑珍 凤英 桂英 秀兰 玉珍 素芬 淑华 春兰 凤霞 金凤 月娥 翠兰 桂芳 淑琴 玉梅 惠芳 秀芳 淑芬 桂荣"
            " 玉华 秀珍 淑兰 桂珍 玉英 秀荣 淑英 凤兰 桂琴 玉芝 素珍 秀琴 淑贤 亚芹 丽华 秀云 桂香 玉琴 彩云 慧珍 美华 雅琴"
        ).split()
    ),
    ("male", "old"): tuple(
        (
            "建国 国强 志明 德福 永贵 福生 长林 建华 国栋 玉山 振华 文斌 德胜 学文 宝山 永生 国富 景春 树林 凤山 万福 庆和"
            " 玉林 贵生 连生 守义 明德 忠诚 广林 世杰 殿臣 德江 继成 春山 洪涛 建军 国庆 援朝 卫东 立新 胜利 金生 文清 海山"
        ).split()
    ),
    ("female", "middle"): tuple(
        (
            "丽娟 晓燕 海燕 红梅 艳 静 敏 丽 燕 娟 霞 芳 玲 婷 颖 雪梅 晓红 春燕 丽丽 海霞 晓丽 雪 莉 萍 晶 立新 爱华 冬梅"
            " 艳红 秋菊 慧敏 雅静 晓琳 佳 文静 洋 楠 薇 丹 琳 倩 秀丽 红霞 淑敏"
        ).split()
    ),
    ("male", "middle"): tuple(
        (
            "伟 强 勇 军 磊 涛 超 明 刚 平 辉 鹏 杰 波 斌 宇 浩 凯 健 俊 帆 志刚 海涛 建波 晓东 立军 春雷 文涛 永刚 国峰 海龙"
            " 志远 宏伟 志强 大伟 晓峰 长青 玉龙 冬 亮 洪波 世伟 立明 成"
        ).split()
    ),
    ("female", "young"): tuple(
        (
            "欣怡 梓涵 雨桐 诗涵 佳怡 思琪 可欣 雨萱 依诺 子涵 梦瑶 若曦 语嫣 芷若 一诺 婉清 佳琪 紫萱 欣妍 沐晴 雅婷 思雨 慧 悦"
            " 晗 心怡 梦洁 嘉欣 雨婷 静怡"
        ).split()
    ),
    ("male", "young"): tuple(
        (
            "子轩 浩然 宇航 梓豪 俊杰 天佑 博文 皓轩 子墨 铭泽 一鸣 嘉豪 睿 奕辰 浩宇 泽洋 家乐 明轩 文昊 晨阳 宇轩 志鹏 鑫 帅 阳"
            " 天宇 俊熙 思远 梓睿 景行"
        ).split()
    ),
}

HEADS = (
    "顺发 惠民 福满 同心 老街 小巷 日升 和顺 家家 便民 鸿运 新新 聚源 三味 好邻 四季 光明 金穗 春晖 万家 百味 锦绣 常青 喜来"
    " 一品 正德 兴隆 永和 瑞丰 知味"
).split()
TRADES: tuple[tuple[str, str, float, int], ...] = (
    ("便利店", "store", 9, 3),
    ("超市", "store", 5, 6),
    ("水果店", "store", 5, 2),
    ("五金店", "store", 4, 2),
    ("药店", "store", 4, 4),
    ("文具店", "store", 3, 2),
    ("服装店", "store", 5, 2),
    ("绣庄", "store", 3, 3),
    ("面馆", "restaurant", 8, 4),
    ("早点铺", "restaurant", 6, 3),
    ("烧烤店", "restaurant", 5, 6),
    ("小饭馆", "restaurant", 7, 5),
    ("麻辣烫店", "restaurant", 4, 3),
    ("理发店", "beauty", 7, 3),
    ("足浴店", "beauty", 2, 8),
    ("旅馆", "hostel", 2, 5),
    ("诊所", "clinic", 2, 5),
    ("网吧", "internet", 1, 5),
    ("台球厅", "amusement", 1, 3),
    ("豆腐坊", "workshop", 2, 4),
    ("裁缝铺", "workshop", 3, 2),
    ("托管班", "school", 2, 6),
    ("快递驿站", "", 4, 4),
    ("洗车店", "", 3, 4),
    ("家电维修部", "", 3, 2),
    ("房产中介", "", 3, 5),
)
"""What a shop is, which of the nine kinds of small premises (九小场所), how often, how many work there."""

FIRMS = (
    "机械厂",
    "包装厂",
    "食品厂",
    "物流公司",
    "商贸公司",
    "服饰公司",
    "电梯工程公司",
    "冷链公司",
    "印刷厂",
    "科技公司",
)
PUBLIC = (
    "小学", "第二小学", "幼儿园", "卫生服务中心", "派出所", "邮政支局", "供电所", "农商银行支行", "博物馆", "防治研究所",
    "中学", "市场监管所", "公交场站", "图书分馆",
)  # fmt: skip
SOCIAL = (
    "为老服务中心",
    "社工服务站",
    "志愿服务队",
    "文体社",
    "助残驿站",
    "儿童之家",
    "调解工作室",
    "爱心互助会",
)
_PARTS = tuple(
    "枇杷 桐荫 听松 石榴 棉纺 柳堤 望麦 渡口 橘井 印染 南薰 藕塘 半亩 银杏 榆荫 杏花 梧桐 青禾 云溪 松涛 竹径 荷风 兰亭 海棠".split()
)
_TAILS = ("园", "里", "苑", "新村", "小区", "家园", "坊", "花园")


def person(rng: random.Random, sex: str, born: int, surname: str = "") -> str:
    """A name for somebody born in a year, with a given surname or any."""
    age = "old" if born < 1970 else "middle" if born < 1998 else "young"
    return (surname or rng.choice(SURNAMES)) + rng.choice(_GIVEN[sex, age])


def estates(rng: random.Random, count: int) -> list[str]:
    """So many names of estates, each once."""
    pairs = [head + tail for head in _PARTS for tail in _TAILS]
    return rng.sample(pairs, count)
