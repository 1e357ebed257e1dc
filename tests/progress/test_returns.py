"""Returns: who moves them, who writes in them, what is late and missing, what stands after the lock."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from casework.models import Notice
from progress import services
from progress.exceptions import ProgressDenied
from progress.models import Amendment, Return, Row
from progress.services import Said
from progress.tasks import collect_returns
from security import clock
from security.context import acting
from tests.factories import TaskFactory

pytestmark = pytest.mark.django_db

# From which states each move may be made, and where it leads; written by hand.
TABLE = {
    "start": ({"not_started"}, "draft", "member"),
    "submit": ({"draft", "returned"}, "submitted", "chief"),
    "send_back": ({"submitted"}, "returned", "clerk"),
    "accept": ({"submitted"}, "accepted", "clerk"),
    "lock": ({"accepted"}, "locked", "clerk"),
}
STATES = ("not_started", "draft", "submitted", "returned", "accepted", "locked")


@pytest.mark.parametrize("state", STATES)
def test_each_move_is_open_where_the_table_says_and_nowhere_else(line, state):
    line.to(state)
    for move, (sources, target, _) in TABLE.items():
        with transaction.atomic():
            if state in sources:
                assert line.do(move).state == target
            else:
                with pytest.raises((ProgressDenied, AssertionError)):
                    made(line, move)
            transaction.set_rollback(True)
        assert line.sheet.state == state


def made(line, move):
    if move == "submit":
        return services.submit(line.sheet, by=line.chief)
    if move == "send_back":
        return services.send_back(line.sheet, {0: "不对"}, by=line.clerk)
    return line.do(move)


@pytest.mark.parametrize("move", TABLE)
def test_lg_03_each_move_is_its_owners_alone(line, move, other_member, leader):
    sources, _, owner = TABLE[move]
    line.to(sorted(sources)[0])
    people = {"member": line.member, "chief": line.chief, "clerk": line.clerk}
    allowed = {"member": {"member", "chief"}, "chief": {"chief"}, "clerk": {"clerk"}}[owner]
    others = {name: user for name, user in people.items() if name not in allowed}
    for user in [*others.values(), other_member, leader]:
        with pytest.raises(ProgressDenied, match="由"):
            made_by(line, move, user)


def made_by(line, move, user):
    if move == "send_back":
        return services.send_back(line.sheet, {line.row("投入资金").pk: "不对"}, by=user)
    return getattr(services, move)(line.sheet, by=user)


def test_lg_03_a_unit_answers_for_itself_and_the_office_writes_no_value(line, other_member):
    line.to("draft")
    row = line.row("排查工地")
    for user in (line.clerk, other_member):
        with pytest.raises(ProgressDenied, match="由住建局的人来填"):
            services.answer(line.sheet, {row.pk: Said("changed", "5")}, by=user)
    assert services.answer(line.sheet, {row.pk: Said("changed", "5")}, by=line.member) == {}
    assert line.row("排查工地").value == "5"


def refused_by_the_database(user, sql, *given):
    """Does the database let this user's request change no row by this SQL?"""
    try:
        with acting(user.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, given)
            return cursor.rowcount == 0
    except Error as error:
        return error.__cause__.diag.constraint_name or True


def test_lg_03_raw_sql_of_the_office_changes_no_value_either(line, other_member, leader):
    line.to("submitted")
    row = line.row("排查工地").pk
    value = "UPDATE progress_row SET value = '99' WHERE id = %s"
    assert refused_by_the_database(line.clerk, value, row) == "unit_alone_writes_its_return"
    assert refused_by_the_database(line.member, value, row) == "unit_alone_writes_its_return"  # signed
    assert refused_by_the_database(other_member, value, row) is True
    assert refused_by_the_database(leader, value, row) is True
    line.do("send_back")
    assert refused_by_the_database(line.clerk, value, row) == "unit_alone_writes_its_return"
    assert refused_by_the_database(line.member, value, row) is False


def test_lg_03_raw_sql_of_the_office_signs_for_nobody(line):
    sheet = line.to("draft")
    signed = """UPDATE progress_return SET state = 'submitted', signer_id = %s, signed_name = '某',
                signed_at = now(), late = false WHERE id = %s"""
    given = (line.clerk.pk, sheet.pk)
    assert refused_by_the_database(line.clerk, signed, *given) == "unit_alone_signs_its_return"
    skipped = "UPDATE progress_return SET state = 'locked' WHERE id = %s"
    assert refused_by_the_database(line.clerk, skipped, sheet.pk) == "return_goes_its_way"


