"""What holds of every formula whatever it is given, tried by hypothesis."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessment.scoring import Event, Given, Node, Standing, places, problems, score, total_of

RATES = st.fractions(0, 100, max_denominator=1000)
MARKS = st.fractions(1, 100, max_denominator=10)
RULES = st.sampled_from(
    [
        ("rate", ""),
        ("threshold", "目标=90；每=1；扣=0.5"),
        ("threshold", "目标=90；每=2；扣=1；按=整步"),
        ("slopes", "段=96:0.25,90:0.5；方式=分段；最多扣=1"),
        ("slopes", "段=96:0.25,90:0.5；方式=替代；最多扣=1"),
        ("slopes", "段=96:0.25,90:0.5；方式=叠加；最多扣=1"),
        ("bands", "档=95:1,90:0.5；其余=0"),
    ]
)


@given(RULES, MARKS, RATES, RATES)
def test_a_better_rate_is_never_worth_less_and_stays_between_nought_and_full(rule, full, one, other):
    low, high = (score(*rule, full, Given(value=rate)).points for rate in sorted((one, other)))
    assert low <= high
    assert low >= 0
    assert high <= max(full, 1)


@given(
    MARKS,
    st.lists(st.integers(0, 9), max_size=6),
    st.integers(0, 80).map(lambda quarters: Fraction(quarters, 4)),
)
def test_deductions_end_at_nought_and_at_their_most(full, times, most):
    found = Given(events=tuple(Event("", one) for one in times))
    capped = score("events", f"每件=1；最多={float(most)}", full, found).points
    assert capped == max(Fraction(0), full - min(Fraction(sum(times)), most))
    through = score("events", "每件=1；扣穿=是", full, found).points
    assert through == full - sum(times)


@given(MARKS, st.lists(st.booleans(), min_size=1, max_size=5))
def test_one_more_event_never_earns(full, doubled):
    fewer, more = (
        score("events", "每件=0.5", full, Given(events=tuple(Event("", 1, one) for one in some))).points
        for some in (doubled[1:], doubled)
    )
    assert more <= fewer


@given(
    st.lists(st.tuples(st.fractions(0, 5, max_denominator=20), RATES), min_size=1, max_size=8), st.randoms()
)
def test_a_total_is_the_sum_of_its_parts_in_any_order(parts, chance):
    nodes = [Node(str(place), "指标", full + 1, "rate") for place, (full, _) in enumerate(parts)]
    found = {
        str(place): score("rate", "", full + 1, Given(value=rate)) for place, (full, rate) in enumerate(parts)
    }
    total = total_of(nodes, found)
    assert total.points == sum(((full + 1) * rate / 100 for full, rate in parts), Fraction(0))
    assert total.points + total.deducted == sum((node.full for node in nodes), Fraction(0))
    chance.shuffle(nodes)
    assert total_of(nodes, found) == total
    assert problems(nodes, sum((node.full for node in nodes), Fraction(0))) == []
    assert problems(nodes, sum((node.full for node in nodes), Fraction(0)) + Fraction(1, 10)) != []


@given(st.lists(st.fractions(0, 3, max_denominator=2), min_size=1, max_size=9), st.booleans(), st.randoms())
def test_places_do_not_depend_on_the_order_and_equals_share_one(points, dense, chance):
    standings = [Standing(key, one) for key, one in enumerate(points)]
    found = places(standings, dense=dense)
    for one in standings:
        better = {other.points for other in standings if other.points > one.points}
        above = sum(other.points > one.points for other in standings)
        assert found[one.key] == (len(better) if dense else above) + 1
    chance.shuffle(standings)
    assert places(standings, dense=dense) == found
