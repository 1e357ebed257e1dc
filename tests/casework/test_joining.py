"""Joining what is known: one line, one row, one set of photos, however often it is pressed (G4, F13)."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from PIL import Image

from accounts.models import Role
from casework.exceptions import IllegalMove
from casework.joinings import joined
from casework.models import Attachment, Joining, Matter, Notice, Person
from casework.selectors.todo import todo
from casework.services import grant, join
from grids import services
from security import clock
from security.context import acting
from security.uploads.checking import check
from tests.factories import AccusationFactory, CaseFactory, CategoryFactory, DutyFactory, SourceFactory

NOTE = "灯还是不亮，又有人问。"


@pytest.fixture
def case(grid, officer):
    return services.register(
        text="桥东路口路灯不亮。", category=CategoryFactory(), source=SourceFactory(), area=grid, by=officer
    )


def test_a_report_becomes_a_line_of_the_history(case, worker):
    joined_case = join(case, by=worker, note=NOTE)
    assert joined_case == case
    assert Matter.objects.count() == 1
    line = case.events.last()
    assert (line.move, line.label, line.note, line.by) == ("join", "又有人反映", NOTE, worker)
    assert (line.from_status, line.to_status) == ("reported", "reported")


def test_joining_changes_nothing_of_the_matter(case, worker):
    before = (case.status, case.version, case.holder_id, case.unit_id, case.due_at)
    join(case, by=worker, note=NOTE)
    now = Matter.objects.get()
    assert (now.status, now.version, now.holder_id, now.unit_id, now.due_at) == before


def test_one_press_sent_again_joins_once(case, worker):
    key = uuid4()
    first = join(case, by=worker, note=NOTE, submission=key)
    again = join(case, by=worker, note=NOTE, submission=key)
    assert first == again
    assert Joining.objects.count() == case.events.filter(move="join").count() == 1


def test_a_press_that_joined_logs_no_case_after(case, worker, grid):
    """Two tabs of one form: the one that comes first counts (G6)."""
    key = uuid4()
    join(case, by=worker, note=NOTE, submission=key)
    found = services.register(
        text=NOTE, category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker, submission=key
    )
    assert found == case
    assert Matter.objects.count() == 1


def test_a_press_that_logged_a_case_joins_nothing_after(case, worker, grid):
    key = uuid4()
    new = services.register(
        text=NOTE, category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker, submission=key
    )
    assert join(case, by=worker, note=NOTE, submission=key) == new
    assert not Joining.objects.exists()


def test_another_person_s_press_of_the_same_number_is_their_own(case, worker, officer):
    key = uuid4()
    join(case, by=worker, note=NOTE, submission=key)
    join(case, by=officer, note=NOTE, submission=key)
    assert Joining.objects.count() == 2


def test_who_told_of_it_is_a_person_of_the_matter_sealed(case, worker):
    join(case, by=worker, note=NOTE, reporter={"name": "张小明", "phone": "13812345678"})
    person = Person.objects.get()
    assert (person.matter, person.masked_name, person.part) == (case, "张*明", "reporter")
    assert Joining.objects.get().person == person


def test_what_was_closed_meanwhile_is_not_joined(grid, worker):
    closed = CaseFactory(area=grid, status="closed", closed_at="2099-01-01T00:00Z")
    with pytest.raises(IllegalMove, match="刚刚办结"):
        join(closed, by=worker, note=NOTE)
    assert not Joining.objects.exists()


def test_who_has_it_in_hand_is_told(case, worker, officer, unit, handler):
    case = services.accept(services.dispatch(case, to=unit, by=officer), by=handler)
    join(case, by=worker, note=NOTE)
    assert Notice.objects.filter(recipient=handler, text__contains=NOTE).count() == 1


def test_the_joiner_hears_of_each_step_that_changes_the_plain_words(case, worker, officer, unit, handler):
    join(case, by=worker, note=NOTE)
    join(case, by=worker, note="第二次说")
    case = services.dispatch(case, to=unit, by=officer)
    case = services.accept(case, by=handler)  # still 正在办: no second notice
    case = services.finish(case, result="换了灯。", by=handler)
    case = services.close(services.check(case, by=officer), by=officer)
    told = [notice.text for notice in Notice.objects.filter(recipient=worker, key__startswith="joined:")]
    assert [text.rsplit("。", 2)[-2] for text in reversed(told)] == [
        "正在办",
        "办好了，正在核实",
        "办好了",
        "已结束",
    ]


def test_a_joiner_who_may_not_see_it_any_more_is_told_plain_words_alone(case, worker, officer, unit, again):
    join(case, by=worker, note=NOTE)
    Matter.objects.update(confidential=True, holder=officer)
    services.dispatch(Matter.objects.get(), to=unit, by=again(officer))
    text = Notice.objects.get(recipient=worker).text
    assert text.endswith("有变化：正在办。")
    assert "路灯" not in text
    assert case.number not in text
    assert Notice.objects.get(recipient=worker).matter is None


def test_a_joiner_whose_unit_it_accuses_is_told_nothing(case, worker, unit, town):
    other = DutyFactory(role=Role.CENTER, unit__area=town).user  # sits elsewhere, so may act on it
    join(case, by=worker, note=NOTE)
    AccusationFactory(matter=case, unit=worker.duties.get().unit)
    services.dispatch(Matter.objects.get(), to=unit, by=other)
    assert not Notice.objects.filter(recipient=worker).exists()


def test_the_list_shows_the_matter_to_those_who_see_it(case, worker):
    join(case, by=worker, note=NOTE)
    with acting(worker.pk):
        assert [(row.matter, row.said) for row in joined(worker)] == [(case, NOTE)]


def test_the_list_shows_own_words_and_plain_status_to_those_who_do_not(case, worker, officer, unit, again):
    join(case, by=worker, note=NOTE)
    join(case, by=officer, note="别人的话")
    services.dispatch(case, to=unit, by=officer)
    Matter.objects.update(confidential=True)
    with acting(worker.pk):
        assert [(row.matter, row.said, row.status) for row in joined(again(worker))] == [
            (None, NOTE, "正在办")
        ]


def test_the_list_says_no_more_than_received_of_what_accuses_the_reader(case, worker, again):
    join(case, by=worker, note=NOTE)
    AccusationFactory(matter=case, unit=worker.duties.get().unit)
    with acting(worker.pk):
        assert [(row.matter, row.said, row.status) for row in joined(again(worker))] == [
            (None, NOTE, "已收到")
        ]


def test_the_database_shows_nobody_else_s_joining(case, worker, handler):
    join(case, by=worker, note=NOTE)
    with acting(handler.pk), connection.cursor() as cursor:
        assert not Joining.objects.exists()
        cursor.execute("SELECT count(*) FROM portal.joined()")
        assert cursor.fetchone() == (0,)


def test_a_joining_is_no_step_back_on_the_to_do_list(case, worker, officer, again):
    case = services.query(case, note="哪栋楼？", by=officer)
    join(case, by=worker, note=NOTE)
    Matter.objects.update(due_at=clock.now() + timedelta(days=3))  # else a morning's limit ends today
    blocks, _ = todo(user=again(case.holder or worker), now=clock.now(), limit=10)
    assert [(block.key, block.rows[0].note) for block in blocks] == [("back", "退回补充：哪栋楼？")]


def test_a_photo_goes_onto_the_matter(case, worker):
    kept = BytesIO()
    Image.new("RGB", (20, 20)).save(kept, "JPEG")
    join(case, by=worker, note=NOTE, files=(check([kept.getvalue()], name="灯.jpg"),))
    assert Attachment.objects.get().matter == case


def test_a_grant_is_enough_to_see_what_one_joined(case, worker, officer, again):
    join(case, by=worker, note=NOTE)
    Matter.objects.update(confidential=True)
    grant(case, to=worker, by=officer, reason="包案", until=date(2099, 1, 1))
    with acting(worker.pk):
        assert [row.matter for row in joined(again(worker))] == [case]
