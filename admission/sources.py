"""The catalogue of what is stored: figures, what units report each quarter, the ledger, admitted forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.urls import reverse

from accounts.models import User
from activities.books import BOOKS, LEDGER
from admission import costs
from admission.matching import Source
from admission.models import Answer, Column, SourceSort, Synonym, Value
from admission.workflow import ADMITTED
from casework.figures import Figure, Period, figures
from casework.kinds import kinds
from figures.selectors import Question, ask_as, chosen
from progress.models import Item, ItemSort, Return, Row
from progress.selectors import last_quarter

NOT_IN_REACH = "已有，不归您看。要看找县领导小组办公室"


@dataclass(frozen=True)
class Stored:
    """What is stored of a column, as far as its reader may see it, and the page that opens it."""

    text: str
    url: str = ""


def catalogue(county: str) -> list[Source]:
    """All that is stored and has a name."""
    found = [Source(SourceSort.FIGURE, key, called(one), "平台指标") for key, one in figures().items()]
    asked = Item.objects.filter(area=county, until="", sort__in=(ItemSort.NUMBER, ItemSort.TEXT))
    found += [Source(SourceSort.ITEM, str(one.pk), one.label, "成员单位每季度报的") for one in asked]
    found += [Source(SourceSort.LEDGER, one.key, one.name, "台账") for one in LEDGER]
    columns = Column.objects.filter(
        request__area=county, request__state__in=ADMITTED, answer=Answer.ASKED
    ).select_related("request__unit")
    return found + [
        Source(SourceSort.FORM, str(one.pk), one.name, f"{one.request.unit}的表格“{one.request}”")
        for one in columns
    ]


def called(figure: Figure) -> str:
    """The figure's name with what it counts: 登记 alone could be of anything."""
    if figure.kind == "case":
        return figure.name
    word = str(kinds()[figure.kind]._meta.verbose_name)
    return figure.name if word in figure.name else f"{word}{figure.name}"


def synonyms(county: str) -> dict[str, set[str]]:
    """Of each word what people confirmed that it means."""
    found: dict[str, set[str]] = {}
    for word, source, key in Synonym.objects.filter(area=county).values_list("word", "source", "key"):
        found.setdefault(word, set()).add(f"{source}:{key}")
    return found


def stored_of(columns: Iterable[Column], user: User) -> dict[int, Stored]:
    """What is stored of these columns, by column, within the reader's own reach."""
    asked = [one for one in columns if one.answer == Answer.STORED]
    counted = of_figures([one.key for one in asked if one.source == SourceSort.FIGURE], user)
    ways = {SourceSort.ITEM: of_item, SourceSort.LEDGER: of_book, SourceSort.FORM: of_form}
    return {
        one.pk: counted[one.key]
        if one.source == SourceSort.FIGURE
        else ways[SourceSort(one.source)](one, user)
        for one in asked
    }


def of_figures(keys: list[str], user: User) -> dict[str, Stored]:
    """The last quarter's figures of all that the reader sees: one question a kind of matter."""
    found: dict[str, Stored] = {}
    known = chosen(key for key in dict.fromkeys(keys) if key in figures())
    quarter = last_quarter()
    period = Period(quarter.start, quarter.end)
    for kind in dict.fromkeys(one.kind for one in known):
        of_kind = [one for one in known if one.kind == kind]
        answers, _ = ask_as(user, kind, [Question(of_kind, (period,))])
        for one in answers[0]:
            unit = one.figure.unit or ("件" if one.figure.measure == "件" else "")
            text = f"{quarter.in_words} {one.text}{unit}" + (f"（{one.note}）" if one.note else "")
            found[one.figure.key] = Stored(text, one.url())
    return found | {key: Stored("这个指标已经没有了，重新核对") for key in keys if key not in found}


def of_item(column: Column, user: User) -> Stored:
    """What units last reported of an item: of how many, and where to read it."""
    quarter = last_quarter()
    sheets = Return.objects.visible_to(user).of_quarter(quarter).exclude(signed_at=None)
    rows = Row.objects.visible_to(user).filter(item=int(column.key), sheet__in=sheets).exclude(answer="open")
    values = [row.now for row in rows.prefetch_related("amendments")]
    own = sheets.first()
    url = reverse("progress:overview", args=[str(quarter)]) if own else ""
    return Stored(f"{quarter.in_words} {told(values)}" if values else NOT_IN_REACH, url)


def told(values: list[str]) -> str:
    """One value as it is; of several how many, and their sum where they are numbers."""
    if len(values) == 1:
        return values[0]
    try:
        total = sum((Decimal(one) for one in values), Decimal())
    except InvalidOperation:
        return f"{len(values)} 个单位报了"
    return f"{len(values)} 个单位报了，合计 {total:f}"


def of_book(column: Column, user: User) -> Stored:
    """How many lines of a book the reader sees; the list opens exactly these."""
    book = BOOKS[column.key]
    return Stored(f"{book.rows(user).count()} 条", reverse(f"activities:{book.key}"))


def of_form(column: Column, user: User) -> Stored:
    """What was answered to another form's column, last of each unit."""
    values = Value.objects.visible_to(user).filter(column=column.form_id)
    if not (last := values.order_by("-period").values_list("period", flat=True).first()):
        return Stored(NOT_IN_REACH)
    said = list(values.filter(period=last).newest().values_list("text", flat=True))
    url = reverse("admission:values", args=[column.form_id])
    return Stored(f"{costs.in_words(last)} {told(said)}", url)
