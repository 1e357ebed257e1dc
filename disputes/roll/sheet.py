"""The roll as a workbook: what the justice bureau sends to the court (MD-03)."""

from datetime import date
from io import BytesIO

from disputes.models import Body, Mediator
from disputes.roll.counting import changes, serves
from security.spreadsheets import Book

BODIES = {"调解组织": 34, "种类": 28, "地方": 24, "备案日期": 12, "备案号": 20, "本届": 26, "还缺": 30}
PEOPLE = {"调解组织": 34, "姓名": 14, "身份": 14, "性别": 8, "自哪天起": 12}
CHANGES = {"日期": 12, "调解组织": 34, "变动": 20, "姓名": 14}


def workbook(bodies: list[Body], since: date, today: date) -> bytes:
    """The committees, who sits in them, and what changed since the day."""
    place = BytesIO()
    book = Book(place)
    book.add("调解组织", BODIES, (cells(body) for body in bodies), f"{today:%Y-%m-%d} 的调解组织")
    people = Mediator.objects.select_related("user", "body__unit")
    seated = (person(one) for one in people if serves(one, today))
    book.add("调解员", PEOPLE, seated, f"{today:%Y-%m-%d} 在任的调解员")
    rows = ([f"{one.on:%Y-%m-%d}", one.body, one.what, one.who] for one in changes(since, today))
    book.add("变动", CHANGES, rows, f"{since:%Y-%m-%d} 到 {today:%Y-%m-%d} 的变动")
    book.close()
    return place.getvalue()


def cells(body: Body) -> list[str]:
    """A committee, a text for each head."""
    return [
        str(body),
        body.get_sort_display(),
        body.unit.area_id,
        f"{body.registered_on or ''}",
        body.registration,
        " 至 ".join(f"{day}" for day in (body.term_from, body.term_until) if day),
        "、".join(body.lacking()),
    ]


def person(one: Mediator) -> list[str]:
    """A mediator, a text for each head."""
    return [
        str(one.body),
        str(one.user),
        one.get_seat_display(),
        one.get_gender_display(),
        f"{one.active_from}",
    ]
