from django.core.exceptions import PermissionDenied
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from casework.api import MatterSerializer, MatterViewSet, acts
from petitions import services
from petitions.forms import CANNOT_LOG, MOVE_FORMS, PetitionForm, may_register
from petitions.models import Petition
from petitions.workflow import PETITION_FLOW

OWN = (
    "channel",
    "received_on",
    "request",
    "facts",
    "reasons",
    "category",
    "path",
    "subject",
    "is_repeat",
    "veiled",
    "urgent",
)


class PetitionSerializer(MatterSerializer):
    """A petition on its own: the matter, and what is particular to it. Who petitions is not in it."""

    channel = serializers.ReadOnlyField(source="petition.channel")
    received_on = serializers.ReadOnlyField(source="petition.received_on")
    request = serializers.ReadOnlyField(source="petition.request")
    facts = serializers.ReadOnlyField(source="petition.facts")
    reasons = serializers.ReadOnlyField(source="petition.reasons")
    category = serializers.ReadOnlyField(source="petition.category")
    path = serializers.ReadOnlyField(source="petition.path")
    subject = serializers.ReadOnlyField(source="petition.subject")
    is_repeat = serializers.ReadOnlyField(source="petition.is_repeat")
    veiled = serializers.ReadOnlyField(source="petition.veiled")
    urgent = serializers.ReadOnlyField(source="petition.urgent")

    class Meta(MatterSerializer.Meta):
        fields = [*MatterSerializer.Meta.fields, *OWN]
        read_only_fields = fields


class PetitionViewSet(MatterViewSet):
    """Petitions: list, read, register (POST), and one POST action per move."""

    kind = Petition
    serializer_class = PetitionSerializer

    def create(self, request: Request) -> Response:
        """Register a petition, checked by the site's own form."""
        if not may_register(request.user):
            raise PermissionDenied(CANNOT_LOG)
        form = PetitionForm(request.data, request.FILES, user=request.user)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        matter = services.register(by=request.user, **form.acts())
        return Response(self.serializer_class(matter).data, status=status.HTTP_201_CREATED)


acts(PetitionViewSet, PETITION_FLOW, MOVE_FORMS, services)
