"""The table of an assessment's moves once more, written by hand (domain.md 6): the tests compare the code.

A line is: move | from | to ("=" where it stays) | who in the unit | who else around the place.
"""

NAMES = """
listed planned consulting analysed level_set reported reviewed filed decided tracking adjusted closed
"""
STATES = NAMES.split()
ENDED = ["closed"]
OPEN = [state for state in STATES if state not in ENDED]
SHORT = {
    "undecided": "level_set reported reviewed filed decided",
    "levelled": "analysed level_set reported reviewed filed decided tracking",
    "open": " ".join(OPEN),
    "all": " ".join(STATES),
}
UNIT = "member_unit competent_org town"
OFFICE, LEAD = "office", "leading_group office"
WRITTEN = f"""
plan | listed | planned | {UNIT} |
exempt | listed planned | closed | {UNIT} | {OFFICE}
drop | listed planned consulting analysed level_set adjusted | closed | | {OFFICE}
consult | planned adjusted | consulting | {UNIT} |
hear | consulting | = | {UNIT} |
ask_expert | consulting analysed | = | {UNIT} |
examine | consulting | = | {UNIT} |
identify | consulting | = | {UNIT} |
prevent | consulting analysed level_set | = | {UNIT} |
analyse | consulting | analysed | {UNIT} |
set_level | analysed | level_set | {UNIT} |
report | level_set | reported | {UNIT} |
send_legality | reported | = | {UNIT} |
legality | reported | = | {UNIT} |
fulfil | levelled | = | {UNIT} |
reevaluate | undecided | = | {UNIT} |
adjust | undecided | adjusted | {UNIT} | {OFFICE}
review | reported | reviewed | | {LEAD}
file | reviewed | filed | | {OFFICE}
decide | filed decided | decided | | {LEAD}
track | decided | tracking | {UNIT} |
check_up | tracking | = | {UNIT} |
reopen | tracking closed | adjusted | {UNIT} | {OFFICE}
post_assess | tracking closed | = | {UNIT} | {OFFICE}
account | planned consulting analysed undecided adjusted tracking closed | = | | {OFFICE}
close | decided tracking | closed | {UNIT} | {OFFICE}
supervise | open | = | | {LEAD}
lift | open | = | | {LEAD}
link | all | = | | {UNIT} {LEAD}
"""


def states_of(words: str) -> set[str]:
    """The states that the words name, alone or by a short word for some."""
    return {state for word in words.split() for state in SHORT.get(word, word).split()}


def read() -> dict[str, tuple[set[str], str, set[str], set[str]]]:
    """By move: from where, to where, who in the unit, who around the place."""
    lines = (map(str.strip, line.split("|")) for line in WRITTEN.strip().splitlines())
    return {
        move: (states_of(sources), "" if to == "=" else to, {*inside.split()}, {*around.split()})
        for move, sources, to, inside, around in lines
    }


TABLE = read()


def leads(move: str, status: str) -> str:
    """Where the move leads from this state; "" where it does not begin there."""
    sources, to, _, _ = TABLE[move]
    return (to or status) if status in sources else ""


def may(move: str, role: str, *, in_unit: bool) -> bool:
    """May this role make it, in the unit that has the matter or in another around its place?"""
    _, _, inside, around = TABLE[move]
    return role in around or (in_unit and role in inside)
