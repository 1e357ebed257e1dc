"""The same thing pressed by several at the same moment."""

from uuid import uuid4

import pytest

from casework.models import Matter
from pilot.exceptions import PilotDenied
from pilot.models import Letter
from pilot.services import funds, letters, meeting
from security import clock
from tests.grids.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_press_at_once_and_one_finds_it_done(line):
    task = line.to("submit")
    answers = at_once(lambda: line.do(task, "confirm").status, 8)
    assert sorted(answers) == ["done"] + ["refused"] * 7


def test_one_press_sent_eight_times_is_one_task(line):
    key = uuid4()
    assert len(set(at_once(lambda: line.register(submission=key).number, 8))) == 1
    assert Matter.objects.count() == 1


def test_eight_give_out_what_a_meeting_decided_and_it_is_one_task(clerk, colleague, member, bureau):
    today = clock.today()
    said = {"title": "会议", "place": "三楼", "chair": "组长", "present": "各单位", "minutes": "议定一项。"}
    held = meeting.write_down(by=clerk, sort="group", held_on=today, **said)
    meeting.decide(held, by=clerk, text="排查", lead=bureau, due_on=today, evidence="台账")
    held = meeting.issue(held, document="测领〔2026〕1号", issued_on=today, by=colleague)
    assert sorted(at_once(lambda: len(meeting.give_out(held, by=clerk)), 8)) == [0] * 7 + [1]
    assert Matter.objects.count() == 1


def test_eight_pay_at_once_and_no_more_is_paid_than_was_planned(clerk, bureau):
    today = clock.today()
    fund = funds.open_fund(
        by=clerk, on=today, year=2026, name="网格经费", level="county", amount=900, document="财〔2026〕1号"
    )
    plan = funds.plan(fund, by=clerk, on=today, amount=500, unit=bureau, purpose="培训", document="纪要1号")

    def pay():
        try:
            return str(funds.spend(plan, by=clerk, on=today, amount=200, what="教材", document="凭证").amount)
        except PilotDenied:
            return "refused"

    assert sorted(at_once(pay, 8)) == ["200"] * 2 + ["refused"] * 6


def test_eight_sign_at_once_and_it_is_one_letter(line):
    task = line.do(line.to("accept"), "supervise")
    answers = at_once(lambda: letters.sign(task, by=line.clerk).number, 8)
    assert len([one for one in answers if one.startswith("督办函")]) == 1
    assert list(Letter.objects.values_list("serial", flat=True)) == [1]
