from django.core.exceptions import PermissionDenied
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from casework.api import MatterSerializer, MatterViewSet, acts
from casework.exceptions import MoveDenied
from stability import services
from stability.forms import CANNOT_LOG, MOVE_FORMS, StabilityForm, may_register
from stability.models import Stability
from stability.workflow import STABILITY_FLOW

OWN = ("year", "scope", "summary", "investment", "procedure", "round", "level", "residual", "decision")


class StabilitySerializer(MatterSerializer):
    """An assessment on its own: the matter, and what is particular to it."""

    year = serializers.ReadOnlyField(source="stability.year")
    scope = serializers.ReadOnlyField(source="stability.scope")
    summary = serializers.ReadOnlyField(source="stability.summary")
    investment = serializers.ReadOnlyField(source="stability.investment")
    procedure = serializers.ReadOnlyField(source="stability.procedure")
    round = serializers.ReadOnlyField(source="stability.round")
    level = serializers.ReadOnlyField(source="stability.level")
    residual = serializers.ReadOnlyField(source="stability.residual")
    decision = serializers.ReadOnlyField(source="stability.decision")

    class Meta(MatterSerializer.Meta):
        fields = [*MatterSerializer.Meta.fields, *OWN]
        read_only_fields = fields


class StabilityViewSet(MatterViewSet):
    """Assessments: list, read, enter into the catalogue (POST), and one POST action per move."""

    kind = Stability
    serializer_class = StabilitySerializer

    def create(self, request: Request) -> Response:
        """Enter a matter into the catalogue, checked by the site's own form."""
        if not may_register(request.user):
            raise PermissionDenied(CANNOT_LOG)
        form = StabilityForm(request.data, user=request.user)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        try:
            matter = services.register(by=request.user, **form.acts())
        except MoveDenied as error:
            raise serializers.ValidationError(str(error)) from error
        return Response(self.serializer_class(matter).data, status=status.HTTP_201_CREATED)


acts(StabilityViewSet, STABILITY_FLOW, MOVE_FORMS, services)
