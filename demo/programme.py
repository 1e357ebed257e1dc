"""The demo's pilot programme: its leading group, a meeting each quarter, what came of it, its money.
Each step is made by the services on its day of the demo's own clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import Unit, User
from casework.models import Matter
from demo.county import COUNTY
from papers.document.forms import Form, plain
from papers.rendering.fonts import FontSet
from papers.rendering.pdf_forms import pdf_form
from pilot import services
from pilot.models import GroupVersion, Meeting, Office
from pilot.quarters import Quarter
from pilot.services import funds, letters, listing, meeting
from security import clock
from security.uploads.checking import Checked, check

OFFICE, LEADER, HEAD = "pingan", "lingdao", "chengyuan"
DAY = timedelta(days=1)
MEMBERS = 6
# What each meeting decided: what, by when (days after it), what proves it, how far it came.
DECIDED = (
    ("住宅小区物业矛盾排查一遍", 40, "排查台账", "confirm"),
    ("在建工地欠薪隐患排查", 60, "排查台账、整改照片", "report"),
    ("老旧小区飞线充电整治", 80, "整治前后照片", "accept"),
)


@transaction.atomic
def pilot_year() -> int:
    """The programme of the year so far; how many tasks it has. None where nobody does such work."""
    people = {user.username: user for user in User.objects.filter(username__in=[OFFICE, LEADER, HEAD])}
    if len(people) < 3 or Meeting.objects.exists():
        return 0
    now = clock.now()
    began = (now - DAY * 330).date()
    if not GroupVersion.objects.exists():
        with at(now, began):
            adopt(people)
    with at(now, began + DAY * 5):
        planned = money(people)
    made = 0
    quarter = Quarter.of(now.date())
    for number, back in enumerate((-3, -2, -1), start=1):
        held_on = quarter.later(back).start + DAY * 12
        made += len(hold(people, now, held_on, number))
    with at(now, now.date() - DAY * 30):
        paid: dict[str, Any] = {"by": people[OFFICE], "on": clock.today(), "document": "演示凭证〔2026〕7号"}
        funds.spend(planned, amount=Decimal("86000.00"), what="演示·网格员培训两期", **paid)
    return made


@contextmanager
def at(now: datetime, day: date) -> Iterator[None]:
    """On that day, at the hour that it is now."""
    with clock.as_of(now - DAY * (now.date() - day).days):
        yield


def adopt(people: dict[str, User]) -> None:
    """The list of the leading group: drafted by the office, adopted by the group (LG-01, LG-04)."""
    by = people[OFFICE]
    draft = listing.draft(by=by)
    posts = ((Office.HEAD, LEADER, "演示县委书记"), (Office.DIRECTOR, OFFICE, "演示政法委副书记"))
    for office, username, title in posts:
        listing.add(draft, "post", by=by, office=office, user=people[username], title=title)
    own = unit_of(people[HEAD])
    others = Unit.objects.filter(area=COUNTY, active=True).exclude(pk=own.pk).order_by("pk")
    units = [own, *others[: MEMBERS - 1]]
    for unit in units:
        member = listing.add(draft, "unit", by=by, unit=unit)
        basis = "演示办〔2026〕1号第三条"
        listing.add(draft, "duty", by=by, member=member, text="本领域矛盾纠纷的排查和化解", basis=basis)
    listing.add(draft, "special", by=by, name="物业矛盾专项组", lead=own, units=units[1:3])
    today = clock.today()
    named: dict[str, Any] = {"document": "演示办〔2026〕1号", "dated_on": today, "valid_from": today}
    listing.adopt(draft, by=people[LEADER], **named)


def unit_of(user: User) -> Unit:
    """Where the user sits. Raises ValueError where they sit nowhere."""
    for duty in user.duties.select_related("unit"):
        if duty.unit is not None:
            return duty.unit
    raise ValueError("the demo's own unit is missing")


def money(people: dict[str, User]) -> Any:
    """A fund and two plans; the one out of which something is paid."""
    line: dict[str, Any] = {"by": people[OFFICE], "on": clock.today()}
    fund = funds.open_fund(
        name="演示·网格化服务管理经费",
        year=clock.today().year,
        level="county",
        amount=Decimal("500000.00"),
        document="演示财〔2026〕3号",
        **line,
    )
    own, paper = unit_of(people[HEAD]), "演示领〔2026〕1号"
    funds.plan(fund, unit=own, purpose="物业矛盾调处", amount=Decimal(120000), document=paper, **line)
    office = unit_of(people[OFFICE])
    return funds.plan(fund, unit=office, purpose="网格员培训", amount=Decimal(150000), document=paper, **line)


def hold(people: dict[str, User], now: datetime, held_on: date, number: int) -> list[Matter]:
    """A meeting of the group, its minutes, and what it decided on its way (LG-02)."""
    with at(now, held_on):
        held = minutes(people, number)
        tasks = meeting.give_out(held, by=people[OFFICE])
    for place, (task, (_, days, _, last)) in enumerate(zip(tasks, DECIDED, strict=True)):
        until = min(held_on + DAY * (days - 10), now.date() - DAY * (3 - place))
        with at(now, until):
            work(people, task, "confirm" if number < 3 else last)
    if number == 3:
        with at(now, now.date() - DAY * 2):
            press(people, tasks[-1])
    return tasks


def minutes(people: dict[str, User], number: int) -> Meeting:
    """Written down by the office, issued by the group (LG-04)."""
    today = clock.today()
    held = meeting.write_down(
        by=people[OFFICE],
        sort="group",
        title=f"演示·领导小组第{'一二三'[number - 1]}次会议",
        held_on=today,
        place="演示县委三楼会议室",
        chair="演示·组长甲",
        present="各成员单位负责人",
        minutes="听取上一季度工作情况，分析矛盾纠纷走势，议定下列事项。虚构的内容，只供演示。",
    )
    for text, days, evidence, _ in DECIDED:
        given = {"lead": unit_of(people[HEAD]), "due_on": today + DAY * days, "evidence": evidence}
        meeting.decide(held, by=people[OFFICE], text=f"演示·{text}", **given)
    meeting.decide(held, by=people[OFFICE], text="原则同意下一季度工作安排。")
    return meeting.issue(held, document=f"演示领〔2026〕{number + 1}号", issued_on=today, by=people[LEADER])


def work(people: dict[str, User], task: Matter, last: str) -> None:
    """The unit takes it in hand, and brings it as far as that step."""
    by = people[HEAD]
    task = services.accept(task, by=by)
    if last == "accept":
        return
    task = services.report(task, note="排查了三分之二，发现的问题正在改。", by=by)
    if last == "confirm":
        task = services.submit(task, result="全部排查完，问题都改了。", files=(proof(task),), by=by)
        services.confirm(task, by=people[OFFICE])


def proof(task: Matter) -> Checked:
    """A paper that proves it, and says that it is invented."""
    words = plain(f"{task.title}：一户一户查过，问题都改了。虚构的台账，只供演示。")
    form = Form("排查台账（演示）", "演示单位", clock.today(), words)
    return check([pdf_form(form, FontSet.of(settings.FONT_DIR))], name="排查台账.pdf")


def press(people: dict[str, User], task: Matter) -> None:
    """What is not done is put under supervision, with its letter."""
    by, until = people[OFFICE], clock.today() + DAY * 10
    letters.sign(services.supervise(task, until=until, note="月底以前整治完，每周报一次。", by=by), by=by)
