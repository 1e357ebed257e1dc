"""The year's catalogue as a workbook."""

from io import BytesIO

from accounts.models import User
from casework.models import Matter
from security.spreadsheets import Book
from stability.selectors import catalogue_of, day, numbers_of

COLUMNS = {
    "编号": 18,
    "事项名称": 40,
    "哪一类": 22,
    "决策承办单位": 26,
    "评估主体": 24,
    "地方": 16,
    "党委同意": 22,
    "同意日期": 14,
    "投资项目": 10,
    "状态": 12,
    "第几轮": 8,
    "风险等级": 10,
    "备案日期": 14,
    "决策": 12,
    "决策日期": 14,
}
NUMBERS = {"指标": 18, "数": 12, "口径": 60}
MOST = 20_000


def workbook(user: User, year: int) -> bytes:
    """The entries of the year that the user sees, and the figures."""
    place = BytesIO()
    book = Book(place)
    words = f"{year} 年稳评目录"
    book.add("目录", COLUMNS, (cells(one) for one in catalogue_of(user, year)[:MOST]), words)
    numbers = ([one.name, one.value, one.definition] for one in numbers_of(user, year))
    book.add("情况", NUMBERS, numbers, f"{year} 年稳评情况")
    book.close()
    return place.getvalue()


def cells(matter: Matter) -> list[str]:
    """An entry, a text for each head."""
    own = matter.own
    return [
        matter.number,
        matter.title,
        own.get_scope_display(),
        str(matter.unit or ""),
        own.assessor or str(matter.unit or ""),
        str(matter.area),
        own.consent,
        day(own.consented_on),
        "是" if own.investment else "",
        matter.status_label,
        str(own.round),
        own.get_level_display(),
        day(own.filed_on),
        own.get_decision_display(),
        day(own.decided_on),
    ]
