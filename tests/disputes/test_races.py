"""The same thing pressed by several at the same moment."""

from decimal import Decimal
from uuid import uuid4

import pytest

from casework.models import Matter, Person
from disputes import services
from disputes.models import Item
from security import clock
from tests.grids.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_press_sent_eight_times_is_one_dispute_with_two_parties(register):
    key = uuid4()
    assert len(set(at_once(lambda: register(submission=key).number, 8))) == 1
    assert (Matter.objects.count(), Person.objects.count()) == (1, 2)


def test_four_take_it_at_once_and_one_is_heard(line, chair):
    dispute = line.register()
    given = {"mediator": chair, "selection": "chosen", "by": chair.user}
    answers = at_once(lambda: services.accept(dispute, **given).status, 4)
    assert sorted(answers) == ["accepted"] + ["refused"] * 3


def test_payments_at_once_are_never_more_than_what_is_owed(line):
    dispute = line.to("take_effect")
    item = dispute.items.get(amount__isnull=False)
    given = {"item": item, "amount": Decimal(1000), "on": clock.today(), "by": line.by}
    answers = at_once(lambda: services.pay(dispute, **given).status, 5)
    assert answers.count("refused") == 2
    item = Item.objects.get(pk=item.pk)
    assert (item.paid, item.owed) == (Decimal(3000), 0)
