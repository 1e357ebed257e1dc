from demo.texts.theme import Desk, Theme, lines

MAIN = "民生服务"

ARRANGING = lines("""
    已登记，约了明天上门。
    打电话问过，要等材料齐。
    正在和相关单位对接。
    现场看过，已报计划。
""")

THEMES = (
    Theme(
        MAIN,
        "供水供电供气",
        (Desk.WORKS, Desk.VILLAGE, Desk.HOUSING),
        4.2,
        lines("""
            水|{spot}自来水{water}，{when}开始的，好几户都这样。
            水|{when}{spot}住户说{water}，不知道是不是在修管子。
            线|{spot}电线垂得很低，{when}车顶差点碰到。
            压|{spot}电压不稳，{appliance}开不起来。
            线|{spot}电线杆上的线乱成一团，{when}有火花。
            表|{spot}水表井漏水，{when}看到水流到路上，浪费。
            水|{spot}老房子水管锈了，{water}，住户想问改造什么时候轮到。
        """),
        lines("""
            水|管道已修好，水压正常。
            线|电力公司把线抬高了，也理顺了。
            表|换了水表和阀门，不漏了。
            压|变压器增容，{appliance}能正常用。
            水|是管网检修，已补发通知，晚上恢复了。
        """),
        ARRANGING,
        lines("""
            表|先关了总阀，联系水务换了垫圈，好了。
        """),
        {
            "water": ("发黄", "水压很小", "停了半天", "有股味道", "三楼以上上不去"),
            "appliance": ("空调", "水泵", "电饭锅", "烘干机"),
        },
        season={7: 1.6, 8: 1.6, 1: 1.5, 12: 1.2},
        storm=2.0,
        urgent=0.1,
    ),
    Theme(
        MAIN,
        "社会保障",
        (Desk.VILLAGE, Desk.SOCIAL, Desk.LABOUR),
        4.0,
        lines("""
            {spot}一位老人想办{item}，不会用手机，{when}托我问问。
            {when}走访，{spot}住户问{item}要带什么材料。
            {spot}住户说{item}办了{period}还没消息。
            室|{village}卫生室{lack}，老人要跑到镇上。
            转|{spot}一户刚搬来，孩子的{item}没转过来。
            {village}的住户反映{item}窗口排队长，希望村里能代办。
        """),
        lines("""
            已帮着在网上办好，短信收到了。
            材料补齐交上去，{period}内能办好，已告诉本人。
            代办员上门取材料，办好送到家里。
            室|卫生室补上了，每周三有医生坐诊。
            转|是信息没有转过来，窗口已处理好。
        """),
        ARRANGING,
        lines("""
            当场用手机帮忙办好了。
            把要带的材料写在纸上交给老人，讲清楚了。
        """),
        {
            "item": (
                "医保缴费",
                "社保卡换卡",
                "养老金认证",
                "慢性病登记",
                "高龄津贴",
                "异地就医备案",
                "灵活就业参保",
                "生育登记",
            ),
            "period": ("半个月", "一个月", "十来天"),
            "lack": ("常用药不全", "周末没人", "血压计坏了", "刷不了医保卡"),
        },
        rural=1.2,
        season={9: 1.2, 10: 1.3, 11: 1.4, 12: 1.5},
        at_home=True,
    ),
    Theme(
        MAIN,
        "",
        (Desk.HOUSING, Desk.VILLAGE, Desk.WORKS),
        2.6,
        lines("""
            漏|{spot}顶楼住户家里{leak}，{when}又滴水了。
            漏|{when}大雨后{spot}{leak}，老人拿盆接着。
            砖|{spot}外墙砖{fall}，{when}地上有碎块，先拉了绳子。
            楼|{spot}楼道{broken}，物业说要动维修金。
            漏|{spot}安置房{leak}，住户想问还在不在保修期。
        """),
        lines("""
            漏|屋面补了防水，下雨天再看过，不漏。
            砖|松动的砖敲掉，外墙补好了。
            楼|维修金批下来了，已开工修好。
            漏|施工单位按保修来修好了，住户签字。
            楼|坏的地方换新了。
        """),
        ARRANGING,
        (),
        {
            "leak": ("屋顶漏水", "窗边渗水", "墙面发霉", "天花板掉皮"),
            "fall": ("松动了", "掉了几块", "空鼓"),
            "broken": ("扶手断了", "灯不亮", "窗户玻璃裂了", "楼梯缺角"),
        },
        season={6: 1.5, 7: 1.3, 9: 1.2},
        storm=2.5,
        complex=0.25,
        major=0.02,
        at_home=True,
    ),
    Theme(
        MAIN,
        "",
        (Desk.TRAFFIC, Desk.VILLAGE, Desk.WORKS),
        2.2,
        lines("""
            公|{spot}公交{bus}，老人{when}等了快一个小时。
            公|{when}{spot}住户说公交{bus}，希望问问公司。
            站|{spot}公交站没有{need}，下雨天没处躲。
            车|{spot}公共自行车{bike}，{when}去看还没人收。
            车|{spot}共享单车堆在人行道上，{bike}。
            灯|{village}住户反映早晚高峰{road}太堵，希望调一调红绿灯。
        """),
        lines("""
            公|公交公司加开了早班，站牌时间也改了。
            站|{need}装好了。
            车|运维员把车收走摆齐，坏的拉去修。
            灯|信号灯配时已调整，高峰多放十秒。
        """),
        ARRANGING,
        lines("""
            车|和保洁员一起把车摆整齐了。
        """),
        {
            "bus": ("末班车取消了", "班次太少", "到站不停", "改线没通知"),
            "need": ("雨棚", "座椅", "时刻表", "路灯"),
            "bike": ("坏了好几辆", "倒了一地", "锁不上", "还不进去"),
        },
        urban=1.3,
    ),
    Theme(
        MAIN,
        "教育入学",
        (Desk.SOCIAL, Desk.VILLAGE),
        1.6,
        lines("""
            {spot}住户问{question}，{when}打电话没人接。
            {when}{village}几位家长问{question}。
            托|{spot}托管班{care}，家长有点不放心。
            {spot}一户外来务工的，孩子{question}，不清楚手续。
            书|{village}农家书屋周末不开，孩子放假没地方去，{when}家长提的。
        """),
        lines("""
            已把学校的通知和电话转给家长，讲清楚了。
            托|托管班整改好，消防和卫生都看过。
            帮着核对了材料，已报上名。
            书|书屋周末开放，排了志愿者。
        """),
        ARRANGING,
        lines("""
            把报名的时间和材料发给家长了。
        """),
        {
            "question": ("入学要哪些材料", "校车停在哪里", "暑托班怎么报名", "转学找谁办", "学区怎么分"),
            "care": ("人太多", "没看到证照", "午睡挤在一间", "接送时在路边等"),
        },
        season={6: 2.0, 7: 2.2, 8: 2.6, 9: 2.0, 2: 1.4},
        at_home=True,
    ),
)