def test_lg_03_a_draft_is_for_its_unit_and_what_was_handed_in_for_the_office_too(line, other_member, leader):
    def seen(user):
        with acting(user.pk):
            mine = Return.objects.filter(unit=line.unit)
            assert set(mine) == set(Return.objects.visible_to(user).filter(unit=line.unit))
            return mine.count(), Row.objects.filter(sheet__unit=line.unit).count()

    line.to("draft")
    rows = line.sheet.total
    assert [seen(user) for user in (line.member, line.clerk, leader)] == [(1, rows), (1, 0), (1, 0)]
    assert seen(other_member) == (0, 0)
    line.do("submit")
    assert [seen(user) for user in (line.member, line.clerk, leader)] == [(1, rows)] * 3
    assert seen(other_member) == (0, 0)


def test_most_of_it_stands_filled_with_its_source(line, bureau):
    """U1: on the second quarter that a unit reports, at least seven of ten."""
    earlier = line.quarter.later(-1)
    services.open_quarter(earlier, bureau.area_id)
    now, line.quarter = line.quarter, earlier
    line.to("submitted")
    line.quarter = now
    TaskFactory(
        lead=bureau, unit=bureau, area=bureau.area, status="under_way", year=now.year, due_on=now.start
    )
    sheet = line.to("draft")
    assert (sheet.total, sheet.prefilled) == (6, 6)
    assert sheet.prefilled >= 0.7 * sheet.total
    assert line.row("登记案件").source.startswith(f"平台 {now} 现数 0")
    assert "figure=cases.reported" in line.row("登记案件").link
    assert line.row("投入资金").source == f"{earlier.in_words}报的"
    task = sheet.rows.get(sort="task")
    assert task.source.startswith("任务 ")
    assert task.link.startswith("/pilot/tasks/")


def test_what_differs_from_the_platform_says_why(line):
    line.to("draft")
    row = line.row("登记案件")
    assert "原因" in services.answer(line.sheet, {row.pk: Said("changed", "5")}, by=line.member)[row.pk]
    assert services.answer(line.sheet, {row.pk: Said("changed", "5", "漏登")}, by=line.member) == {}
    with pytest.raises(Error, match="row_that_differs_says_why"), transaction.atomic():
        Row.objects.filter(pk=row.pk).update(reason="")
    with pytest.raises(Error, match="right_row_is_as_it_was_given"), transaction.atomic():
        Row.objects.filter(pk=row.pk).update(answer="right")


def test_nothing_is_handed_in_with_a_row_open_or_a_number_that_changed_since(line):
    line.to("draft")
    with pytest.raises(ProgressDenied, match=r"还有 .* 项没有填"):
        services.submit(line.sheet, by=line.chief)
    line.fill()
    Row.objects.filter(pk=line.row("登记案件").pk).update(given="46", value="46")
    with pytest.raises(ProgressDenied, match="平台的数刚变了：登记案件"):
        services.submit(line.sheet, by=line.chief)
    assert (line.row("登记案件").answer, line.row("登记案件").given) == ("open", "0")
    line.fill()
    done = services.submit(line.sheet, by=line.chief)
    assert (done.signed_name, done.signer, done.state) == (str(line.chief), line.chief, "submitted")


def test_what_is_sent_back_is_asked_again_and_nothing_else(line):
    line.to("returned")
    noted, other = line.row("投入资金"), line.row("排查工地")
    assert noted.note == "单位不对"
    assert [row.label for row in line.sheet.rows.all() if row.is_asked] == ["投入资金"]
    wrong = services.answer(line.sheet, {other.pk: Said("changed", "9")}, by=line.member)
    assert wrong == {other.pk: "这一项没有退回，不用改。"}
    with pytest.raises(ProgressDenied, match="投入资金"):
        services.submit(line.sheet, by=line.chief)
    services.answer(line.sheet, {noted.pk: Said("changed", "120000元")}, by=line.member)
    services.submit(line.sheet, by=line.chief)
    assert (line.row("投入资金").value, line.row("投入资金").note) == ("12", "")
    assert "投入资金：单位不对" in line.sheet.steps.get(move="send_back").note
    line.do("send_back")
    assert line.row("投入资金").is_asked
    assert Notice.objects.filter(recipient=line.chief, heading="退回修改").count() == 2


