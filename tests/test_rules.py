"""docs/rules.md says of each rule where it lives and which test shows it: it has to be true."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROW = re.compile(r"^\| ((?:MD|T|XF|RA|CD|LG)-\d+[a-z]?) \| (.+?) \| (.+?) \| (.+?) \|$", re.M)
QUOTED = re.compile(r"`([^`]+)`")
# By hand: the rules on mediation that domain.md 2 has from a source. MD-41 is our own, and stands there too.
MEDIATION = (
    "01 02 03 04 05 06 10 11 12 13 14 15 16 17 18 18b 19 20 21 22 23 24 25 26 27 "
    "30 31 32 33 34 35 36 37 40 42 43 44"
)
# By hand: those on petitions that domain.md 1 has from a source; XF-20, 21, 40, 41 and 53 stand there too.
PETITIONS = (
    "01 02 03 04 05 06 08 09 10 11 20 21 30 31 32 33 34 35 40 41 50 51 52 53 54 55 56 57 58 "
    "60 61 62 63 64 65 66 70 71 72 74"
)
# By hand: all those on risk assessments (domain.md 6).
ASSESSMENTS = "01 02 03 04 05 06 07 08 09 10 11 12"


def rows():
    """(rule, what it says, modules, tests) of each line of the page."""
    found = ROW.findall((ROOT / "docs/rules.md").read_text())
    return [(rule, said, QUOTED.findall(where), QUOTED.findall(tests)) for rule, said, where, tests in found]


@cache
def functions(path):
    """The source of each test of a file, with its decorators."""
    source = (ROOT / "tests" / path).read_text()
    found = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef)]
    lines = source.splitlines()
    return {
        one.name: "\n".join(lines[min([one, *one.decorator_list], key=line).lineno - 1 : one.end_lineno])
        for one in found
    }


def line(node):
    return node.lineno


def names(source, rule):
    """Is the rule named: as MD-18b in words, or as md_18b in the name?"""
    family, _, number = rule.partition("-")
    words = rf"{family}-{number}(?![0-9a-z])|_{family.lower()}_(?:\d+[a-z]?_)*{number}(?![0-9]|[a-z](?:_|\())"
    return bool(re.search(words, source))


@pytest.mark.parametrize(("rule", "said", "where", "tests"), rows(), ids=[row[0] for row in rows()])
def test_each_rule_lives_where_the_page_says_and_its_tests_name_it(rule, said, where, tests):
    assert said
    assert where
    assert tests
    assert [path for path in where if not (ROOT / path).is_file()] == []
    for one in tests:
        path, _, name = one.partition("::")
        assert name.startswith("test_"), one
        assert name in functions(path), f"no such test: {one}"
        assert names(functions(path)[name], rule), f"{one} does not name {rule}"


@pytest.mark.parametrize(("family", "numbers"), [("MD", MEDIATION), ("XF", PETITIONS), ("RA", ASSESSMENTS)])
def test_no_rule_that_has_a_source_is_left_out(family, numbers):
    known = [rule for rule, *_ in rows()]
    assert [f"{family}-{number}" for number in numbers.split() if f"{family}-{number}" not in known] == []
    assert len(known) == len(set(known))


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("def test_md_18_x(): pass", True),
        ("def test_md_01_18_x(): pass", True),
        ("def test_x_md_18(line): pass", True),
        ('"""MD-18, for all."""', True),
        ("def test_md_18b_x(): pass", False),
        ('"""MD-18b"""', False),
        ("def test_md_180_x(): pass", False),
        ("def test_x(): pass", False),
    ],
)
def test_a_rule_is_named_or_it_is_not(source, named):
    assert names(source, "MD-18") is named
