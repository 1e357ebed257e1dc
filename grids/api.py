from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from casework.api import MatterSerializer, MatterViewSet, acts
from casework.services import join
from grids import services
from grids.forms import CANNOT_LOG, MOVE_FORMS, CaseForm
from grids.known import joinable
from grids.models import Case, Category
from grids.suggesting.forms import CategoryForm, JoinForm, KnownForm, SuggestForm
from grids.suggesting.selectors import suggest
from grids.suggesting.services import CATEGORY_NOT_YOURS, may_recategorise, recategorise
from grids.workflow import CASE_FLOW
from security import clock

LIKELY = 3


class CaseSerializer(MatterSerializer):
    """A case on its own: the matter, and what is particular to it."""

    text = serializers.ReadOnlyField(source="case.text")
    category = serializers.ReadOnlyField(source="case.category_id")
    source = serializers.ReadOnlyField(source="case.source_id")  # type: ignore[assignment]
    urgency = serializers.ReadOnlyField(source="case.urgency")
    result = serializers.ReadOnlyField(source="case.result")
    category_by = serializers.ReadOnlyField(source="case.category_by")

    class Meta(MatterSerializer.Meta):
        own = ("text", "category", "category_by", "source", "urgency", "result")
        fields = [*MatterSerializer.Meta.fields, *own]
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

    @action(detail=False, methods=["post"])
    def suggest(self, request: Request) -> Response:
        """The likely categories of a text, the likeliest first; whether the first is sure."""
        given = valid(SuggestForm(request.data))
        said = suggest(given["text"])
        codes = dict(Category.objects.in_use(clock.today()).top().values_list("name", "code"))
        likely = [{"code": codes[name], "name": name} for name in said.names if name in codes]
        return Response({"categories": likely[:LIKELY], "sure": said.sure})

    @action(detail=False)
    def known(self, request: Request) -> Response:
        """Open cases that may be the one that is about to be logged, at most three (G4)."""
        form = KnownForm(request.query_params)
        valid(form)
        return Response(
            [
                {
                    "number": each.matter.number,
                    "title": each.matter.title,
                    "status": each.matter.status,
                    "metres": each.metres,
                    "registered_at": each.matter.registered_at,
                }
                for each in form.known(request.user)
            ]
        )

    @action(detail=True, methods=["post"])
    def join(self, request: Request, number: str) -> Response:
        """Put one's report onto this case instead of logging another (F13)."""
        form = JoinForm(request.data, request.FILES)
        matter = joinable(request.user).filter(pk=self.get_object().pk).first()
        if not request.user.logs or matter is None:
            raise PermissionDenied(CANNOT_LOG if not request.user.logs else "这一件不能加进去。")
        valid(form)
        joined = join(matter, by=request.user, **form.acts())
        return Response(self.serializer_class(joined).data)

    @action(detail=True, methods=["post"])
    def category(self, request: Request, number: str) -> Response:
        """Put right what the case is about."""
        matter = self.get_object()
        if not may_recategorise(request.user, matter):
            raise PermissionDenied(CATEGORY_NOT_YOURS)
        given = valid(CategoryForm(request.data, matter=matter))
        return Response(self.serializer_class(recategorise(matter, by=request.user, **given)).data)


def valid(form: Form) -> dict[str, Any]:
    """What the form was given. Raises ValidationError with the form's own words."""
    if not form.is_valid():
        raise serializers.ValidationError(form.errors)
    return form.cleaned_data


acts(CaseViewSet, CASE_FLOW, MOVE_FORMS, services)
