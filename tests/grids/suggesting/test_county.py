"""What a county's own cases teach: nothing by which a matter, or what somebody wrote, could be told."""

from datetime import UTC, datetime
from itertools import cycle

import pytest
from django.core.management import call_command

from areas.models import Area
from casework.suggesting.features import features
from grids.models import Category, Wordlist
from grids.suggesting.county import MATTERS, VILLAGES, closed_cases
from grids.suggesting.selectors import current, read, suggest
from grids.suggesting.services import train
from security import clock
from tests.factories import AccusationFactory, AreaFactory, CaseFactory, SourceFactory

LATER = datetime(2099, 1, 1, tzinfo=UTC)
COMMON = "桥栏杆又摇晃"
CANARY = "蘧窀穸觚"  # signs that no invented sentence has


@pytest.fixture
def villages(town):
    return [AreaFactory(parent=town) for _ in range(VILLAGES + 1)]


@pytest.fixture
def environment(db):
    Category.objects.create(code="102", name="治安隐患")
    return Category.objects.create(code="104", name="城乡环境")


@pytest.fixture
def case(villages, environment):
    """Closed cases, from one village after the other."""
    places, source = cycle(villages), SourceFactory()

    def closed(text, times=1, **given):
        fields = {"status": "closed", "closed_at": LATER, "category": environment, "source": source}
        return [CaseFactory(**{"text": text, "area": next(places), **fields, **given}) for _ in range(times)]

    return closed


def learnt():
    """The features of the lexicon that is made now."""
    return set(read(train(now=clock.now()).body).weights)


def test_what_stands_in_enough_matters_and_villages_is_learnt(case):
    case(f"{COMMON}{CANARY}", times=MATTERS)
    assert {"蘧", "蘧窀", "穸觚"} <= learnt()


def test_what_stands_in_one_matter_less_is_not(case):
    """N = 5: a word of four matters is in no lexicon."""
    case(COMMON, times=20)
    case(f"{COMMON}{CANARY}", times=MATTERS - 1)
    assert not learnt() & features(CANARY)


def test_what_one_village_reports_again_and_again_is_not(case, villages):
    case(COMMON, times=20)
    case(f"{COMMON}{CANARY}", times=30, area=villages[0])
    case(f"{COMMON}{CANARY}", times=30, area=villages[1])
    assert not learnt() & features(CANARY)


@pytest.mark.parametrize(
    "given",
    [{"confidential": True}, {"status": "handling", "closed_at": None}, {"status": "declined"}],
    ids=["confidential", "open", "declined"],
)
def test_what_is_confidential_open_or_no_case_teaches_nothing(case, given):
    case(COMMON, times=20)
    case(f"{COMMON}{CANARY}", times=30, **given)
    assert not learnt() & features(CANARY)


def test_what_accuses_somebody_teaches_nothing(case, unit):
    case(COMMON, times=20)
    for matter in case(f"{COMMON}{CANARY}", times=30):
        AccusationFactory(matter=matter, unit=unit)
    assert not learnt() & features(CANARY)


def test_no_text_number_or_letter_is_in_a_lexicon(case):
    case("手机13812345678车牌浙F12345，住在水杉路", times=30)
    made = train(now=clock.now())
    weights = read(made.body).weights
    assert max(map(len, weights)) == 2
    assert not [feature for feature in weights if not features(feature) or feature.isascii()]
    assert "138" not in "".join(weights)


def test_a_share_of_a_text_says_nothing_of_its_order(case):
    """Each case is learnt from as a bag of pairs, and only of those that many share."""
    case(f"{COMMON}{CANARY}", times=MATTERS - 1)
    case(COMMON, times=10)
    assert not [taught for taught in learnt() if CANARY[:2] in taught]


def test_the_newest_lexicon_is_in_use_at_once(case):
    before = current()[0]
    case(f"{CANARY}{CANARY}", times=40)
    made = train(now=clock.now())
    assert current() == (made.digest, made.body) != before
    assert suggest(CANARY).names[0] == "城乡环境"
    made.delete()
    assert current()[0] == before


def test_a_category_the_county_has_not_is_never_named(case):
    case(COMMON, times=20)
    assert read(train(now=clock.now()).body).labels == ["城乡环境", "治安隐患"]


def test_a_deeper_category_teaches_the_one_above_it(case):
    deeper = Category.objects.create(code="104105", name="市政设施损坏")
    case(COMMON, times=3, category=deeper)
    assert {taught.category for taught in closed_cases(clock.now())} == {"城乡环境"}


def test_the_command_says_how_many_and_how_right(case, capsys):
    case(COMMON, times=60)
    call_command("train_categories")
    said = capsys.readouterr().out
    assert "学了 60 件" in said
    assert "新学的" in said
    assert Wordlist.objects.count() == 1


def test_a_trial_keeps_what_is_in_use(case, capsys):
    case(COMMON, times=3)
    call_command("train_categories", dry_run=True)
    said = capsys.readouterr().out
    assert "太少" in said
    assert "没有换词表" in said
    assert not Wordlist.objects.exists()


def test_the_areas_of_the_test_are_villages(villages):
    assert all(len(area.code) == Area.Level.VILLAGE for area in villages)
