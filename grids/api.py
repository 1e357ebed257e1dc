from typing import Any

from django.core.exceptions import PermissionDenied
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from casework.api import MatterSerializer, MatterViewSet
from grids import services
from grids.forms import CANNOT_LOG, MOVE_FORMS, CaseForm
from grids.models import Case
from grids.workflow import CASE_FLOW


class CaseSerializer(MatterSerializer):
    """A case on its own: the matter, and what is particular to it."""

    text = serializers.ReadOnlyField(source="case.text")
    category = serializers.ReadOnlyField(source="case.category_id")
    source = serializers.ReadOnlyField(source="case.source_id")  # type: ignore[assignment]
    urgency = serializers.ReadOnlyField(source="case.urgency")
    result = serializers.ReadOnlyField(source="case.result")

    class Meta(MatterSerializer.Meta):
        fields = [*MatterSerializer.Meta.fields, "text", "category", "source", "urgency", "result"]
        read_only_fields = fields


class CaseViewSet(MatterViewSet):
    """Grid cases: list, read, log (POST), and one POST action per move."""

    kind = Case
    serializer_class = CaseSerializer

    def create(self, request: Request) -> Response:
        """Log a case, checked by the site's own form."""
        if not request.user.logs:
            raise PermissionDenied(CANNOT_LOG)
        form = CaseForm(request.data, request.FILES, user=request.user)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        matter = services.register(by=request.user, **form.acts())
        return Response(self.serializer_class(matter).data, status=status.HTTP_201_CREATED)


def act(name: str) -> Any:
    """The API action of one move."""

    def post(self: CaseViewSet, request: Request, number: str) -> Response:
        return self.move(name, MOVE_FORMS[name], getattr(services, name))

    post.__name__ = method(name)
    post.__doc__ = CASE_FLOW.moves[name].label
    return action(detail=True, methods=["post"], url_path=name, url_name=name)(post)


def method(name: str) -> str:
    """The viewset's method for a move: `dispatch` itself is Django's own."""
    return f"make_move_{name}"


for move in CASE_FLOW:
    setattr(CaseViewSet, method(move.name), act(move.name))
