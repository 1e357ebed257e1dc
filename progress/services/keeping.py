"""What the office does: opens a quarter, asks again, returns rows with a note, accepts, closes (LG-03)."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Duty, Unit, User
from areas.models import Area
from casework import services as casework
from pilot.models.group import county_of, writes_list
from pilot.quarters import Quarter
from progress.exceptions import ProgressDenied
from progress.models import Closing, Item, ItemUnit, Return
from progress.selectors import asked_units, due_on, is_closed, last_quarter
from progress.services.moving import WHOSE, checked, locked, may, perform, refuse
from progress.workflow import OFFICE
from security import clock

NOT_YOURS = "季度报送由县领导小组办公室来管。"
CHASED = "这个季度已经催过这个单位，一个季度只催一次。"


@transaction.atomic
def add_item(*, by: User, units: Collection[Unit] = (), **given: Any) -> Item:
    """One more thing to report. Raises ProgressDenied, or ValidationError in words."""
    refuse(writes_list(by), NOT_YOURS)
    item = Item(area_id=county_of(by), by=by, **given)
    item.validate_constraints()
    item.save()
    ItemUnit.objects.bulk_create(ItemUnit(item=item, unit=unit) for unit in units)
    return item


def retire_item(item: Item, *, by: User) -> None:
    """Ask it no more after the quarter that is reported on now; what was said of it stays."""
    refuse(writes_list(by) and item.area_id == county_of(by), NOT_YOURS)
    Item.objects.filter(pk=item.pk, until="").update(until=str(last_quarter()))


@transaction.atomic
def open_quarter(quarter: Quarter, county: str) -> int:
    """A return for each unit that was a member at the quarter's end; how many are new. Twice is once."""
    if quarter.end > clock.today() or not Item.objects.standing(county, quarter).exists():
        return 0
    due, before = due_on(quarter), Return.objects.filter(area=county).of_quarter(quarter).count()
    rows = [
        Return(area_id=county, unit=unit, quarter=str(quarter), due_on=due)
        for unit in asked_units(county, quarter)
    ]
    Return.objects.bulk_create(rows, ignore_conflicts=True)
    return Return.objects.filter(area=county).of_quarter(quarter).count() - before


def open_by(quarter: Quarter, *, by: User) -> int:
    """The office opens a quarter by hand. Raises ProgressDenied."""
    refuse(writes_list(by), NOT_YOURS)
    refuse(quarter.end <= clock.today(), f"{quarter.in_words}还没有过完，过完再开始报送。")
    county = county_of(by)
    refuse(Item.objects.standing(county, quarter).exists(), "还没有填报项，先在“填报项”里加上。")
    refuse(bool(asked_units(county, quarter)), "那个季度没有定下来的成员单位名单。")
    return open_quarter(quarter, county)


@transaction.atomic
def send_back(sheet: Return, notes: Mapping[int, str], *, by: User) -> Return:
    """Return it for these rows, each with why (U5). No value is touched."""
    fresh = checked(sheet, "send_back", by)
    rows = {row.pk: row for row in fresh.rows.all()}
    noted = {pk: note.strip() for pk, note in notes.items() if pk in rows and note.strip()}
    refuse(bool(noted), "在要改的项下面写一句哪里要改，再退回。")
    for pk, note in noted.items():
        rows[pk].note = note
        rows[pk].save(update_fields=["note"])
    words = "\n".join(f"{rows[pk]}：{note}" for pk, note in noted.items())
    done = perform(fresh, "send_back", by=by, note=words)
    tell(done, f"退回修改：{done}，{len(noted)} 项要改。改好由负责人再签报。", f"back:{done.steps.count()}")
    return done


def accept(sheet: Return, *, by: User) -> Return:
    """Somebody of the office who did not sign it finds it in order."""
    refuse(sheet.signer_id != by.pk, "这是您自己签报的，要由另一个人审核。")
    return perform(sheet, "accept", by=by)


def lock(sheet: Return, *, by: User) -> Return:
    """Nothing in it is changed any more; what turns out wrong is amended beside it."""
    return perform(sheet, "lock", by=by)


@transaction.atomic
def chase(sheet: Return, *, by: User | None = None) -> Return:
    """Ask the unit's heads for it, once a quarter, by the office or by the portal itself."""
    refuse(by is None or may(by, sheet, OFFICE), WHOSE[OFFICE])
    fresh = locked(sheet)
    refuse(fresh.chased_at is None, CHASED)
    refuse(fresh.state in ("not_started", "draft", "returned"), "已经报了，不用催。")
    fresh.chased_at = clock.now()
    fresh.save(update_fields=["chased_at"])
    tell(
        fresh,
        f"催报：{fresh}的报送，{fresh.due_on:%m月%d日}以前签报。没有变化的点一下“本季度无变化”。",
        "chase",
    )
    return fresh


def tell(sheet: Return, text: str, step: str) -> None:
    """Tell the unit's heads; where it has none, all who work there."""
    seated = list(Duty.objects.current().filter(unit=sheet.unit_id, area=None).select_related("user"))
    heads = {duty.user for duty in seated if duty.leads} or {duty.user for duty in seated}
    people = sorted(heads, key=lambda user: user.pk)
    heading = text.partition("：")[0]
    casework.notify(people, key=f"return:{sheet.pk}:{step}", text=text, heading=heading, group=sheet.unit_id)


def chase_overdue() -> int:
    """Ask once for each that is overdue and was not asked for yet; how many. Safe to run twice."""
    late = Return.objects.overdue(clock.today()).filter(chased_at=None, missing=False)
    asked = 0
    for sheet in list(late.select_related("unit")):
        try:
            chase(sheet)
        except ProgressDenied:  # handed in, or asked for, meanwhile
            continue
        asked += 1
    return asked


def open_all() -> int:
    """The returns of the last quarter in each county that has items; how many are new."""
    quarter = last_quarter()
    counties = Area.objects.filter(pk__in=Item.objects.values("area")).values_list("pk", flat=True)
    return sum(open_quarter(quarter, county) for county in counties if not is_closed(county, quarter))


@transaction.atomic
def close(quarter: Quarter, *, by: User) -> int:
    """Close the quarter: whoever handed in nothing is missing, what was accepted is locked. How many miss."""
    refuse(writes_list(by), NOT_YOURS)
    county = county_of(by)
    sheets = Return.objects.filter(area=county).of_quarter(quarter)
    refuse(sheets.exists(), "这个季度还没有开始报送。")
    refuse(sheets.filter(due_on__lt=clock.today()).exists(), "还没有到截止日期，过了再关。")
    try:
        with transaction.atomic():
            Closing.objects.create(area_id=county, quarter=str(quarter), by=by)
    except IntegrityError:
        refuse(False, "这个季度已经截止。")
    for sheet in sheets.filter(state="accepted"):
        lock(sheet, by=by)
    missing: int = sheets.unsigned().update(missing=True)
    return missing
