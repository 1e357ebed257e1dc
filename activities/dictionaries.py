"""The lists that the ledger chooses from."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What was held."""

    LAW = "law", "普法"
    LECTURE = "lecture", "道德讲堂"
    MORAL = "moral", "道德评议"
    TRAINING = "training", "培训"
    VOLUNTEER = "volunteer", "志愿服务"
    SERVICE = "service", "公共法律服务"
    OTHER = "other", "其他"


class Sort(TextChoices):
    """What an organisation is registered as."""

    ASSOCIATION = "association", "社会团体"
    AGENCY = "agency", "社会服务机构"
    FOUNDATION = "foundation", "基金会"
    LOCAL = "local", "社区社会组织（备案）"


class Outcome(TextChoices):
    """What became of a service that was bought."""

    OPEN = "open", "还没有验收"
    GOOD = "good", "合格"
    BAD = "bad", "不合格"


class Help(TextChoices):
    """Where people get legal help."""

    LINE = "line", "12348 热线"
    ADVISER = "adviser", "村（社区）法律顾问"
    POINT = "point", "公共法律服务点"


class Stage(TextChoices):
    """The steps of 五议两公开, in their order; the sixth only where the township looks at it first."""

    PROPOSED = "1", "党支部提议"
    DISCUSSED = "2", "两委商议"
    PARTY = "3", "党员大会审议"
    DECIDED = "4", "村民会议或村民代表会议决议"
    TOWNSHIP = "5", "乡镇审核"
    PUBLISHED = "6", "决议公开"
    DONE = "7", "实施结果公开"


MEETINGS = (Stage.DISCUSSED, Stage.PARTY, Stage.DECIDED)


class Gathering(TextChoices):
    """Who sat, so what makes a quorum (村民委员会组织法 22, 26)."""

    BOARD = "board", "村两委"
    PARTY = "party", "有表决权的党员"
    VILLAGERS = "villagers", "十八周岁以上村民"
    HOUSEHOLDS = "households", "户的代表"
    DELEGATES = "delegates", "村民代表会议组成人员"


DECIDING = (Gathering.VILLAGERS, Gathering.HOUSEHOLDS, Gathering.DELEGATES)
# Two thirds are enough of these; of all others there must be more than half.
TWO_THIRDS = (Gathering.HOUSEHOLDS, Gathering.DELEGATES)
