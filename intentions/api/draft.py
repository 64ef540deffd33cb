"""One intention's draft, read and changed by a program. It says which text it read; what somebody saved since is never overwritten."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import actions, forms
from ..forms import said as saying
from ..models import Intention
from ..models.ties import tie
from .version import VersionSerializer

READ = OpenApiParameter("If-Match", location="header", required=True, description="The ETag of the draft as it was read")


class DraftTextSerializer(VersionSerializer):
    """The draft, and what to send back in If-Match when it is changed."""

    etag = serializers.SerializerMethodField()

    class Meta(VersionSerializer.Meta):
        fields = [*VersionSerializer.Meta.fields, "etag", "changed_at"]

    def get_etag(self, version: Any) -> str:
        return etag(version)


def etag(version: Any) -> str:
    return f'"{version.number}.{version.revision}"'


class DraftView(APIView):
    """To the people of the round's commissioners; to all others it is not there."""

    serializer_class = DraftTextSerializer

    def intention(self, pk: Any, verb: str) -> Any:
        user = self.request.user
        rows = Intention.objects.visible_to(user).written_by(user).select_related("round__lead", "latest")
        intention = get_object_or_404(rows.prefetch_related("round__participants"), pk=pk)
        if not user.has_perm(f"intentions.{verb}", intention):
            raise PermissionDenied
        intention.latest.intention = intention
        tie([intention.latest])
        return intention

    @extend_schema(summary="The draft of one intention", responses=DraftTextSerializer, operation_id="intentions_draft_retrieve")
    def get(self, request: Any, pk: Any) -> Response:
        return _answer(self.intention(pk, "draft").latest)

    @extend_schema(
        summary="Change parts of a draft: 412 with both texts if somebody changed one of them since it was read",
        request=DraftTextSerializer(partial=True),
        responses={200: DraftTextSerializer, 400: None, 409: None, 412: None, 422: None, 428: None},
        parameters=[READ],
        operation_id="intentions_draft_change",
    )
    def patch(self, request: Any, pk: Any) -> Response:
        version = self.intention(pk, "edit").latest
        match = request.headers.get("If-Match", "")
        if not match:
            return Response({"detail": "Say in If-Match which text you read: its etag."}, status=428)
        if _is_made_up(match, version):
            return Response({"detail": f"{match[:40]} was never the etag of this draft. Read it, and send its etag as it is."}, status=400)
        if _number(match) != version.number:
            return Response({"detail": f"{version} is the latest. Read it first."}, status=412)
        wrong = saying.malformed(request.data)
        if wrong:
            return Response(wrong, status=422)
        form = saying.ask(request.data, version=version, choices=forms.Choices(version.intention.round, request.user, version))
        if not form.is_valid():
            return Response(_problems(form), status=422)
        content = form.content(saying.parts_said(request.data))
        try:
            actions.save_version(version=version, by=request.user, content=content, revision=_revision(match))
        except actions.Stale as stale:
            return Response(_both_texts(stale), status=412, headers={"ETag": etag(stale.thing)})
        return _answer(self.intention(pk, "draft").latest)


def _answer(version: Any) -> Response:
    return Response(DraftTextSerializer(version).data, headers={"ETag": etag(version)})


def _is_made_up(match: str, version: Any) -> bool:
    """No etag at all, or of a version or a revision that nobody was given yet."""
    number, revision = _number(match), _revision(match)
    return number < 1 or number > version.number or (number == version.number and revision > version.revision)


def _halves(match: str) -> list[str]:
    halves = match.strip().removeprefix("W/").strip('"').split(".")
    return halves if len(halves) == 2 and all(half.isascii() and half.isdigit() and len(half) < 9 for half in halves) else ["0", "0"]


def _number(match: str) -> int:
    return int(_halves(match)[0])


def _revision(match: str) -> int:
    return int(_halves(match)[1])


def _problems(form: Any) -> dict[str, list[str]]:
    found = {name: list(errors) for name, errors in form.errors.items()}
    for part, rows in form.rows.items():
        for at, row in enumerate(rows.forms):
            found |= {f"{part}.{at}.{name}": list(errors) for name, errors in row.errors.items()}
        found |= {part: list(rows.non_form_errors())} if rows.non_form_errors() else {}
    return found


def _both_texts(stale: actions.Stale) -> dict[str, Any]:
    """Field by field what was sent and what stands there now, who wrote it and when."""
    return {
        "detail": "Somebody changed this since you read it. Nothing was saved.",
        "etag": etag(stale.thing),
        "conflicts": {
            part: {"mine": _plain(found.mine), "theirs": _plain(found.theirs), "by": str(found.by or ""), "at": found.at}
            for part, found in stale.conflicts.items()
        },
    }


def _plain(values: Any) -> Any:
    """As the draft is read: things by their slug."""
    if isinstance(values, dict):
        return {key: _plain(value) for key, value in values.items()}
    if isinstance(values, list):
        return [_plain(value) for value in values]
    return getattr(values, "slug", values)