def test_late_is_said_once_and_stays(line):
    sheet = line.to("submitted")
    assert sheet.late is (clock.today() > sheet.due_on)
    with pytest.raises(Error, match="late_is_said_once"), transaction.atomic():
        Return.objects.filter(pk=sheet.pk).update(late=not sheet.late)
    line.do("send_back")
    assert line.sheet.late is sheet.late
    assert not line.sheet.is_overdue


def test_what_is_overdue_is_asked_for_once_and_missing_at_the_closing(line, other_bureau, clerk):
    line.to("submitted")
    with pytest.raises(ProgressDenied, match="已经报了"):
        services.chase(line.sheet, by=clerk)
    other = Return.objects.get(unit=other_bureau)
    overdue = clock.today() > other.due_on
    assert other.is_overdue is overdue
    assert collect_returns() == overdue
    assert collect_returns() == 0
    if not overdue:
        services.chase(other, by=clerk)
    with pytest.raises(ProgressDenied, match="一个季度只催一次"):
        services.chase(Return.objects.get(pk=other.pk), by=clerk)
    with pytest.raises(ProgressDenied, match="由县领导小组办公室来"):
        services.chase(other, by=line.member)


def test_a_closed_quarter_leaves_who_handed_in_nothing_missing(line, other_bureau, clerk, county):
    earlier = line.quarter.later(-2)
    services.open_quarter(earlier, county.pk)
    line.quarter = earlier
    line.to("accepted")
    assert line.sheet.late
    assert services.close(earlier, by=clerk) == 1
    assert line.sheet.state == "locked"
    missing = Return.objects.get(unit=other_bureau, quarter=str(earlier))
    assert (missing.missing, missing.standing) == (True, "缺报")
    with pytest.raises(ProgressDenied, match="已经截止"):
        services.close(earlier, by=clerk)
    with pytest.raises(Error, match="missing_is_not_taken_back"), transaction.atomic():
        Return.objects.update(missing=False)


def test_what_is_locked_is_amended_beside_it_by_two(line, clerk):
    line.to("locked")
    row = line.row("投入资金")
    with pytest.raises(ProgressDenied, match="由住建局的人来填"):
        services.amend(row, new="8", reason="算错", by=clerk)
    amendment = services.amend(row, new="80000元", reason="算错", by=line.member)
    assert (amendment.old, amendment.new, row.now) == ("7", "8", "7")
    with pytest.raises(ValidationError, match="等办公室核对"):
        services.amend(row, new="9", reason="又错", by=line.member)
    with pytest.raises(ProgressDenied, match="办公室"):
        services.confirm(amendment, by=line.chief)
    services.confirm(amendment, by=clerk)
    fresh = line.row("投入资金")
    assert (fresh.value, fresh.now) == ("7", "8")
    with pytest.raises(Error, match="confirmed_amendment_stays"), transaction.atomic():
        Amendment.objects.update(confirmed_at=clock.now())
    assert refused_by_the_database(line.clerk, "UPDATE progress_amendment SET new = '1'") is not False
    assert services.amend(fresh, new="9", reason="又算错", by=line.member).old == "8"


def test_items_are_retired_and_never_changed(line, items, clerk, county):
    line.to("submitted")
    services.retire_item(items[-1], by=clerk)
    items[-1].refresh_from_db()
    assert items[-1].until == str(line.quarter)
    assert services.open_quarter(line.quarter, county.pk) == 0
    assert line.row("下季度打算").value
    with pytest.raises(Error), transaction.atomic():
        type(items[0]).objects.filter(pk=items[0].pk).update(label="别的")
    with pytest.raises(ProgressDenied, match="办公室来管"):
        services.retire_item(items[0], by=line.member)


def test_nothing_is_asked_before_the_quarter_is_over(line, clerk, county):
    running = line.quarter.next
    assert services.open_quarter(running, county.pk) == 0
    with pytest.raises(ProgressDenied, match="还没有过完"):
        services.open_by(running, by=clerk)
    with pytest.raises(ProgressDenied, match="办公室来管"):
        services.open_by(line.quarter, by=line.member)
    assert line.sheet.due_on - line.quarter.end >= timedelta(days=4)
