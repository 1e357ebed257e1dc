"""The vectors of domain.md 0.4, 0.5 and 9, walked by the services on their own dates: each limit ends where
its rule says, and what comes a day later is refused.
"""

import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as configured

from casework.exceptions import MoveDenied
from casework.services import import_holidays
from casework.services.extensions import ask_extension, decide_extension
from petitions import rating, services
from petitions.dictionaries import ProfileName
from petitions.models import Profile
from petitions.services import residing, supervising
from security import clock

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
LETTER = {"channel": "letter", "postmarked_on": date(2026, 1, 28), "received_on": date(2026, 1, 30)}


@pytest.fixture(autouse=True)
def published(settings):
    """The clock may be told of another day in a demo alone; both years' holidays are known."""
    settings.DEMO = True
    for year in (2025, 2026):
        kept = configured.BASE_DIR / "casework" / "data" / f"holidays_{year}.json"
        import_holidays(json.loads(kept.read_text(encoding="utf-8")))


def noon(day):
    return clock.as_of(datetime.combine(date.fromisoformat(day), time(12), tzinfo=ZONE))


def walked(line, *steps, **given):
    """A petition on which each of these steps was made on its day: (day, step, what it needs)."""
    petition = None
    for day, name, *more in steps:
        with noon(day):
            petition = petition or line.register(**({"received_on": clock.today()} | given))
            petition = line.do(petition, name, **dict(*more))
    return petition


def to_opinion(day):
    """Every step to the opinion, on this one day."""
    names = ("classify", "route", "accept", "investigate", "draft", "issue")
    return [(day, name) for name in names]


def to_recheck(day):
    names = ("deliver", "apply_review", "review_draft", "review_issue", "review_deliver", "apply_recheck")
    return [*to_opinion(day), *((day, name) for name in names)]


def ends(petition, key):
    """Legal and target end of the last such limit."""
    found = petition.deadlines.filter(limit=key).order_by("pk").last()
    return f"{found.legal_on}", f"{found.target_on}"


def test_t_06_t_07_a_letter_counts_from_its_receipt_and_not_from_the_postmark(line):
    """XF-30, XF-32, T-06: what the rules on petitions leave open is counted as other laws count."""
    petition = walked(line, ("2026-02-02", "classify"), **LETTER)
    assert ends(petition, "xf.office_route") == ("2026-02-14", "2026-02-14")  # a Saturday that is worked
    assert ends(petition, "xf.county_route") == ("2026-02-03", "2026-02-03")


def test_xf_30_t_03_fifteen_days_end_after_the_holiday(line):
    petition = walked(line, ("2026-04-17", "classify"))
    assert ends(petition, "xf.office_route") == ("2026-05-06", "2026-04-30")


@pytest.mark.parametrize(
    ("day", "legal", "target"),
    [("2026-02-02", "2026-02-24", "2026-02-14"), ("2026-09-21", "2026-10-08", "2026-09-30")],
)
def test_xf_33_the_organ_tells_within_fifteen_days_of_what_it_was_sent(line, day, legal, target):
    petition = walked(line, (day, "classify"), (day, "route"))
    assert ends(petition, "xf.org_notify") == (legal, target)


@pytest.mark.parametrize(
    ("day", "last", "late"),
    [("2026-09-18", "2026-09-24", "2026-09-25"), ("2026-09-30", "2026-10-13", "2026-10-14")],
)
def test_xf_34_an_objection_is_made_by_the_fifth_working_day(line, day, last, late):
    petition = walked(line, (day, "classify"), (day, "route"))
    assert ends(petition, "xf.objection") == (last, last)
    said = {"note": "不归我们。", "by": line.people["official"]}
    with noon(late), pytest.raises(MoveDenied, match="提异议的期限已经过了"):
        services.object(petition, **said)
    with noon(last):
        assert services.object(petition, **said).status == "objected"


@pytest.mark.parametrize(
    ("accepted", "legal", "target"),
    [
        ("2026-02-24", "2026-04-27", "2026-04-24"),  # the last legal day: from that day on
        ("2026-02-26", "2026-04-20", "2026-04-17"),  # late: from the fifteenth day, the 17th of February
    ],
)
def test_xf_53_a_late_notice_takes_no_day_from_the_petitioner(line, accepted, legal, target):
    petition = walked(line, ("2026-02-02", "classify"), ("2026-02-02", "route"), (accepted, "accept"))
    assert ends(petition, "xf.handle") == (legal, target)


