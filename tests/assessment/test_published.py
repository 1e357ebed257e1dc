"""Published tables and bulletins, where they are at hand: they may not go into the project themselves."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from assessment.scoring import Given, Node, Standing, places, rounded, score, total_of

DATA = Path(settings.BASE_DIR).parent / "shared/data/published_scores"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published tables are not at hand")
# Of the years from 2012; the year before had others.
WEIGHTS = {"teaching": "30", "international": "7.5", "research": "30", "citations": "30", "income": "2.5"}


def read(name):
    return json.loads((DATA / name).read_text(), parse_float=str)


def test_a_published_order_of_towns_is_that_of_its_scores():
    for table in read("scored_table_example.json"):
        rows = [Standing(place, Fraction(points)) for place, (_, points) in enumerate(table["rows"], 1)]
        assert places(rows) == {place: place for place in range(1, len(rows) + 1)}


def test_every_published_rate_is_reproduced_to_its_last_digit():
    seen = 0
    for bulletin in read("bulletins_examples.json"):
        for item in bulletin["items"]:
            given = Given(part=Fraction(item["numerator"]), whole=Fraction(item["denominator"]))
            found = score("rate", "", Fraction(100), given).points
            assert rounded(found, item["decimals"]) == Fraction(item["published_pct"]), item["label"]
            seen += 1
    assert seen == 9


def test_published_totals_follow_from_their_parts_as_far_as_those_were_rounded():
    """Parts and totals were published with one decimal: each total is within both roundings of ours."""
    nodes = [Node(name, name, Fraction(weight), "direct") for name, weight in WEIGHTS.items()]
    seen, off = 0, []
    with (DATA / "the_rankings_2011_2014.csv").open() as file:
        for row in csv.DictReader(file):
            if row["year"] == "2011" or "-" in [row["total_score"], *(row[name] for name in WEIGHTS)]:
                continue
            given = {
                name: score("rate", "", Fraction(w), Given(value=Fraction(row[name])))
                for name, w in WEIGHTS.items()
            }
            seen += 1
            if abs(total_of(nodes, given).points - Fraction(row["total_score"])) > Fraction("0.1"):
                off.append((row["year"], row["university_name"]))
    assert seen > 300
    assert off == []


def test_the_public_schemes_are_expressed_without_code():
    """平安乡镇: no system −1; each unsolved −2; above the average in bands; a mean of 安全感 under 80 −3."""
    items = {item["n"]: item for item in read("schemes.json")[0]["items"]}
    rules = {
        1: ("checklist", "项=有制度:1"),
        4: ("events", "每件=2"),
        5: ("events", "每件=2"),
        6: ("average", "档=0:2,5:1；其余=0"),
        9: ("events", "级=管控不力:2,安全感低于80:3"),
        10: ("events", "级=未整治:2,整治不力:1,火灾超平均5以内:1,火灾超平均5以外:2"),
    }
    for number, (kind, rule) in rules.items():
        full = Fraction(str(items[number]["max"]))
        given = Given(
            events=(), met=frozenset({"有制度"}), value=Fraction(3), others=(Fraction(3), Fraction(9))
        )
        assert score(kind, rule, full, given).points == full, items[number]["name"]
