from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Role
from disputes import services
from security import clock
from tests.disputes.residing import GIVEN, PAGE
from tests.factories import BodyFactory, DutyFactory, MediatorFactory, UnitFactory

PARTIES = (
    {"side": "applicant", "name": "演示张三", "phone": "13900001111", "id_number": "11010519491231002X"},
    {"side": "respondent", "name": "演示李四", "phone": "13900002222"},
)


@pytest.fixture
def body(town):
    """The township's people's mediation committee."""
    return BodyFactory(unit=UnitFactory(area=town, name="桥东镇人民调解委员会"), sort="town", mark="桥东调")


@pytest.fixture
def seat(body):
    """One more mediator of the committee: a user with the post, and a row in the roll."""

    def one(body=body, **fields):
        user = DutyFactory(role=Role.MEDIATOR, unit=body.unit).user
        return MediatorFactory(body=body, user=user, **fields)

    return one


@pytest.fixture
def chair(seat):
    return seat(seat="chair")


@pytest.fixture
def mediator(chair):
    """The user who mediates."""
    return chair.user


@pytest.fixture
def county_body(county):
    """The county's committee, the tier above."""
    return BodyFactory(unit=UnitFactory(area=county, name="测试县人民调解委员会"), sort="county")


@pytest.fixture
def register(mediator, village):
    def one(**fields):
        given = {
            "facts": "两家为通道吵了半年。",
            "justice_type": "neighbour",
            "parties": PARTIES,
            "area": village,
            "by": mediator,
        }
        return services.register(**(given | fields))

    return one


class Line:
    """A dispute's way, step by step, each made by the services with what they need."""

    ORDER = ("accept", "notify", "meet", "agree", "sign", "take_effect", "pay", "perform", "visit", "file")

    def __init__(self, register, chair):
        self.register, self.chair, self.by = register, chair, chair.user

    def to(self, last, **fields):
        """A dispute on which the steps up to this one were made."""
        dispute = self.register(**fields)
        for name in self.ORDER[: self.ORDER.index(last) + 1]:
            dispute = getattr(self, name)(dispute)
        return dispute

    def accept(self, dispute):
        return services.accept(dispute, mediator=self.chair, selection="chosen", by=self.by)

    def notify(self, dispute):
        return services.notify(dispute, identified=True, by=self.by)

    def meet(self, dispute, **more):
        given = {"held_at": clock.now(), "place": "桥东村委会", "notes": "双方都说了话。"} | more
        return services.meet(dispute, by=self.by, **given)

    def agree(self, dispute, **more):
        return services.agree(dispute, by=self.by, **(agreement() | more))

    def sign(self, dispute, **more):
        today = clock.today()
        days = {"parties_signed_on": today, "mediator_signed_on": today, "sealed_on": today}
        return services.sign(dispute, by=self.by, **(days | more))

    def take_effect(self, dispute):
        return services.take_effect(dispute, by=self.by)

    def pay(self, dispute):
        for item in dispute.items.filter(done_on=None):
            services.pay(dispute, item=item, amount=item.amount, on=clock.today(), by=self.by)
        return type(dispute).objects.get(pk=dispute.pk)

    def perform(self, dispute):
        return services.perform(dispute, by=self.by)

    def visit(self, dispute):
        return services.visit(
            dispute, performance="whole", visited_on=clock.today(), notes="都好。", by=self.by
        )

    def file(self, dispute):
        return services.file(dispute, by=self.by)


def agreement():
    """What an agreement says, with one sum to pay and one thing to do."""
    today = clock.today()
    return {
        "form": "written",
        "facts": "通道被堵，争的是谁先让。",
        "duties": "李四有责任让出通道。",
        "content": "李四拆除围挡，补偿三千元。",
        "reached_on": today,
        "items": [
            {"text": "李四拆除围挡", "amount": None, "due_on": today + timedelta(days=5)},
            {"text": "李四付补偿", "amount": Decimal("3000.00"), "due_on": today + timedelta(days=9)},
        ],
    }


@pytest.fixture
def line(register, chair):
    return Line(register, chair)


@pytest.fixture
def yesterday():
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def inside(client, mediator, village):
    """In the portal as the mediator."""
    client.force_login(mediator)
    return client


@pytest.fixture
def apply(client, village):
    """Post an application for mediation, as a visitor."""

    def one(at=client, **more):
        return at.post(PAGE, {"area": village.code, **GIVEN, **more})

    return one
