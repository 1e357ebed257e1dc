"""Other ways (2.6), what others entrust, the tiers' periods (MD-41) and the colours of risk (MD-44)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.clocks import months_later
from casework.exceptions import MoveDenied
from casework.models import Deadline, Matter, Notice
from casework.services import remind_all
from disputes import services
from disputes.dictionaries import JusticeType, Way
from disputes.limits import MEDIATE, REPORT, TIER, WAY
from disputes.models import HandOff, Referral
from disputes.risk import COLOURS, colour_of
from disputes.ways import ROUTES, open_ways
from security import clock
from tests.disputes.test_services import running

NOTE = {"note": "当面告诉，各给一份。"}


def failed(line, **fields):
    return services.fail(line.to("meet", **fields), ending="no_agreement", by=line.by, **NOTE)


# By hand: for each type the ways that are open, the first door first.
OPEN = {
    "wages": "arbitration payment_order court administrative upper police",
    "labour": "arbitration payment_order court administrative upper police",
    "land": "land_arbitration reconsideration court administrative upper police",
    "demolition": "reconsideration court administrative upper police",
    "medical": "administrative court upper police",
    "pollution": "administrative reconsideration court upper police",
    "contract": "court payment_order administrative upper police",
    "business": "court payment_order administrative upper police",
    "other": "court reconsideration administrative upper police",
}


@pytest.mark.parametrize("sort", JusticeType.values)
def test_each_type_has_its_ways(sort):
    assert " ".join(open_ways(sort)) == OPEN.get(sort, "court administrative upper police")
    assert set(open_ways(sort)) <= ROUTES.keys() == {*Way}


@pytest.mark.parametrize(
    ("sort", "way", "months"),
    [
        ("labour", "arbitration", 12),
        ("land", "land_arbitration", 24),
        ("neighbour", "court", 36),
        ("other", "reconsideration", None),
    ],
)
def test_the_clock_of_a_way_runs_for_the_parties_from_the_day_named(line, sort, way, months):
    first = clock.today() - timedelta(days=10)
    dispute = services.hand_off(
        failed(line, justice_type=sort), way=way, counts_from=first, by=line.by, **NOTE
    )
    nominal = months_later(first, months) if months else first + timedelta(days=60)
    limit, told = dispute.deadlines.get(limit=WAY), HandOff.objects.get()
    assert timedelta(0) <= limit.legal_on - nominal < timedelta(days=12)  # the next day that is worked
    assert (told.until, told.counts_from, limit.obliges_nobody) == (limit.legal_on, first, True)


def test_some_ways_have_no_clock(line):
    dispute = services.hand_off(failed(line), way="police", by=line.by, **NOTE)
    assert (HandOff.objects.get().until, running(dispute)) == (None, {"dispute.file"})


def test_what_is_too_late_is_said(line):
    long_ago = clock.today() - timedelta(days=800)
    dispute = failed(line, justice_type="wages")
    with pytest.raises(MoveDenied, match="已经过了"):
        services.hand_off(dispute, way="arbitration", counts_from=long_ago, by=line.by, **NOTE)


@pytest.mark.parametrize(
    ("fields", "given", "words"),
    [
        ({"justice_type": "demolition"}, {"way": "land_arbitration"}, "征地补偿不归"),
        ({"justice_type": "land", "public_type": "01"}, {"way": "land_arbitration"}, "征地补偿不归"),
        ({"justice_type": "neighbour"}, {"way": "arbitration"}, "只管劳动争议"),
        ({"justice_type": "demolition"}, {"way": "court", "act": "resource"}, "先申请行政复议"),
    ],
)
def test_a_way_that_is_closed_says_which_is_open(line, fields, given, words):
    with pytest.raises(MoveDenied, match=words):
        services.hand_off(failed(line, **fields), by=line.by, **given, **NOTE)
    assert not HandOff.objects.exists()


def test_the_database_too_wants_reconsideration_first(line):
    services.hand_off(failed(line), way="police", by=line.by, **NOTE)
    with pytest.raises(IntegrityError, match="reconsidered_first"), transaction.atomic():
        HandOff.objects.create(matter=Matter.objects.get(), way="court", act="penalty", by=line.by)


def test_how_it_ended_there_comes_into_the_file_later(line):
    dispute = line.file(services.hand_off(failed(line), way="court", by=line.by, **NOTE))
    closed_at = dispute.closed_at
    given = {"result": "partly", "outcome_on": clock.today(), "number": "（2026）某民初 9 号"}
    dispute = services.outcome(dispute, by=line.by, **given)
    assert (dispute.status, dispute.closed_at) == ("filed", closed_at)
    assert HandOff.objects.get().get_outcome_display() == "支持了一部分"
    with pytest.raises(MoveDenied, match="没有等结果的"):
        services.outcome(dispute, by=line.by, **given)


def entrust(line, dispute, days=20):
    today = clock.today()
    given = {"sender": "测试县人民法院", "sent_on": today, "report_by": today + timedelta(days=days)}
    return services.entrusted(dispute, by=line.by, **given)


def test_md_11_who_entrusted_it_hears_by_the_day_agreed(line):
    dispute = entrust(line, line.to("accept", source="court"))
    limit = dispute.deadlines.get(limit=REPORT)
    assert limit.legal_on >= Referral.objects.get().report_by
    dispute = services.turn_down(dispute, by=line.by, **NOTE)
    dispute = services.hand_off(dispute, way="court", by=line.by, **NOTE)
    with pytest.raises(MoveDenied, match="测试县人民法院还在等结果"):
        line.file(dispute)
    dispute = services.report_back(dispute, reported_on=clock.today(), by=line.by, **NOTE)
    assert dispute.deadlines.get(limit=REPORT).met_at
    assert line.file(dispute).status == "filed"


def test_what_nobody_entrusted_has_nobody_to_report_to(line):
    dispute = line.to("accept")
    with pytest.raises(MoveDenied, match="没有委托单位"), transaction.atomic():
        entrust(line, dispute)
    assert not Referral.objects.exists()
    with pytest.raises(MoveDenied, match="没有记过"):
        services.report_back(dispute, reported_on=clock.today(), by=line.by, **NOTE)
    twice = entrust(line, line.to("accept", source="police"))
    with pytest.raises(MoveDenied, match="已经记过"):
        entrust(line, twice)
    with pytest.raises(MoveDenied, match="改一下日期"):
        entrust(line, line.to("accept", source="police"), days=0)


def test_the_pages_say_where_to_go_and_ask_that_each_was_told(inside, line):
    dispute = failed(line, justice_type="labour")
    page = dispute.get_absolute_url()
    shown = inside.get(f"{page}hand_off/").content.decode()
    assert "劳动人事争议仲裁委员会" in shown
    assert "农村土地承包仲裁" not in shown
    given = {"way": "arbitration", **NOTE}
    assert "都告诉了再勾选" in inside.post(f"{page}hand_off/", given).content.decode()
    assert inside.post(f"{page}hand_off/", given | {"each_told": "on"}).status_code == 302
    assert "最晚" in inside.get(page).content.decode()
    ended = {"result": "granted", "outcome_on": f"{clock.today()}"}
    assert inside.post(f"{page}outcome/", ended).status_code == 302
    assert "支持了请求" in inside.get(page).content.decode()


@pytest.mark.parametrize(("sort", "days"), [("village", 7), ("town", 15)])
def test_md_41_each_tier_has_its_days_and_then_is_advised_to_pass_it_on(
    line, county_body, body, inside, sort, days
):
    body.sort = sort
    body.save()
    dispute = line.to("meet")
    limit = dispute.deadlines.get(limit=TIER)
    assert (limit.amount, limit.unit, limit.obliges_nobody) == (days, "日", True)
    assert dispute.due_at == dispute.deadlines.get(limit=MEDIATE).due_at
    Deadline.objects.exclude(pk=limit.pk).delete()
    remind_all(now=limit.due_at - timedelta(hours=1))
    assert "建议“报上一级”" in Notice.objects.get().text
    remind_all(now=limit.due_at + timedelta(days=9))
    assert Notice.objects.count() == 1
    assert "建议“报上一级”" not in inside.get(dispute.get_absolute_url()).content.decode()
    services.alert(dispute, risk="acute", police_at=clock.now(), by=line.by)
    assert "建议现在就“报上一级”" in inside.get(dispute.get_absolute_url()).content.decode()


def test_md_41_nothing_is_advised_where_no_tier_is_above(line):
    assert not line.to("accept").deadlines.filter(limit=TIER).exists()


def test_md_41_a_trades_own_body_is_of_no_tier(line, county_body, body):
    body.sort, body.trade = "industry", "医疗"
    body.save()
    dispute = line.to("accept", unit=body.unit)
    assert not dispute.deadlines.filter(limit=TIER).exists()


# By hand: risk, scale, about violence or minors: the colour.
@pytest.mark.parametrize(
    ("risk", "scale", "tender", "colour"),
    [
        ("acute", "01", False, "red"),
        ("acute", "03", True, "red"),
        ("possible", "02", False, "orange"),
        ("possible", "03", False, "orange"),
        ("possible", "01", True, "orange"),
        ("possible", "01", False, "yellow"),
        ("none", "03", True, "blue"),
        ("none", "01", False, "blue"),
    ],
)
def test_md_44_risk_has_four_colours(risk, scale, tender, colour):
    assert colour_of(risk, scale, tender=tender).key == colour


def test_md_44_the_legend_of_risk_is_not_that_of_lateness(inside, line):
    shown = inside.get(line.to("accept").get_absolute_url()).content.decode()
    for colour in COLOURS:
        assert f"risk-{colour.key}" in shown
        assert colour.means in shown
        assert f"light-{colour.key}" not in shown