def longer(line, petition, day, amount):
    """More time asked for and granted on this day; the petitioner is not told yet."""
    limit = petition.deadlines.get(limit="xf.handle")
    with noon(day):
        asked = ask_extension(limit, amount=amount, reason="要等鉴定。", by=line.people["official"])
        return decide_extension(asked, granted=True, answer="同意。", by=line.people["head"])


def test_xf_52_sixty_days_and_thirty_more_where_it_was_told_by_the_sixtieth(line):
    """Day 60 is Sunday the 7th of June: the limit ends on Monday, but on Monday nothing is made longer."""
    begun = [("2026-04-01", "classify"), ("2026-04-01", "route"), ("2026-04-08", "accept")]
    petition = walked(line, *begun)
    assert ends(petition, "xf.handle") == ("2026-06-08", "2026-06-05")
    longer(line, petition, "2026-06-05", 30)
    said = {"note": "因为要等鉴定。", "by": line.people["official"]}
    with noon("2026-06-08"), pytest.raises(MoveDenied, match="不能再延长"):
        services.announce(petition, **said)
    with noon("2026-06-07"):
        petition = services.announce(petition, **said)
    assert ends(petition, "xf.handle") == ("2026-07-07", "2026-07-07")  # ninety days from acceptance


@pytest.mark.parametrize(
    ("delivered", "last", "late"),
    [("2026-01-30", "2026-03-02", "2026-03-03"), ("2026-09-01", "2026-10-08", "2026-10-09")],
)
def test_xf_55_the_petitioners_thirty_days_run_from_delivery(line, delivered, last, late):
    petition = walked(line, *to_opinion("2026-01-20"))
    assert not petition.deadlines.filter(limit="xf.review_apply").exists()  # no proof, no thirty days
    with noon(delivered):
        petition = line.do(petition, "deliver")
    assert ends(petition, "xf.review_apply")[0] == last
    with noon(late), pytest.raises(MoveDenied, match="过了期限"):
        line.do(petition, "apply_review")
    with noon(last):
        assert line.do(petition, "apply_review").status == "reviewing"


@pytest.mark.parametrize(
    ("day", "legal", "target"),
    [("2026-01-30", "2026-03-02", "2026-02-28"), ("2026-09-01", "2026-10-08", "2026-09-30")],
)
def test_xf_54_review_and_recheck_take_thirty_days_each_from_receipt(line, day, legal, target):
    petition = walked(line, *to_recheck(day))
    for key in ("xf.review_decide", "xf.recheck_apply", "xf.recheck_decide"):
        assert ends(petition, key) == (legal, target), key


def hearing(first, last):
    """Begun on one day, closed on another: both and those between do not count."""
    held = {"noticed_on": date(2026, 4, 2), "held_from": date.fromisoformat(first), "place": "会议室"}
    until = {"held_until": date.fromisoformat(last), "minutes": "听了双方。", "note": "事实清楚。"}
    return [(first, "recheck_hear", held), (last, "recheck_heard", until)]


@pytest.mark.parametrize(
    ("hearings", "legal", "target"),
    [
        ([], "2026-05-06", "2026-04-30"),
        ([hearing("2026-04-10", "2026-04-14")], "2026-05-06", "2026-05-06"),  # thirty-five days
        ([hearing("2026-04-10", "2026-04-15")], "2026-05-07", "2026-05-07"),
        ([hearing("2026-04-10", "2026-04-12"), hearing("2026-04-20", "2026-04-22")], *["2026-05-07"] * 2),
    ],
)
def test_xf_56_t_09_days_of_hearing_are_not_counted_and_no_rest_day_is_counted_twice(
    line, hearings, legal, target
):
    petition = walked(line, *to_recheck("2026-04-01"), *(step for one in hearings for step in one))
    assert ends(petition, "xf.recheck_decide") == (legal, target)


def test_t_09_a_hearing_of_the_first_organ_moves_no_end(line):
    petition = walked(line, *to_opinion("2026-04-08")[:4])
    before = ends(petition, "xf.handle")
    held = {"noticed_on": date(2026, 4, 8), "held_from": date(2026, 4, 10), "place": "会议室"}
    with noon("2026-04-10"):
        petition = line.do(petition, "hear", **held)
    assert ends(petition, "xf.handle") == before == ("2026-06-08", "2026-06-05")


