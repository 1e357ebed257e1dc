"""The articles behind the limits: what each asks, how long it is without a word of the county, and what may
be asked of it. An app enrols its own by `enrol(Rule(…))`; all others find them here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from casework.clocks import Limit, TimeUnit

Length = tuple[int, TimeUnit]


@dataclass(frozen=True)
class Extension:
    """How often a limit may be made longer, and by how much at once, in its own unit. None: by as much as it
    is long itself. `approvers` are the roles that may grant it, never to themselves. `consent` is what
    whoever asks has to say first of those whom it concerns (双方当事人都同意延长). `by_head`: only a head of
    the unit grants it. `announced`: it counts only once the resident was told, within the limit's own length
    from its start, not rolled forward; granted as late, it is refused (XF-52). `most_of` gives the length for
    a given matter, where that is not the same for all.
    """

    approvers: frozenset[str]
    times: int = 1
    most: int | None = None
    consent: str = ""
    by_head: bool = False
    announced: bool = False
    most_of: Callable[[Any], int] | None = None

    def most_for(self, amount: int, matter: Any = None) -> int:
        """By how much a limit of this length may be made longer at once."""
        return self.most_of(matter) if self.most_of else self.most or amount


@dataclass(frozen=True)
class Rule:
    """One article. `lengths` are by grade (an urgency, a route); "" is for any.

    `suspension` names the norm that lets it stand still; without one nothing does (T-09). `of_citizen`: it
    binds whoever came to us, not us, so a later end is their advantage. `total` runs around all stages.
    `warns`: on these days after the start it is told of, instead of once when a fifth of it is left.
    `advice` is what is suggested at the end of a limit that obliges nobody.
    """

    key: str
    label: str
    kind: str
    text: str
    basis: str
    lengths: Mapping[str, Length]
    grades: Mapping[str, str] = field(default_factory=dict)
    catalogue: str = ""  # the model of its categories, with code and name
    extension: Extension | None = None
    suspension: str = ""
    of_citizen: bool = False
    total: bool = False
    warns: tuple[int, ...] = ()
    advice: str = ""

    def limit(self, grade: str = "") -> Limit:
        """The limit where the county has set none."""
        amount, unit = self.lengths[grade] if grade in self.lengths else self.lengths[""]
        return Limit(self.key, amount, self.basis, unit, self.label, warns=self.warns)

    def categories(self) -> Mapping[str, str]:
        """The codes of its catalogue with their names; none where the kind has no catalogue."""
        if not self.catalogue:
            return {}
        return dict(apps.get_model(self.catalogue)._default_manager.values_list("code", "name"))


_rules: dict[str, Rule] = {}


def enrol(rule: Rule) -> Rule:
    """Let everybody find the rule by its key."""
    _rules[rule.key] = rule
    return rule


def rules() -> Mapping[str, Rule]:
    """The rules by key, in the order in which they were enrolled: that of a matter's life."""
    return _rules


def of_citizens() -> list[str]:
    """The keys of the limits that bind whoever came to us: a later end is their advantage."""
    return [key for key, rule in _rules.items() if rule.of_citizen]


def obliging_nobody() -> list[str]:
    """The keys of the limits with whose end nobody here is late: they bind others, or only advise."""
    return [key for key, rule in _rules.items() if rule.of_citizen or rule.advice]


def totals() -> list[str]:
    """The keys of the limits that run around all stages of a matter."""
    return [key for key, rule in _rules.items() if rule.total]
