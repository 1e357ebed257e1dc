"""会议 (LG-02): minutes by two hands (LG-04), what was decided becomes tasks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models import Matter
from pilot import services as tasks
from pilot.exceptions import PilotDenied
from pilot.models import Decision, Meeting, Task
from pilot.selectors import held
from pilot.services import giving
from pilot.services import meeting as services
from security import clock
from tests.pilot.tasks import PROOF

pytestmark = pytest.mark.django_db
MEETINGS = reverse("pilot:meetings")
SAID = {
    "sort": "group",
    "title": "领导小组第一次会议",
    "place": "县委三楼",
    "chair": "组长",
    "present": "各成员单位",
    "minutes": "听了汇报，议定下面几项。",
}


def held_on(day, by, **more):
    return services.write_down(by=by, held_on=day, **(SAID | more))


@pytest.fixture
def draft(clerk, bureau, member):
    """A meeting of today with one decision for the bureau and one for nobody."""
    made = held_on(clock.today(), clerk)
    until = clock.today() + timedelta(days=30)
    services.decide(made, by=clerk, text="排查欠薪", lead=bureau, due_on=until, evidence="排查台账")
    services.decide(made, by=clerk, text="原则同意年度要点")
    return made


@pytest.fixture
def issued(draft, colleague):
    return services.issue(draft, document="测领〔2026〕1号", issued_on=clock.today(), by=colleague)


def test_lg_02_what_a_meeting_decides_becomes_a_task_and_is_followed_to_its_end(
    issued, clerk, colleague, member, bureau, client
):
    [task] = services.give_out(issued, by=clerk)
    own = task.own
    assert (own.lead, own.text, own.evidence, own.source) == (bureau, "排查欠薪", "排查台账", "meeting")
    assert own.source_words == "测领〔2026〕1号 领导小组第一次会议"
    assert own.decision == issued.decisions.first()
    task = tasks.submit(tasks.accept(task, by=member), result="查完了", files=(PROOF,), by=member)
    tasks.confirm(task, by=colleague)
    client.force_login(clerk)
    page = client.get(issued.get_absolute_url()).content.decode()
    assert task.number in page
    assert "完成" in page
    assert "议定 2 项，交办 1 件，办完 1 件" in client.get(MEETINGS).content.decode()
    client.force_login(member)
    assert str(issued) in client.get(task.get_absolute_url()).content.decode()


def test_lg_02_given_out_twice_it_is_one_task(issued, clerk):
    services.give_out(issued, by=clerk)
    assert services.give_out(issued, by=clerk) == []
    assert Task.objects.count() == 1
    decision = issued.decisions.first()
    with pytest.raises(IntegrityError, match="decision"), transaction.atomic():
        giving.register(
            by=clerk, title="又一次", text="又", evidence="台账", lead=decision.lead, year=2026,
            due_on=decision.due_on, decision=decision,
        )  # fmt: skip


def test_lg_02_each_quarter_that_is_over_without_a_meeting_of_the_group_is_named(clerk, client):
    with clock.as_of(datetime(2026, 8, 10, 1, tzinfo=UTC)):
        held_on(date(2026, 1, 15), clerk)
        held_on(date(2026, 5, 15), clerk, sort="office")
        found = [(str(one.quarter), one.count, one.lacking) for one in held(clerk, 2026)]
        assert found == [("2026Q1", 1, False), ("2026Q2", 0, True), ("2026Q3", 0, False)]
        client.force_login(clerk)
        page = client.get(MEETINGS).content.decode()
    assert "没有开" in page
    rows = client.get(f"{MEETINGS}?quarter=2026Q1&sort=group").context["page_obj"]
    assert [str(one) for one in rows] == ["领导小组第一次会议"]


def test_lg_04_whoever_writes_the_minutes_does_not_issue_them(draft, clerk, colleague, leader, member):
    given = {"document": "测领〔2026〕2号", "issued_on": clock.today()}
    with pytest.raises(PilotDenied, match="不能自己签发"):
        services.issue(draft, by=clerk, **given)
    with pytest.raises(PilotDenied, match="由县领导小组或者办公室来签发"):
        services.issue(draft, by=member, **given)
    with pytest.raises(PilotDenied, match="由记的人来改"):
        services.decide(draft, by=colleague, text="再加一条")
    taken = given | {"issued_by": clerk, "issued_at": clock.now()}
    with pytest.raises(IntegrityError, match="minutes_are_issued_by_somebody_else"), transaction.atomic():
        Meeting.objects.filter(pk=draft.pk).update(**taken)
    assert services.issue(draft, by=leader, **given).issued_by == leader


def test_what_was_issued_stays_in_the_database_too(issued, clerk, bureau):
    with pytest.raises(PilotDenied, match="不能改"):
        services.rewrite(issued, by=clerk, held_on=clock.today(), **SAID)
    with pytest.raises(IntegrityError, match="issued_minutes_stay"), transaction.atomic():
        issued.decisions.create(text="再加一条")
    with pytest.raises(IntegrityError, match="issued_minutes_stay"), transaction.atomic():
        issued.decisions.update(text="别的")
    with pytest.raises(IntegrityError, match="issued_minutes_stay"), transaction.atomic():
        Decision.objects.filter(meeting=issued).delete()
    with pytest.raises(InternalError, match="issued_minutes_are_kept"), transaction.atomic():
        Meeting.objects.filter(pk=issued.pk).update(minutes="别的")
    with pytest.raises(PilotDenied, match="不能删"):
        services.discard(issued, by=clerk)


def test_what_says_too_little_is_refused_in_words(draft, clerk, colleague, bureau):
    with pytest.raises(ValidationError, match="写明单位、哪天以前、交什么佐证"):
        services.decide(draft, by=clerk, text="只有单位", lead=bureau)
    with pytest.raises(PilotDenied, match="还没到"):
        held_on(clock.today() + timedelta(days=1), clerk)
    with pytest.raises(PilotDenied, match="先签发纪要"):
        services.give_out(draft, by=clerk)
    services.issue(draft, document="测领〔2026〕3号", issued_on=clock.today(), by=colleague)
    other = held_on(clock.today(), clerk)
    with pytest.raises(ValidationError, match="已经有这个文号"):
        services.issue(other, document="测领〔2026〕3号", issued_on=clock.today(), by=colleague)


def test_member_units_read_issued_minutes_and_no_drafts(draft, member, colleague, client):
    client.force_login(member)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(MEETINGS).context["page_obj"].paginator.count == 0
    services.issue(draft, document="测领〔2026〕4号", issued_on=clock.today(), by=colleague)
    assert client.get(draft.get_absolute_url()).status_code == 200
    page = client.get(MEETINGS)
    assert page.context["page_obj"].paginator.count == 1


def test_the_office_writes_issues_and_gives_out_on_the_pages(clerk, colleague, member, bureau, client):
    client.force_login(clerk)
    bad = client.post(f"{MEETINGS}new/", SAID | {"held_on": ""})
    assert bad.status_code == 400
    assert "领导小组第一次会议" in bad.content.decode()
    client.post(f"{MEETINGS}new/", SAID | {"held_on": str(clock.today())})
    meeting = Meeting.objects.get()
    url = meeting.get_absolute_url()
    lacking = client.post(f"{url}decisions/", {"text": "排查", "lead": bureau.pk})
    assert "写哪天以前办完" in lacking.content.decode()
    until = str(clock.today() + timedelta(days=20))
    given = {"text": "排查", "lead": bureau.pk, "due_on": until, "evidence": "台账"}
    assert client.post(f"{url}decisions/", given).status_code == 302
    assert (
        client.post(f"{url}edit/", SAID | {"held_on": str(clock.today()), "title": "改过"}).status_code == 302
    )
    assert client.get(f"{url}issue/").status_code == 403
    client.force_login(colleague)
    issue = {"document": "测领〔2026〕5号", "issued_on": str(clock.today())}
    assert client.post(f"{url}issue/", issue).status_code == 302
    assert "还有 1 项没有交办" in client.get(url).content.decode()
    client.post(f"{url}give/")
    assert Matter.objects.of(Task).get().unit == bureau
    assert "没有交办" not in client.get(url).content.decode()


def test_pages_of_meetings_cost_the_same_however_many(issued, clerk, client):
    client.force_login(clerk)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(MEETINGS)
            client.get(issued.get_absolute_url())
        counts.append(len(asked))
        services.give_out(issued, by=clerk)
        for number in range(3):
            held_on(clock.today() - timedelta(days=number), clerk)
    assert counts[1] <= counts[0]
    assert counts[0] <= 34
