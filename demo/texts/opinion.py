from demo.texts.theme import Desk, Theme, lines

MAIN = "社情民意"

ASKING = lines("""
    已转给有关科室，等答复。
    开会时提出来了，要算一笔账。
    已听取了十来户意见，整理好了。
    约反映人下周当面说明。
""")

THEMES = (
    Theme(
        MAIN,
        "意见建议",
        (Desk.VILLAGE, Desk.WORKS, Desk.CENTRE),
        4.6,
        lines("""
            {village}住户建议在{spot}{build}，{when}开会时好几户附议。
            {when}住户提出，{spot}能不能{build}。
            {village}老年人希望{wish}，托我记下来。
            走访时有{n}户说希望{wish}。
            {spot}空地荒着，住户建议{build}。
            {village}年轻人建议{wish}，{when}在群里讨论。
            有住户问{spot}能不能{build}，说了两年了。
        """),
        lines("""
            已列入明年的民生项目，答复了反映人。
            已办好，住户都说方便。
            村民代表会讨论通过，下个月动工。
            暂时不具备条件，已当面说明原因，记入需求清单。
            试了一个月，效果不错，就定下来了。
        """),
        ASKING,
        lines("""
            当场讲明了村里的安排，住户表示理解。
        """),
        {
            "build": (
                "划几个停车位",
                "装充电桩",
                "放一组健身器材",
                "修个凉亭",
                "建个快递驿站",
                "加一盏路灯",
                "改成小菜园",
                "种点花",
                "装个晾衣架",
            ),
            "wish": (
                "多放几场电影",
                "助餐点换换菜",
                "卫生室增加坐诊时间",
                "办个书法班",
                "村晚早点排练",
                "垃圾投放时间长一点",
                "公告也发到手机上",
                "理发日一月两次",
            ),
        },
    ),
    Theme(
        MAIN,
        "政策咨询",
        (Desk.VILLAGE, Desk.SOCIAL, Desk.CENTRE),
        4.0,
        lines("""
            {spot}住户{when}问{policy}，我答不全，请帮忙回复。
            {when}走访，有{n}户问{policy}。
            {village}住户反映{policy}的说法和邻村不一样，想问清楚。
            {spot}一位住户看了网上的消息，问{policy}是不是真的。
            {village}群里都在问{policy}，请给个统一的说法。
        """),
        lines("""
            业务科室电话答复，反映人清楚了。
            把政策要点写成一页纸，贴在公告栏。
            请工作人员到村里讲了一场，来了四十多人。
            已书面答复，附了办理流程。
        """),
        ASKING,
        lines("""
            对着政策单子逐条讲了，住户明白了。
            当场打电话问清楚，告诉住户了。
        """),
        {
            "policy": (
                "农房翻建怎么批",
                "老小区加装电梯补多少",
                "以旧换新怎么领",
                "被征地养老保险怎么算",
                "新能源车下乡补贴",
                "育儿补贴怎么申请",
                "宅基地能不能继承",
                "公租房条件",
                "落户要多久",
                "灵活就业怎么交社保",
                "秸秆还田补贴",
            ),
        },
        at_home=True,
    ),
    Theme(
        MAIN,
        "",
        (Desk.CENTRE, Desk.HOUSING, Desk.VILLAGE),
        1.4,
        lines("""
            {village}{n}组几户对{issue}有想法，{when}来问。
            {when}{spot}一户反映{issue}，要求看清单。
            {village}住户说{issue}，希望有人来面对面讲一次。
            走访中了解到{village}{n}组对{issue}议论比较多。
            {spot}安置户问{issue}，说等了好久。
        """),
        lines("""
            项目组到户逐项对了清单，差的补上了。
            开了见面会，政策和时间都讲清楚，会议记录公示。
            补的部分已经到账，住户确认了。
            书面答复已送达，住户没有别的意见。
        """),
        ASKING,
        (),
        {
            "issue": (
                "过渡费发放时间",
                "青苗补偿的数量",
                "安置房什么时候交房",
                "附属房屋的评估",
                "选房顺序",
                "电梯房的公摊",
            )
        },
        complex=0.5,
        major=0.12,
        urgent=0.01,
    ),
    Theme(
        MAIN,
        "",
        (Desk.CENTRE, Desk.VILLAGE, Desk.SOCIAL),
        2.2,
        lines("""
            住户{when}到便民中心办{item}，说{issue}。
            {spot}住户反映办{item}{issue}，希望少跑一趟。
            {village}代办点{issue}，{when}有老人白跑了。
            机|{when}有住户说自助机不好用，{item}打印不出来。
            {village}几位老人希望{item}能在村里办，镇上{issue}。
        """),
        lines("""
            窗口调整了，{item}当天能办。
            已向住户道歉并办好，值班表贴出来了。
            机|自助机修好，安排了引导员。
            每周二到村里集中办一次。
        """),
        ASKING,
        lines("""
            帮住户在手机上办好了，不用再跑。
        """),
        {
            "item": ("居住证", "社保查询单", "不动产登记", "老年优待证", "营业执照", "户口迁移"),
            "issue": ("排队太久", "材料跑了两次", "中午没人值班", "机器坏了", "要求的材料前后不一样"),
        },
        urban=1.2,
        at_home=True,
    ),
    Theme(
        MAIN,
        "意见建议",
        (Desk.VILLAGE, Desk.CENTRE, Desk.COUNTY_FARM),
        1.2,
        lines("""
            {village}村民说公开栏{when}还是上季度的，{what}没贴出来。
            {when}有村民问{what}，希望开会说清楚。
            {village}{n}组村民对{what}有疑问，想看账。
            有村民建议把{what}发到群里，外出的人也能看到。
        """),
        lines("""
            公开栏已更新，群里也发了。
            村监委会一起核过账，公示五天没有异议。
            开了户代表会，逐笔说明，签到{n}户。
            已补公示，往后每月十号前更新。
        """),
        ASKING,
        (),
        {"what": ("道路工程的账", "集体资产出租", "年终分红名单", "保洁费用", "救助名单", "流转费收入")},
        rural=1.6,
        urban=0.5,
        season={1: 1.5, 4: 1.2, 7: 1.2, 10: 1.2, 12: 1.3},
        complex=0.15,
    ),
)
