"""并案 and 关联: what goes along with another, what grew from another."""

import pytest
from django.urls import reverse

from casework.exceptions import MoveDenied
from casework.models import Matter, Merger, Notice
from grids import services
from tests.factories import AccusationFactory, UnitFactory

# 并案


def test_a_case_goes_along_with_another_and_its_reporter_hears_of_it(log, worked, officer, handler, worker):
    other = services.merge(log("路灯还是不亮"), into=worked, by=officer, note="同一根灯杆")
    assert (other.status, other.follows, other.own.handle_due_at) == ("merged", worked, None)
    assert not other.deadlines.running().exists()
    assert worked.events.last().note == f"{other.number}：同一根灯杆"
    services.finish(worked, result="换了线", by=handler)
    heard = Notice.objects.get(recipient=worker, matter=other)
    assert heard.text == "一起办的那件有变化：待核查。您报的是：路灯还是不亮"
    back = services.split(other, note="不是同一根", by=officer)
    assert (back.status, back.follows, back.closed_at) == ("reported", None, None)
    assert {limit.limit for limit in back.deadlines.running()} == {"grid.dispatch", "grid.total"}


def test_a_case_that_somebody_has_in_hand_may_go_along_too(log, worked, officer):
    assert services.merge(worked, into=log("先报的"), by=officer).status == "merged"


def test_what_is_closed_takes_nothing_along_and_lets_nothing_go(log, worked, officer, handler):
    other = services.merge(log("还有一盏"), into=worked, by=officer)
    done = services.check(services.finish(worked, result="好了", by=handler), by=officer)
    services.close(done, by=officer)
    with pytest.raises(MoveDenied, match="不能拆开"):
        services.split(other, note="不是一件", by=officer)
    with pytest.raises(MoveDenied, match="不能再并进去"):
        services.merge(log("第三盏"), into=done, by=officer)


def test_what_will_not_do_is_refused_in_words(log, worked, officer, worker):
    case = log()
    with pytest.raises(MoveDenied, match="它自己"):
        services.merge(case, into=case, by=officer)
    with pytest.raises(MoveDenied, match="镇街分派员"):
        services.merge(case, into=worked, by=worker)
    secret = log("涉及未成年人")
    Matter.objects.filter(pk=secret.pk).update(confidential=True)
    with pytest.raises(MoveDenied, match="涉密"):
        services.merge(Matter.objects.get(pk=secret.pk), into=worked, by=officer)
    services.merge(case, into=worked, by=officer)
    with pytest.raises(MoveDenied, match="把另一件并过来"):
        services.merge(worked, into=log(), by=officer)


def test_the_other_says_nothing_of_what_accuses_somebody(log, worked, officer, town):
    secret = log("有人收钱")
    AccusationFactory(matter=secret, unit=UnitFactory(area=town))
    before = worked.events.count()
    services.merge(secret, into=worked, by=officer)
    assert worked.events.count() == before
    assert Merger.objects.get().into == worked


# 关联, 一码到底


def test_what_grows_from_a_case_has_its_code_and_keeps_it_open(client, log, worked, officer, handler):
    child = log("灯杆也歪了", grown_from=worked)
    assert child.chain == worked.chain
    done = services.check(services.finish(worked, result="好了", by=handler), by=officer)
    with pytest.raises(MoveDenied, match=f"还有 1 件子案没办结：{child}"):
        services.close(done, by=officer)
    client.force_login(officer)
    address = reverse("grids:close", args=[done.number])
    refused = client.post(address, {"note": "换了线", "informed": "already", "seen": done.version})
    assert f"还有 1 件子案没办结：{child}" in refused.content.decode()
    given = {"note": "换了线", "informed": "already", "unfinished": "归供电公司，已转", "seen": done.version}
    assert client.post(address, given).status_code == 302
    assert "子案没办结：归供电公司，已转" in done.events.last().note


def test_linking_gives_two_chains_the_older_code_and_the_page_shows_what_the_reader_sees(
    client, log, officer, handler, unit
):
    first, second = log("第一件"), log("第二件")
    third = log("第三件", grown_from=second)
    assert len({first.code, second.code}) == 2
    second = services.link(second, to=first, grew_into=False, note="同一户", by=officer)
    chains = {matter.chain for matter in Matter.objects.all()}
    assert chains == {first.chain}
    with pytest.raises(MoveDenied, match="已经关联过"):
        services.link(first, to=second, grew_into=True, by=officer)
    third = services.dispatch(third, to=unit, by=officer)
    for user, seen in ((officer, [first, second]), (handler, [])):
        client.force_login(user)
        response = client.get(third.get_absolute_url())
        assert response.context["chain"] == seen
        for other in (first, second):
            assert (other.number in response.content.decode()) is bool(seen)
        assert third.code in response.content.decode()
