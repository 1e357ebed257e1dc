"""What docs/threats.md and docs/asvs.md say of the portal: every requirement once, every named test there."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
THREATS, ASVS = ROOT / "docs" / "threats.md", ROOT / "docs" / "asvs.md"
# ASVS 5.0.0, all requirements of the first two levels, and those of the third that are ours to fear.
LEVELS = {
    1: """1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2
        6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2
        11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1""",
    2: """1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2
        4.1.2-3 4.2.1 4.3.1-2 4.4.2-4 5.1.1 5.2.3 5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3
        6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4 10.1.1-2 10.2.1-2 10.3.1-4
        10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.3 11.4.2-4 11.5.1 11.6.1 12.1.2-3 12.3.1-4
        13.1.1 13.2.1-5 13.3.1-2 13.4.2-5 14.1.1-2 14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1
        16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2""",
    3: "1.2.10 2.3.5 5.2.4 5.2.6 6.3.8 7.5.3 8.3.2 14.2.6-8 15.4.2",
}
STATES = {"做到", "部分", "偏离", "未做", "部署", "不适用"}


def expanded(text):
    """The numbers that 1.2.1-3 1.5.1 stands for."""
    for word in text.split():
        if not re.fullmatch(r"\d+\.\d+\.\d+(-\d+)?", word):
            continue
        section, _, last = word.rpartition(".")
        first, _, end = last.partition("-")
        yield from (f"{section}.{number}" for number in range(int(first), int(end or first) + 1))


def rows(path):
    """The cells of the tables' rows."""
    for line in path.read_text().splitlines():
        if line.startswith("| ") and not line.startswith("|--"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def answered():
    return [row for row in rows(ASVS) if len(row) == 5 and row[0][0].isdigit()]


def known_tests():
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        found |= set(re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE))
    return found


def test_the_numbers_are_those_of_the_release():
    assert [len(list(expanded(LEVELS[level]))) for level in (1, 2, 3)] == [70, 183, 11]


def test_every_requirement_is_answered_once():
    said = Counter(number for row in answered() for number in expanded(row[0]))
    wanted = {number for numbers in LEVELS.values() for number in expanded(numbers)}
    assert wanted - set(said) == set()
    assert set(said) - wanted == set()
    assert [number for number, times in said.items() if times > 1] == []


def test_each_stands_at_its_level():
    level_of = {number: str(level) for level, numbers in LEVELS.items() for number in expanded(numbers)}
    wrong = [row[0] for row in answered() if {level_of[n] for n in expanded(row[0])} != set(row[1].split())]
    assert wrong == []


def test_each_has_a_state_and_what_is_done_has_evidence():
    for number, _, _, state, how in answered():
        assert state in STATES, number
        assert how, number
        if state == "未做":
            assert "issue" in how or number == "6.2.11", number


def test_what_deviates_is_explained_first():
    deviating = {number for row in answered() if row[3] == "偏离" for number in expanded(row[0])}
    explained = {number for row in rows(ASVS) if len(row) == 4 for number in expanded(row[0])}
    assert deviating - explained == {"12.3.1", "12.3.3"}  # explained where they stand


@pytest.mark.parametrize("path", [THREATS, ASVS], ids=lambda path: path.name)
def test_every_test_that_is_named_is_there(path):
    named = set(re.findall(r"`(test_\w+)`", path.read_text()))
    assert len(named) > 60
    assert named - known_tests() == set()


@pytest.mark.parametrize("path", [THREATS, ASVS], ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(path):
    named = re.findall(
        r"(?<![\w/])((?:docs|templates|[a-z]+)/[\w/.-]+\.(?:py|md|sql|html|json|conf))", path.read_text()
    )
    assert len(named) > 5
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_threat_has_a_proof_or_says_what_is_missing():
    threats = [row for row in rows(THREATS) if len(row) == 6 and row[0].isdigit()]
    assert [int(row[0]) for row in threats] == list(range(1, len(threats) + 1))
    assert len(threats) >= 40
    for number, _, control, _, proof, state in threats:
        assert control, number
        assert "`test_" in proof or state.startswith("未做：issue"), number
        assert state.startswith(("做到", "部分：", "未做：")), number
