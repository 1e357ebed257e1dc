from demo.texts.theme import Desk, Theme, lines

MAIN = "突发事件"

ACTING = lines("""
    人已到现场，先围起来，正在处理。
    队伍带着水泵过去了。
    周边已疏导，等抢修车。
    已报县里值班室，现场有人守着。
""")

THEMES = (
    Theme(
        MAIN,
        "自然灾害",
        (Desk.WORKS, Desk.WATER, Desk.VILLAGE),
        1.8,
        lines("""
            {spot}积水{depth}，{when}{effect}。
            {when}雨大，{spot}水排不出去，{effect}。
            {spot}下沉的地方水已{depth}，请派泵车。
            泵|{spot}排水泵{pump}，{when}水还在涨。
            户|{spot}一楼几户进水，{depth}，{effect}，正在搬东西。
            户|{village}低洼的几户{when}担心进水，{spot}沟已经满了。
        """),
        lines("""
            泵车抽了两个小时，水退了，路能走了。
            泵|水泵修好，加了一台备用。
            沟渠疏通，捞出很多树叶，水下去了。
            户|住户先到活动室坐，水退后帮着打扫干净。
            户|沙袋堆好，没有再进水。
        """),
        ACTING,
        lines("""
            和村干部一起把雨水口的树叶扒开，水下去了。
        """),
        {
            "depth": ("到脚踝", "到小腿", "快到膝盖", "二三十厘米深"),
            "effect": ("车子熄火了两辆", "电瓶车过不去", "人绕着走", "店家在往外舀水", "孩子上学过不去"),
            "pump": ("不转了", "跳闸了", "被杂物堵住"),
        },
        season={6: 3.0, 7: 2.5, 8: 2.0, 9: 1.8, 12: 0.1, 1: 0.1, 2: 0.3, 11: 0.3},
        storm=9.0,
        urgent=0.75,
    ),
    Theme(
        MAIN,
        "自然灾害",
        (Desk.WORKS, Desk.VILLAGE, Desk.SAFETY),
        1.5,
        lines("""
            树|{when}{spot}一棵{tree}倒了，{effect}。
            物|风大，{spot}{thing}被吹下来，{effect}。
            物|{spot}{thing}松了，在风里晃，{when}没人敢从下面走。
            树|{when}巡查，{spot}{tree}斜了，{effect}。
            膜|{spot}大棚膜被吹开，缠在电线上，{effect}。
        """),
        lines("""
            树|树已锯断运走，路通了。
            物|已拆下来，没有伤到人。
            树|用支架撑好了，过几天再看。
            膜|电力公司到场清掉，线路正常。
        """),
        ACTING,
        lines("""
            树|和邻居一起把断枝拖到路边，路通了。
        """),
        {
            "tree": ("香樟", "水杉", "大柳树", "泡桐", "枯树"),
            "thing": ("广告牌", "雨棚", "铁皮屋顶", "宣传栏", "店招", "太阳能热水器"),
            "effect": ("横在路上", "压到一辆停着的车", "挡了半边路", "碰到电线", "旁边就是住户"),
        },
        season={3: 1.3, 7: 1.6, 8: 2.0, 9: 1.6},
        storm=10.0,
        urgent=0.65,
    ),
    Theme(
        MAIN,
        "",
        (Desk.WORKS, Desk.HOUSING),
        1.2,
        lines("""
            {spot}{when}突然停{what}，{n}户人家都没有。
            {when}{spot}停{what}，老人小孩多，问什么时候来。
            管|{spot}挖路挖破了管子，水往上冒，{when}整片停水。
            {village}{when}半个村停{what}，大棚里的风机不转了。
            变|{spot}变压器响了一声，周围停电，{when}没看到火。
            {spot}停{what}超过{hours}，住户电话打不通抢修。
        """),
        lines("""
            {fixed}。
            管|管子接好了，路面回填。
            变|换了熔丝，供电正常，回访过。
            抢修队来过，{fixed}。
        """),
        ACTING,
        (),
        {
            "what": ("水", "电"),
            "fixed": ("接口修好，夜里恢复供水", "线路修好，已恢复供电"),
            "hours": ("三个小时", "半天", "五个小时"),
        },
        paired=("what", "fixed"),
        season={7: 1.8, 8: 1.8, 1: 1.4},
        storm=3.0,
        urgent=0.7,
    ),
    Theme(
        MAIN,
        "火灾爆炸",
        (Desk.SAFETY, Desk.VILLAGE),
        0.9,
        lines("""
            {spot}{what}冒烟，{when}已用灭火器压住，请来看看。
            {when}{spot}{what}着了，火不大，邻居用水泼灭了。
            {spot}有人烧东西点着了{what}，{when}烟往路上飘。
            {spot}{what}烧了一小块，没有人受伤，怕再烧起来。
        """),
        lines("""
            微型消防站到场浇透，没有复燃，人都没事。
            明火灭了，守了一个小时才走。
            查过是烟头引起的，已给住户讲过。
            隔离带清出来了，安排人每天看。
        """),
        ACTING,
        lines("""
            用灭火器扑灭，浇了水，守了半个小时没有再冒烟。
        """),
        {"what": ("垃圾桶", "路边枯草", "一堆秸秆", "绿化带", "废纸堆", "垃圾房", "芦苇")},
        season={10: 1.5, 11: 2.0, 12: 2.2, 1: 2.4, 2: 2.6, 6: 0.4, 7: 0.4},
        urgent=0.9,
    ),
    Theme(
        MAIN,
        "",
        (Desk.WORKS, Desk.HOUSING, Desk.SAFETY),
        1.0,
        lines("""
            {spot}{pipe}被{cause}，{when}在往外冒。
            {when}{spot}施工，{pipe}{cause}，已经停下来了。
            线|{spot}通信线{cause}，好几户上不了网。
            {spot}{pipe}裂了，路面湿了一大片，{when}越来越多。
            盖|{spot}地上的线槽盖掉了，{when}孩子在旁边跑。
        """),
        lines("""
            管线已修复，试压正常，路面回填。
            施工单位赔了损失，修好了。
            线|线接好了，网络恢复。
            盖|盖板补上，打了螺丝。
        """),
        ACTING,
        (),
        {
            "pipe": ("自来水管", "污水管", "燃气管旁的水管", "消防水管", "雨水管"),
            "cause": ("挖断了", "压裂了", "撞破了", "拉断了"),
        },
        urgent=0.6,
        storm=1.5,
    ),
)
