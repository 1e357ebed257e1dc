"""A quarter from the scheme to the published result: whose each step is, and what stays as it was."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from assessment import services
from assessment.exceptions import AssessmentDenied
from assessment.models import Edition, Entry, Recalculation, RunStep
from assessment.selectors import published as published_run
from assessment.selectors import scores_of, totals_of
from assessment.selectors.totals import corrected, lines_of
from assessment.selectors.viewing import lines_seen, opened, scores_seen, since, unfilled
from casework.models import Matter, Notice
from security.context import acting
from tests.assessment.line import DOCUMENT, past_appeals
from tests.factories import CaseFactory


def total(line, unit):
    scores = line.run.scores.select_related("indicator", "target__unit")
    return next(one for one in lines_of(line.run, scores, corrected(line.run)) if one.target.unit == unit)


def test_what_the_portal_knows_is_scored_at_once_and_the_rest_is_missing_not_nought(line, run):
    assert line.score(line.east, "1.1").points == 17
    assert line.score(line.east, "1.2").points == Fraction(80, 3)
    assert line.score(line.east, "1.2").formula == "40 × (2 ÷ 3)"
    assert line.score(line.west, "1.2").points == 0
    found = total(line, line.east)
    assert (found.total.points, found.place) == (17 + Fraction(80, 3), None)
    assert [one.partition("：")[0] for one in found.total.missing] == [
        "自评",
        "消防",
        "安全感",
        "见义勇为",
        "重大案件",
    ]
    assert dict(unfilled(line.run)) == {
        "桥东镇综治中心": 1,
        "桥西镇综治中心": 1,
        "消防局": 2,
        "领导小组办公室": 6,
    }


def test_a_score_says_what_would_change_it(line, run):
    assert line.score(line.east, "1.2").would == "如果其中 1 件办好，得分 26.67 → 40.00"


def test_a_number_opens_the_rows_that_made_it_for_three_roles(line, run):
    score = line.score(line.east, "1.2")
    assert (score.counted, len(score.hit_rows)) == (3, 2)
    for user in (line.clerk, line.mayor, line.leader):
        found = opened(score, "rows", user)
        assert len(found.matters) + found.hidden == 3
    miss = opened(score, "miss", line.clerk)
    assert [one.status for one in miss.matters] == [Matter.objects.get(pk=score.rows[2]).status]


def test_what_a_reader_may_not_see_is_a_number_and_no_more(line, run):
    Matter.objects.filter(pk=line.score(line.east, "1.1").rows[0]).update(confidential=True)
    found = opened(line.score(line.east, "1.1"), "rows", line.mayor)
    assert (found.number, len(found.matters), found.hidden) == (3, 2, 1)


def test_lg_05_no_scorer_sees_anothers_draft_and_the_office_only_what_was_signed(line, run):
    line.say(line.east, "3", line.scorer, value=Decimal(18))
    seen = [
        Entry.objects.visible_to(user).count() for user in (line.scorer, line.clerk, line.mayor, line.leader)
    ]
    assert seen == [1, 0, 0, 0]
    with pytest.raises(AssessmentDenied, match="负责人签报"):
        services.sign(line.run, line.fire.pk, by=line.scorer)
    services.sign(line.run, line.fire.pk, by=line.fire_chief)
    seen = [Entry.objects.visible_to(user).count() for user in (line.clerk, line.mayor, line.neighbour)]
    assert seen == [1, 0, 0]
    assert line.points(line.east, "3") == 18


def test_lg_05_the_database_keeps_a_draft_to_its_unit_too(line, run):
    line.say(line.east, "3", line.scorer, value=Decimal(18))
    counts = []
    for user in (line.scorer, line.clerk, line.mayor):
        with acting(user.pk):
            counts.append(Entry.objects.count())
    assert counts == [1, 0, 0]


def test_lg_04_who_scores_others_does_not_sign_it(line, run):
    line.say(line.east, "3", line.fire_chief, value=Decimal(18))
    with pytest.raises(AssessmentDenied, match="另一个人填"):
        services.sign(line.run, line.fire.pk, by=line.fire_chief)


def test_lg_03_each_says_what_is_theirs_and_the_office_returns_without_a_change(line, run):
    for user in (line.clerk, line.neighbour, line.scorer, line.leader):
        with pytest.raises(AssessmentDenied, match="不由您的单位"):
            line.say(line.east, "2", user, met="有制度", words="1号")
    line.say(line.east, "2", line.mayor, met="有制度", words="1号")
    services.sign(line.run, line.east.pk, by=line.mayor)
    with pytest.raises(AssessmentDenied, match="已经签报"):
        line.say(line.east, "2", line.mayor, met="有制度\n有记录", words="1号")
    with pytest.raises(AssessmentDenied, match="写一句"):
        services.return_entries(line.run, line.east.pk, by=line.clerk, note=" ")
    services.return_entries(line.run, line.east.pk, by=line.clerk, note="附上记录")
    assert Notice.objects.filter(recipient=line.mayor, text__contains="附上记录").exists()
    line.say(line.east, "2", line.mayor, met="有制度\n有记录", words="2号")
    services.sign(line.run, line.east.pk, by=line.mayor)
    assert line.points(line.east, "2") == 10


@pytest.mark.parametrize(
    ("code", "by", "given", "words"),
    [
        ("2", "mayor", {"met": "有制度"}, "要佐证"),
        ("3", "scorer", {"value": Decimal(25)}, "应当在 0 和 20 之间"),
        ("4", "clerk", {"value": Decimal("101.88"), "sample": 400}, ""),
    ],
)
def test_what_cannot_be_counted_is_refused_in_a_sentence(line, run, code, by, given, words):
    if code == "4":  # nothing is lost, and the score says what is wrong
        line.say(line.east, code, line.clerk, **given)
        services.sign(line.run, line.clerk.held[0].unit_id, by=line.clerk)
        services.calculate(line.run, by=line.clerk)
        assert "比率是 101.88%" in line.score(line.east, "4").missing
        return
    with pytest.raises(ValueError, match=words):
        line.say(line.east, code, getattr(line, by), **given)


def test_a_survey_of_twelve_says_nothing_and_an_exemption_says_why(line, run):
    line.say(line.east, "4", line.clerk, value=Decimal(100), sample=12)
    with pytest.raises(ValidationError, match="为什么免考核"):
        line.say(line.west, "4", line.clerk, exempt="full")
    line.say(line.west, "4", line.clerk, exempt="full", words="没有常住人口")
    services.sign(line.run, line.clerk.held[0].unit_id, by=line.clerk)
    assert line.points(line.east, "4") is None
    assert "样本只有 12 人" in line.score(line.east, "4").missing
    assert line.points(line.west, "4") == 10
    assert line.score(line.west, "4").formula == "免考核：没有常住人口，得满分"


def test_notice_tells_each_organisation_once_and_only_its_own_score(line, noticed):
    assert noticed.state == "noticed"
    told = Notice.objects.filter(text__startswith="征求意见").values_list("recipient", flat=True)
    assert sorted(told) == sorted([line.mayor.pk, line.neighbour.pk])
    assert {one.target.unit for one in scores_seen(line.run, line.mayor)} == {line.east}
    assert [(one.target.unit, one.place) for one in lines_seen(line.run, line.mayor)] == [(line.east, None)]
    assert [one.place for one in lines_seen(line.run, line.clerk)] == [1, 2]
    with pytest.raises(AssessmentDenied, match="不再重新计算"):
        services.calculate(line.run, by=line.clerk)


def test_an_appeal_is_the_organisations_own_in_time_and_with_proof(line, noticed):
    score = line.score(line.east, "1.2")
    with pytest.raises(AssessmentDenied, match="被考核的单位"):
        services.appeal(score, words="不对", evidence="1号", by=line.neighbour)
    made = services.appeal(score, words="不对", evidence="1号", by=line.mayor)
    with pytest.raises(ValidationError, match="已经提了申诉"):
        services.appeal(score, words="不对", evidence="1号", by=line.mayor)
    with pytest.raises(AssessmentDenied, match="1 条申诉没有答复"):
        services.propose(line.run, by=line.clerk)
    past_appeals(line.run)
    with pytest.raises(AssessmentDenied, match="已经过了"):
        services.appeal(line.score(line.east, "1.1"), words="不对", evidence="1号", by=line.mayor)
    assert made.due_on > line.run.appeal_until


def test_an_appeal_that_is_won_changes_the_score_and_is_logged(line, noticed):
    score = line.score(line.east, "1.2")
    made = services.appeal(score, words="有一件不归我们", evidence="案件编号", by=line.mayor)
    with pytest.raises(ValueError, match="写明改为几分"):
        services.answer(made, upheld=True, words="成立", by=line.clerk)
    with pytest.raises(ValueError, match="在 0 和 40 分之间"):
        services.answer(made, upheld=True, words="成立", by=line.clerk, points=Fraction(41))
    services.answer(made, upheld=True, words="那一件应当剔除", by=line.clerk, points=Fraction(40))
    assert line.score(line.east, "1.2").points == 40
    logged = Recalculation.objects.get()
    assert (str(logged), logged.by) == ("26.67 → 40.00", line.clerk)
    assert Notice.objects.filter(recipient=line.mayor, text__contains="成立，得分改了").exists()
    with pytest.raises(AssessmentDenied, match="已经答复过"):
        services.answer(made, upheld=False, words="不", by=line.clerk)


def test_lg_04_who_proposes_does_not_decide_and_only_the_leading_group_does(line, noticed):
    with pytest.raises(AssessmentDenied, match="过了再报"):
        services.propose(line.run, by=line.clerk)
    past_appeals(line.run)
    services.propose(line.run, by=line.clerk)
    for user in (line.clerk, line.colleague, line.mayor):
        with pytest.raises(AssessmentDenied, match="领导小组来做"):
            services.decide(line.run, by=user, document=DOCUMENT)
    with pytest.raises(AssessmentDenied, match="文号或者会议"):
        services.decide(line.run, by=line.leader, document=" ")
    done = services.decide(line.run, by=line.leader, document=DOCUMENT)
    assert (done.state, Edition.objects.get().number) == ("decided", 1)


def test_the_leading_group_may_send_it_back_and_it_is_counted_and_logged_anew(line, noticed):
    past_appeals(line.run)
    services.propose(line.run, by=line.clerk)
    services.send_back(line.run, by=line.leader, note="补一件")
    Matter.objects.filter(area=line.town, status="handling").update(status="closed")
    CaseFactory(area=line.town, registered_at=Matter.objects.first().registered_at)
    services.calculate(line.run, by=line.clerk)
    assert [str(one) for one in Recalculation.objects.filter(score=line.score(line.east, "1.1"))] == [
        "17.00 → 16.00"
    ]


def test_after_the_decision_all_in_the_county_read_it_once_it_is_published(line, decided):
    assert scores_seen(line.run, line.scorer) == []
    services.publish(line.run, by=line.clerk)
    assert len({one.target_id for one in scores_seen(line.run, line.scorer)}) == 2
    run = published_run(line.county.pk, line.quarter)
    assert [(one.target.unit.name, one.place, one.shown) for one in totals_of(run)] == [
        ("桥东镇综治中心", 1, "82.17"),
        ("桥西镇综治中心", 2, "57.50"),
    ]
    assert len(scores_of(run)) == 14
    assert scores_of(run, line.mayor)[0].url


def test_a_correction_takes_two_persons_and_makes_another_edition_that_keeps_the_first(line, published):
    score = line.score(line.west, "3")
    made = services.correct(score, points=Fraction(19), reason="抄错", by=line.clerk)
    assert totals_of(line.run)[1].shown == "57.50"
    with pytest.raises(AssessmentDenied, match="不能自己核对"):
        services.confirm(made, by=line.clerk)
    with pytest.raises(AssessmentDenied, match="另一个人或者领导小组"):
        services.confirm(made, by=line.mayor)
    services.confirm(made, by=line.colleague)
    first, second = line.run.editions.order_by("number")
    assert [one.shown for one in first.totals.order_by("target")] == ["82.17", "57.50"]
    assert [one.shown for one in second.totals.order_by("target")] == ["82.17", "58.50"]
    assert first.digest != second.digest
    assert line.score(line.west, "3").points == 18  # the row itself stays


def test_since_then_says_how_many_scores_would_be_others_and_moves_none(line, decided):
    assert since(line.run) == []
    before = line.score(line.east, "1.1").digest
    CaseFactory(area=line.town, registered_at=Matter.objects.first().registered_at)
    assert [(one.indicator.code, number) for one, number in since(line.run)] == [("1.1", 1)]
    assert line.score(line.east, "1.1").digest == before
    assert line.score(line.east, "1.1").points == 17


def test_ordering_by_score_is_logged(line, run):
    services.show_by_score(line.run, by=line.leader)
    assert RunStep.objects.get(move="by_score").by == line.leader


def test_a_quarter_is_begun_once_and_not_without_a_scheme(line, quarter):
    with pytest.raises(AssessmentDenied, match="没有定下来的考核方案"):
        services.open_run(quarter, by=line.clerk)
    line.open()
    with pytest.raises(AssessmentDenied, match="已经开始"):
        services.open_run(quarter, by=line.clerk)
    with pytest.raises(AssessmentDenied, match="办公室"):
        services.open_run(quarter.later(1), by=line.mayor)


def test_the_sweep_counts_what_is_open_and_nothing_else(line, run):
    assert services.calculate_all() == 1
    line.said_by_all()
    services.notice(line.run, by=line.clerk)
    assert services.calculate_all() == 0
