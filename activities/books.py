"""The books of the ledger: what each is called, its form, what stands in its columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from activities import forms
from activities.models import (
    Activity,
    Charter,
    Contact,
    Creation,
    Entry,
    Organisation,
    Purchase,
    Resolution,
)

UNKNOWN = "——"
Cell = Callable[[Any], str]


def shown(value: Any) -> str:
    """As it is read: what is not known is a dash, never 0."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def of(name: str) -> Cell:
    return lambda entry: shown(getattr(entry, name))


def chosen(name: str) -> Cell:
    return lambda entry: shown(getattr(entry, f"get_{name}_display")())


def last_step(entry: Any) -> str:
    steps = list(entry.steps.all())
    if not steps:
        return "刚提出"
    last = steps[-1]
    return last.get_stage_display() if last.carried else f"{last.get_stage_display()}：没有通过"


def accepted(entry: Any) -> str:
    found = getattr(entry, "acceptance", None)
    if found is None:
        return "还没有验收"
    return f"通过，有效到 {found.until}" if found.passed else "没有通过"


@dataclass(frozen=True)
class Book:
    """One book: its columns besides place, day and unit, with their widths in a workbook."""

    model: type[Entry]
    name: str
    form: type[forms.EntryForm]
    new: str
    day: str
    columns: dict[str, tuple[int, Cell]]
    sorted_by: str = ""
    related: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    exact: bool = True

    @property
    def key(self) -> str:
        return self.model.book

    def rows(self, user: Any) -> Any:
        found = self.model._default_manager.all().visible_to(user)
        return found.select_related("area", "unit", *self.related).prefetch_related(*self.fetched)


LEDGER = [
    Book(
        Activity,
        "活动",
        forms.ActivityForm,
        "登记活动",
        "哪天",
        {
            "哪一类": (14, chosen("kind")),
            "进哪里": (12, of("place")),
            "多少人": (10, of("people")),
            "一起办的": (30, of("partners")),
            "讲了什么、议定了什么": (60, of("said")),
        },
        sorted_by="kind",
    ),
    Book(
        Resolution,
        "五议两公开",
        forms.ResolutionForm,
        "登记一件事",
        "哪天提出的",
        {"到哪一步": (28, last_step), "要议的内容": (60, of("text"))},
        fetched=("steps",),
    ),
    Book(
        Charter,
        "村规民约",
        forms.CharterForm,
        "登记一版",
        "哪天决议的",
        {
            "第几版": (10, of("version")),
            "哪次决议": (30, of("resolution")),
            "备案": (14, of("filed_on")),
            "备案号": (20, of("filed_as")),
            "全文": (60, of("text")),
        },
        related=("resolution",),
    ),
    Book(
        Creation,
        "平安创建",
        forms.CreationForm,
        "登记自查",
        "哪天自查的",
        {"哪项创建": (24, of("scheme")), "验收": (24, accepted), "自查情况": (60, of("words"))},
        related=("scheme", "acceptance"),
    ),
    Book(
        Organisation,
        "社会组织",
        forms.OrganisationForm,
        "登记社会组织",
        "哪天登记的",
        {
            "性质": (16, chosen("sort")),
            "登记证号或备案号": (24, of("licence")),
            "做什么": (40, of("field")),
        },
        sorted_by="sort",
    ),
    Book(
        Purchase,
        "购买服务",
        forms.PurchaseForm,
        "登记购买服务",
        "从哪天起",
        {
            "社会组织": (30, of("organisation")),
            "合同编号": (20, of("contract")),
            "金额（元）": (14, of("amount")),
            "到哪天": (14, of("until")),
            "验收": (14, chosen("outcome")),
            "哪天验收的": (14, of("accepted_on")),
        },
        sorted_by="outcome",
        related=("organisation",),
    ),
    Book(
        Contact,
        "公共法律服务",
        forms.ContactForm,
        "登记联系方式",
        "从哪天起",
        {"哪一种": (18, chosen("sort")), "怎么联系": (40, of("reach")), "到哪天": (14, of("until"))},
        sorted_by="sort",
    ),
]
BOOKS = {book.key: book for book in LEDGER}
SHORT = 40  # signs of a long text that a list shows


def heads(book: Book) -> dict[str, int]:
    """The columns of the workbook, with their widths."""
    own = {label: width for label, (width, _) in book.columns.items()}
    return {book.name: 36, **own, "地方": 16, book.day: 14, "登记单位": 26}


def cells(book: Book, entry: Any) -> list[str]:
    """A line, a text for each head."""
    own = [cell(entry) for _, cell in book.columns.values()]
    return [str(entry), *own, str(entry.area), shown(entry.on), str(entry.unit)]


def listed(book: Book, entry: Any) -> list[dict[str, Any]]:
    """A line of the list: the first cell opens it."""
    texts = zip(heads(book), cells(book, entry), strict=True)
    row: list[dict[str, Any]] = [
        {"text": text if len(text) <= SHORT else f"{text[:SHORT]}…", "label": head, "words": True}
        for head, text in texts
    ]
    row[0]["url"] = entry.get_absolute_url()
    return row