def test_xf_63_feedback_is_due_in_thirty_days_and_never_on_a_rest_day(line):
    petition = walked(line, ("2026-01-20", "classify"), ("2026-01-20", "route"))
    with noon("2026-01-30"):
        said = {"ground": "shirking", "kind": "work", "words": "请尽快答复。"}
        made = supervising.recommend(petition, by=line.people["clerk"], **said)
    assert made.due_on == date(2026, 3, 2)


def test_xf_73_rated_for_thirty_days_and_the_last_one_is_no_rest_day(line):
    petition = walked(line, *to_opinion("2026-01-30"), ("2026-01-30", "deliver"))
    assert rating.until(petition) == date(2026, 3, 2)
    with noon("2026-03-03"), pytest.raises(MoveDenied, match="现在不能评"):
        residing.rate(petition, levels={"organ": "bad"})
    with noon("2026-03-02"):
        assert rating.last_days(petition) == dict.fromkeys(("office", "organ"), date(2026, 3, 2))


def test_xf_73_what_was_rated_on_the_last_day_may_still_be_changed_for_seven(line):
    """The moment of a rating is the database's own, so this one is rated today."""
    today = clock.today()
    begun = f"{today - timedelta(days=30)}"
    petition = walked(line, *to_opinion(begun), (begun, "deliver"))
    residing.rate(petition, levels={"organ": "bad"})
    assert rating.last_days(petition)["organ"] == today + timedelta(days=7)
    with clock.as_of(clock.now() + timedelta(days=7, hours=-1)):
        residing.rate(petition, levels={"organ": "good"})
    with clock.as_of(clock.now() + timedelta(days=8)):
        with pytest.raises(MoveDenied, match="7 天里可以改"):
            residing.rate(petition, levels={"organ": "bad"})
        assert "organ" not in rating.last_days(petition)


@pytest.fixture
def switched(line):
    """Let the county choose another set of periods, or the simple procedure."""

    def choose(**what):
        said = {"basis": "浙江省信访条例", "reason": "按省里的办。", "by": line.people["clerk"]}
        return Profile.objects.create(valid_from=date(2026, 1, 1), **(said | what))

    return choose


def test_1_10_zhejiang_has_five_working_days_thirty_days_and_sixty_more(line, switched):
    switched(name=ProfileName.ZHEJIANG)
    petition = walked(line, ("2026-02-27", "classify"), ("2026-02-27", "route"))
    assert ends(petition, "xf.org_notify") == ("2026-03-05", "2026-03-05")  # the 28th of February is worked
    with noon("2026-03-02"):
        petition = line.do(petition, "accept")
    assert ends(petition, "xf.handle") == ("2026-04-01", "2026-04-01")
    longer(line, petition, "2026-03-31", 60)
    with noon("2026-04-01"):
        petition = services.announce(petition, note="要等鉴定。", by=line.people["official"])
    assert ends(petition, "xf.handle") == ("2026-06-01", "2026-05-29")


def test_1_10_the_simple_procedure_has_three_and_ten_working_days(line, switched):
    switched(name=ProfileName.NATIONAL, fast_track=True)
    petition = walked(line, ("2026-02-12", "classify", {"fast": True}), ("2026-02-12", "route"))
    assert ends(petition, "xf.org_notify") == ("2026-02-24", "2026-02-24")  # 13, 14 (worked), 24 February
    with noon("2026-02-13"):
        petition = line.do(petition, "accept")
    assert ends(petition, "xf.handle") == ("2026-03-05", "2026-03-05")


def test_xf_21_22_a_new_path_begins_its_own_clock_and_the_old_one_is_not_begun_later(line):
    """T-10: back on the sixth path the sixty days count from where they first began."""
    petition = walked(line, *to_opinion("2026-04-08")[:3])
    first = ends(petition, "xf.handle")
    for day, path in (("2026-04-20", "p4"), ("2026-04-27", "p6")):
        with noon(day):
            said = {"path": path, "note": "材料补齐了。", "by": line.people["official"]}
            petition = services.change_path(petition, **said)
    assert ends(petition, "xf.handle") == first == ("2026-06-08", "2026-06-05")
    assert petition.deadlines.filter(limit="xf.handle").count() == 2
