"""Canaries: a word in every text column and file that names who the row belongs to, so that a page which
shows the word to anybody else has told on itself.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db.models import CharField, EmailField, Field, FileField, JSONField, Model, TextField
from django.db.models.signals import pre_save

from accounts.models import User
from tests.test_architecture import APPS

WORD = re.compile(r"kq[0-9a-z]{5}")
NUMBER = re.compile(r"\b(7\d),?(\d{3})\b")
LONG = re.compile(r"\d{11,18}")  # of a phone, of a resident
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# Text columns without a canary, each with its reason. A text column that is new and not here must have one.
CODES = {
    "a choice or a key that the code itself compares": """
        accounts.Duty.role accounts.Attempt.step accounts.Attempt.outcome accounts.Stay.ending
        casework.Matter.kind casework.Matter.status casework.Event.move casework.Event.from_status
        casework.Event.to_status casework.Deadline.limit casework.Deadline.unit casework.Deadline.told
        casework.Attachment.stage casework.Message.channel casework.Message.state casework.Person.part
        casework.Notice.pace casework.Telling.event casework.Reveal.purpose
        grids.Case.urgency grids.Case.category_by casework.LimitRule.key
        casework.LimitRule.unit casework.LimitRule.category casework.LimitRule.grade jobs.Job.work
        figures.LateChange.figure figures.FigureNumbers.sort figures.FigureNumbers.cut
        figures.FigureNumbers.kind reports.Report.quarter
        reports.Report.status reports.Paper.format audit.Extract.format
        casework.StandardText.step casework.StandardText.kind casework.StandardText.category
    """,
    "a choice that the code itself compares, of a dispute": """
        disputes.Body.sort disputes.Mediator.seat disputes.Mediator.gender disputes.Mediator.specialities
        disputes.Dispute.justice_type disputes.Dispute.public_type disputes.Dispute.scale
        disputes.Dispute.source disputes.Dispute.risk disputes.Dispute.selection disputes.Dispute.refusal
        disputes.Dispute.ending disputes.Dispute.way disputes.Agreement.form disputes.Visit.performance
        disputes.Party.nature disputes.Party.side disputes.Recusal.reason disputes.Template.paper
        disputes.Item.manner
        disputes.Party.nature disputes.Party.side disputes.Recusal.reason
        disputes.SweepPlan.sort disputes.SweepPlan.tier disputes.SweepPlan.rhythm
        disputes.Sweep.state disputes.Fault.code
        disputes.RewardRate.sort disputes.Visit.applicant_says disputes.Visit.respondent_says
        disputes.Party.role disputes.Declaration.ties
        disputes.HandOff.way disputes.HandOff.act disputes.HandOff.outcome
        disputes.Confirmation.way disputes.Confirmation.ground disputes.Confirmation.materials
        disputes.Confirmation.refusal disputes.Confirmation.result disputes.Confirmation.rejection
    """,
    "a choice that the code itself compares, of a petition": """
        petitions.Petition.channel petitions.Petition.category petitions.Petition.path
        petitions.Petition.subject petitions.Topic.subject petitions.Topic.code petitions.Profile.name
        petitions.Recusal.reason petitions.Routing.sending petitions.Refusal.ground petitions.Opinion.stage
        petitions.Opinion.result petitions.Opinion.verdict petitions.Delivery.document petitions.Delivery.way
        petitions.Hearing.stage petitions.FollowUp.label casework.SearchText.kind
        petitions.Series.kind petitions.Paper.kind petitions.Recommendation.ground
        petitions.Recommendation.kind petitions.Recommendation.answer petitions.Measure.kind
        petitions.ReceptionDay.kind petitions.HearingPlan.stage
        petitions.Rating.rated petitions.Rating.level
    """,
    "a choice that the code itself compares, of the programme": """
        pilot.Post.office pilot.Task.source pilot.Meeting.sort pilot.Fund.level
        pilot.Survey.method pilot.SurveyResult.question progress.Item.sort progress.Row.sort
        progress.Row.answer progress.Return.state progress.Step.move
        admission.Request.rhythm admission.Request.state admission.Column.answer admission.Column.source
        admission.Column.key admission.Synonym.source admission.Synonym.key admission.Step.move
    """,
    "a choice that the code itself compares, of the ledger": """
        activities.Activity.kind activities.Activity.place activities.Organisation.sort
        activities.Purchase.outcome activities.Contact.sort activities.Step.stage activities.Step.gathering
        activities.Correction.book
    """,
    "a quarter, or the key of a figure": """
        progress.Item.figure progress.Item.since progress.Item.until progress.Return.quarter
        progress.Closing.quarter outcomes.SchemeItem.figure admission.Value.period
    """,
    "a choice that the code itself compares, of the use of results": """
        outcomes.Measure.level outcomes.Measure.ground outcomes.Measure.state outcomes.Step.move
        outcomes.SchemeItem.reach outcomes.Award.state outcomes.Roll.state outcomes.Nomination.sort
        outcomes.Paper.sort
    """,
    "an address that the portal itself makes": "progress.Row.link outcomes.AllocationShare.link",
    "a choice, a key, a formula or an exact number that the code itself reads, of an assessment": """
        assessment.Scheme.ties assessment.TargetGroup.sort assessment.Indicator.code
        assessment.Indicator.parent assessment.Indicator.kind assessment.Indicator.rule
        assessment.Indicator.source assessment.Indicator.figure assessment.Run.quarter assessment.Run.state
        assessment.RunStep.move assessment.Entry.exempt assessment.Score.exact assessment.Score.ruled
        assessment.Recalculation.old assessment.Recalculation.new assessment.Correction.old
        assessment.Correction.new assessment.EditionTotal.exact
    """,
    "a digest of what makes a number": "assessment.Score.digest assessment.Edition.digest",
    "a choice that the code itself compares, of a risk assessment": """
        stability.Stability.scope stability.Stability.procedure stability.Stability.level
        stability.Stability.proposed stability.Stability.residual stability.Stability.decision
        stability.Consultation.method stability.Finding.dimension stability.Grading.level
        stability.Grading.proposed stability.Accountability.fault
    """,
    "an official code whose form the database checks; it is on every page that names the area": """
        areas.Area.code figures.FigureNumbers.area grids.Category.code
    """,
    "a code that the database makes at random, the same for all of a chain": "casework.Matter.chain",
    "sent as a header, so it has to be a media type": "casework.Attachment.content_type",
    "a path that the portal makes up, at random or from a key; the file has a canary": """
        casework.Attachment.file casework.Attachment.thumbnail casework.Original.file
        reports.Paper.file audit.Extract.file disputes.Volume.file
    """,
    "a digest of what all figures are declared as": "figures.RolledUpMonth.signature",
    "a keyed digest, and by it somebody is found": """
        casework.Sealed.phone_index casework.Sealed.id_number_index casework.QueryCode.digest
        petitions.Petitioner.name_index
    """,
    "a digest of what was signed, asked whenever that is opened": """
        petitions.Paper.sha256 stability.SignedReport.sha256 pilot.Letter.sha256 outcomes.Paper.sha256
    """,
    "a key, itself sealed; with a word in it it would open nothing": "casework.DataKey.wrapped",
    "too short for a word, and worth nothing without the rest": "accounts.RecoveryCode.selector",
    "written by the database's triggers, out of other columns; their canaries are in it, or must not be": """
        audit.Entry.relation audit.Entry.row audit.Entry.op audit.Entry.before audit.Entry.after
    """,
    "the name of a task in the code": "jobs.Heartbeat.task",
    "keys, times and choices that an act of triage changed; no words": "casework.Undo.before",
    "written by the database's triggers, out of texts whose canaries are in it": """
        casework.SearchText.text
    """,
    "numbers by which the code suggests; tests/grids/suggesting holds which words may stand beside them": """
        grids.Wordlist.digest grids.Wordlist.body
    """,
    "a hash over hashes": "audit.Seal.digest audit.Seal.previous audit.Seal.hash",
}
WITHOUT = {label: reason for reason, labels in CODES.items() for label in labels.split()}
# Columns whose canaries are inside of what is sealed, so they are not put in just before the row is written.
SEALED = frozenset(f"casework.Sealed.{name}" for name in ("name", "phone", "id_number", "address", "email"))

# Columns that belong to other readers than the rest of their row.
COLUMNS = {
    "accounts.User.name": "everybody",  # officials sign what they do by name
    "accounts.User.password": "nobody",
    "accounts.FormerPassword.password": "nobody",
    "accounts.Authenticator.secret": "nobody",
    "accounts.RecoveryCode.verifier": "nobody",
    "accounts.Device.digest": "nobody",
    "accounts.Attempt.name": "nobody",
    "accounts.Attempt.address": "security",
    "accounts.Unit.code": "keepers",
    "areas.Area.name": "public",  # residents choose where
    "areas.Area.outline": "keepers",
    "areas.Population.source": "public",  # stands beside the number on a board
    "petitions.ReceptionDay.post": "public",  # residents read who receives, where, and why not
    "petitions.ReceptionDay.place": "public",
    "petitions.ReceptionDay.called_off": "public",
    "casework.Message.error": "system",
    "casework.Feed.digest": "nobody",
}


@dataclass(frozen=True)
class Canary:
    """What a word stands for: whose row it is in, and which column."""

    owner: str
    column: str

    def __str__(self) -> str:
        return f"{self.column} of {self.owner}"


class Canaries:
    """All words that were written, and what each stands for."""

    def __init__(self) -> None:
        self.known: dict[str, Canary] = {}
        self.owner = "everybody"

    def word(self, column: str, owner: str = "") -> str:
        """A new word for a column (or a file) of the owner."""
        number, text = len(self.known), ""
        for _ in range(5):
            number, digit = divmod(number, len(DIGITS))
            text = DIGITS[digit] + text
        self.known[f"kq{text}"] = Canary(owner or COLUMNS.get(column, self.owner), column)
        return f"kq{text}"

    @contextmanager
    def of(self, owner: str) -> Iterator[None]:
        """Rows that are written in this block belong to this owner."""
        before, self.owner = self.owner, owner
        try:
            yield
        finally:
            self.owner = before

    @contextmanager
    def planting(self) -> Iterator[None]:
        """Put words into every new row of the project's models, just before it is written."""
        pre_save.connect(self.plant)
        try:
            yield
        finally:
            pre_save.disconnect(self.plant)

    def plant(self, sender: type[Model], instance: Model, **_: object) -> None:
        if sender._meta.app_label not in APPS or not instance._state.adding:
            return
        for field in text_fields(sender):
            label = f"{sender._meta.label}.{field.name}"
            if label not in {*WITHOUT, *SEALED}:
                word = self.word(label)
                setattr(instance, field.name, with_word(field, getattr(instance, field.name), word))

    def found_in(self, text: str) -> set[str]:
        """The words, and the numbers that are known, in a text."""
        numbers = {"".join(parts) for parts in NUMBER.findall(text)}
        return {*WORD.findall(text), *LONG.findall(text), *numbers} & self.known.keys()

    def number(self, value: int, column: str, owner: str = "") -> int:
        """A number that stands for its owner, as a word does."""
        self.known[str(value)] = Canary(owner or self.owner, column)
        return value


def with_word(field: Field, value: object, word: str) -> object:
    """What the column held, and the word behind it; the word alone in JSON that holds nothing yet."""
    if isinstance(field, JSONField):
        return value or [word]
    if isinstance(field, EmailField):
        return f"{word}@example.org"
    room = (field.max_length or 2000) - len(word)
    return f"{str(value or '')[:room]}{word}"


def text_fields(model: type[Model]) -> list[Field]:
    """Columns that hold text, or the name of a file."""
    kinds = (CharField, TextField, JSONField, FileField)
    return [field for field in model._meta.concrete_fields if isinstance(field, kinds)]


def columns() -> set[str]:
    """Every text column and file of the project's models."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in [*apps.get_models(), User]
        if model._meta.app_label in APPS
        for field in text_fields(model)
    }
