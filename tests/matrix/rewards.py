"""Claims of the world: of a dispute in the east, and of one that is confidential."""

from typing import TYPE_CHECKING

from casework.models import Matter
from disputes.models import Agreement, Claim, Dispute, Mediator, Objection, Publication, RewardRate

if TYPE_CHECKING:
    from tests.matrix.world import World

CHECKERS = ("judicial.east",)  # on whose to-do list one line says that claims wait to be checked


def add_rewards(world: "World") -> None:
    """The county's table, and what a mediator claimed."""
    judge = world.people["judicial.east"]
    rate = RewardRate.objects.create(
        area=world.areas["county"], sort="oral", amount=50, valid_from=world.today, basis="文件"
    )
    put_up = Publication.objects.create(
        area=world.areas["east_town"], starts_on="2020-01-01", ends_on="2020-01-08", by=judge
    )
    world.things |= {"rewardrate": rate, "publication": put_up}
    for name in ("dispute", "dispute_confidential"):
        with world.canaries.of(name):
            add_claim(world, name, rate)


def add_claim(world: "World", name: str, rate: RewardRate) -> None:
    """As if its file had been put away for the moment in which it was claimed."""
    matter, mediator = world.disputes[name], Mediator.objects.get(body=world.units["east_station"].pk)
    stood = matter.status
    Matter.objects.filter(pk=matter.pk).update(status="filed")
    Dispute.objects.filter(pk=matter.pk).update(performed_at=world.now)
    Agreement.objects.filter(pk=matter.pk).update(form="oral", effective_on=world.today)
    claim = Claim.objects.create(
        matter=matter,
        confidential=matter.confidential,
        area=matter.area,
        unit=matter.unit,
        mediator=mediator,
        payee=mediator.user,
        rate=rate,
        amount=rate.amount,
        claimed_by=mediator.user,
    )
    clerk = matter.created_by
    answered = {"answer": "查过", "upheld": False, "answered_by": clerk}
    Objection.objects.create(claim=claim, text="异议", by=clerk, **answered)
    Matter.objects.filter(pk=matter.pk).update(status=stood)
    Dispute.objects.filter(pk=matter.pk).update(performed_at=None)
    Agreement.objects.filter(pk=matter.pk).update(form="written", effective_on=None)
