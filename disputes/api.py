from django.core.exceptions import PermissionDenied
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from casework.api import MatterSerializer, MatterViewSet, acts
from disputes import services
from disputes.forms import CANNOT_LOG, MOVE_FORMS, DisputeForm, may_register
from disputes.models import Dispute
from disputes.workflow import DISPUTE_FLOW

OWN = (
    "request",
    "facts",
    "justice_type",
    "public_type",
    "scale",
    "heads",
    "amount",
    "risk",
    "refusal",
    "ending",
    "way",
)


class DisputeSerializer(MatterSerializer):
    """A dispute on its own: the matter, and what is particular to it. Its parties are not in it."""

    request = serializers.ReadOnlyField(source="dispute.request")
    facts = serializers.ReadOnlyField(source="dispute.facts")
    justice_type = serializers.ReadOnlyField(source="dispute.justice_type")
    public_type = serializers.ReadOnlyField(source="dispute.public_type")
    scale = serializers.ReadOnlyField(source="dispute.scale")
    heads = serializers.ReadOnlyField(source="dispute.heads")
    amount = serializers.ReadOnlyField(source="dispute.amount")
    risk = serializers.ReadOnlyField(source="dispute.risk")
    refusal = serializers.ReadOnlyField(source="dispute.refusal")
    ending = serializers.ReadOnlyField(source="dispute.ending")
    way = serializers.ReadOnlyField(source="dispute.way")

    class Meta(MatterSerializer.Meta):
        fields = [*MatterSerializer.Meta.fields, *OWN]
        read_only_fields = fields


class DisputeViewSet(MatterViewSet):
    """Disputes: list, read, register (POST), and one POST action per move."""

    kind = Dispute
    serializer_class = DisputeSerializer

    def create(self, request: Request) -> Response:
        """Register a dispute, checked by the site's own form."""
        if not may_register(request.user):
            raise PermissionDenied(CANNOT_LOG)
        form = DisputeForm(request.data, request.FILES, user=request.user)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        matter = services.register(by=request.user, **form.acts())
        return Response(self.serializer_class(matter).data, status=status.HTTP_201_CREATED)


acts(DisputeViewSet, DISPUTE_FLOW, MOVE_FORMS, services)
