"""Where things happen, as people say it. Roads, numbers and shops are invented."""

from demo.texts.theme import lines

ROADS = lines("""
    桥北路
    河西路
    新村路
    创业路
    振兴路
    文化路
    中心路
    园区一路
    园区二路
    环镇路
    学前路
    湖滨路
    向阳路
    东风弄
    槐树弄
    庆元街
    朝阳街
    菜场路
    工农路
    码头路
    银杏路
    翠竹路
    滨河路
    站前路
""")

URBAN_SPOTS = lines("""
    {village}{n}幢楼下
    {village}{n}幢{u}单元门口
    {village}{n}幢{u}单元{f}楼楼道
    {village}{n}幢东侧
    {village}{n}幢后面
    {village}{n}幢南面的绿化带边
    {village}老年活动室旁边
    {village}{gate}门口
    {village}{gate}门外{m}米
    {road}和{other}路口
    {road}{m}号附近
    {road}{m}号对面
    {road}公交站边上
    {road}沿街店面前
    {road}人行道上
    {road}菜场{side}侧
    {road}小公园里
    {road}停车场{side}角
    {village}非机动车棚旁
    {village}垃圾房边上
    {village}健身点旁边
""")

RURAL_SPOTS = lines("""
    {village}{n}组
    {village}{n}组村道上
    {village}{n}组河埠头
    {village}{n}组农户屋后
    {village}{n}组晒谷场{side}侧
    {village}{n}组往{o}组的机耕路上
    {village}{n}组和{o}组交界的地方
    {village}{n}组小桥{side}头
    {village}{n}组变压器旁边
    {village}{n}组池塘边
    {village}文化礼堂{side}侧
    {village}文化礼堂停车场
    {village}村口牌子往里{m}米
    {village}卫生室门口
    {village}篮球场边上
    {village}{n}组蔬菜大棚旁
    {village}{n}组排涝站附近
    {village}{n}组公厕旁边
    {road}经过{village}的路段
    {road}{village}段{side}侧
    {village}老年活动室门前
""")

URBAN_HOMES = lines("""
    {village}{n}幢
    {village}{n}幢{u}单元
    {village}{n}幢{u}单元{f}楼
    {village}{n}幢{u}单元底楼
    {village}{n}幢东边套
    {village}{n}幢西边套
    {village}{n}幢{f}楼
    {village}平房区{n}排
    {village}老小区{n}幢
""")

RURAL_HOMES = lines("""
    {village}{n}组
    {village}{n}组东边
    {village}{n}组村道旁
    {village}{n}组河边
    {village}{n}组小桥{side}头
    {village}{n}组第{f}排
    {village}集中居住点{n}幢
    {village}新农村{n}幢
    {village}{n}组老宅
""")

GATES = ("东大门", "西门", "南门", "北门", "正门")
SIDES = ("东", "西", "南", "北")

LANDMARKS = lines("""
    公交站牌旁
    小桥北侧
    配电房旁边
    便利店对面
    卫生室门口
    大樟树下
    快递柜旁
    公厕东侧
    健身器材旁
    村务公开栏旁
    排涝站西侧
    老年活动室门口
    垃圾分类亭边
    停车场入口
    农资店对面
    早餐店隔壁
    水塔下面
    幼儿园围墙外
    新修的小桥边
    篮球场北面
""")

MORNING = ("今天早上", "今天一早", "昨天晚上", "刚才", "这两天", "昨天下午", "今早", "今天上班时")
AFTERNOON = ("今天上午", "今天中午", "今天下午", "刚才", "这几天", "昨天", "中午前后", "下午")
EVENING = ("今天下午", "傍晚", "刚才", "今晚", "这两天晚上", "今天", "天快黑的时候", "晚饭后")

ASKS = lines("""
    请安排人来看一下。
    住户反映过两次了。
    希望早点处理。
    已经拍照。
    附近老人小孩多，怕出事。
    已先提醒过，没什么用。
    影响大家进出。
    我先放了个牌子提醒。
    村里自己处理不了。
    已和当事人说过，还要部门出面。
    麻烦有关部门处理。
    已告诉村（社区）干部。
    好几户都来说这件事。
    现场我还在看着。
    不算急，但拖了一阵了。
    上次处理过，又这样了。
""")

HOME_ASKS = lines("""
    请安排人上门看一下。
    希望早点有个答复。
    已和村（社区）干部说过。
    本人比较着急。
    住户方便的时间是晚上。
    我会再去看看。
    麻烦有关部门处理。
    不算急，有空来看看就好。
    来说过两次了。
    电话里讲不清，最好当面说。
    白天家里都有人。
    住户说谢谢大家。
    已记在走访本上。
    要是能在这个月办好最好。
""")
