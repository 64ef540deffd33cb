"""Responses and decisions for programs: what the pages show to the same people, and submission under a key of the sender's own."""

from datetime import datetime

import django_filters
from allauth.core import ratelimit
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view, inline_serializer
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response as Answer
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from portal.moves.clock import arrived

from . import actions, documents
from .documents import plain, unsent
from .documents.agreed import ruled
from .documents.deadline import late
from .documents.decided import IN_ORDER, answered_with, became_of
from .documents.marks import last_corrected
from .models import Decision, Response
from .states import DecisionStatus, Destination, Stance, Subject, Verdict

KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, required=True, description="Sent again, it is answered again")


class ResponseSerializer(serializers.ModelSerializer):
    """Where a response stands; its text is read on its own."""

    round = serializers.CharField(source="round.slug")
    organisation = serializers.CharField(source="organisation.slug")
    edition = serializers.IntegerField(source="edition.number")
    receipt = serializers.CharField(source="receipt.number", default=None, allow_null=True)
    deadline = serializers.DateTimeField()
    recorded = serializers.CharField(help_text="How it came, when nobody submitted it here: by whom and from what it was recorded")

    class Meta:
        model = Response
        fields = ["id", "round", "organisation", "edition", "status", "deadline", "received_at", "receipt", "recorded"]


class SigningSerializer(serializers.Serializer):
    """What a signature says, the hash of the text that was read, and the password again."""

    role = serializers.CharField(max_length=120)
    seen = serializers.RegexField("^[0-9a-f]{64}$")
    reservation = serializers.CharField(max_length=4000, allow_blank=True, default="")
    without = serializers.RegexField("^([0-9a-f]{64})?$", allow_blank=True, default="")  # of what is left out, if anything is
    password = serializers.CharField(write_only=True)

    def validate_password(self, typed):
        request = self.context["request"]
        if not ratelimit.consume(request._request, action="reauthenticate", user=request.user):
            raise serializers.ValidationError("The password was wrong ten times in a minute. Wait a minute.")
        if not request.user.check_password(typed):
            raise serializers.ValidationError("The password is not right.")
        ratelimit.clear(request._request, action="reauthenticate", user=request.user)  # what is right was no guess
        return typed


class ReceiptSerializer(serializers.Serializer):
    number = serializers.CharField()
    received_at = serializers.DateTimeField()
    sha256 = serializers.CharField()


@extend_schema_view(list=extend_schema(summary="Responses you may read"), retrieve=extend_schema(summary="Where a response stands"))
class ResponseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    serializer_class = ResponseSerializer

    def get_queryset(self):
        related = ("round", "organisation", "edition", "receipt", "invitation__round")
        return Response.objects.visible_to(self.request.user).select_related(*related).order_by("-created_at")

    @extend_schema(
        summary="The text that is signed, and its hash",
        responses=inline_serializer("ResponseText", {"sha256": serializers.CharField(), "text": serializers.JSONField()}),
    )
    @action(detail=True)
    def text(self, request, pk=None):
        """The text that is signed, item by item, and its hash."""
        text = documents.text(self.get_object())
        return Answer({"sha256": documents.sha256(text), "text": text})

    @extend_schema(summary="Sign and submit a response", request=SigningSerializer, parameters=[KEY], responses={200: ReceiptSerializer})
    @action(detail=True, methods=["post"])
    def submit(self, request, pk=None):
        """On time is when this request reached the server. The same key with the same words is answered with the same receipt."""
        said_at_all = request.data  # read to its end before it is asked when it arrived
        arrived_at = arrived(request._request)
        response = self.get_object()
        if not request.user.has_perm("providers.submit", response):
            raise PermissionDenied
        key = request.headers.get("Idempotency-Key", "").strip()
        if not 8 <= len(key) <= 80:
            return Answer({"detail": "Send an Idempotency-Key of 8 to 80 characters."}, status=400)
        signing = SigningSerializer(data=said_at_all, context={"request": request})
        signing.is_valid(raise_exception=True)
        said = {name: signing.validated_data[name] for name in ("role", "seen", "reservation", "without")}
        words = {"key": key, "words_sha256": documents.sha256(said)}
        try:
            receipt = actions.submit(response=response, by=request.user, arrived_at=arrived_at, **words, **said)
        except actions.TooLate as refusal:
            return Answer({"detail": late(arrived_at, refusal.late_by)}, status=409)
        except actions.HalfSaid as refusal:
            return Answer({"detail": str(refusal), "not_sent": refusal.left, "without": unsent.mark(refusal.left)}, status=422)
        except actions.Refused as refusal:
            return Answer({"detail": str(refusal)}, status=422)
        return Answer(ReceiptSerializer(receipt).data)


# ── Decisions ───────────────────────────────────────────────────────────────────────────────────────────────────────
class AmountSerializer(serializers.Serializer):
    year = serializers.CharField(help_text="2027/28")
    amount = serializers.DecimalField(max_digits=14, decimal_places=2)


class AgreementSerializer(serializers.Serializer):
    """What is agreed, in its words, with the sum of each year, the activity, the day and where it goes."""

    condition = serializers.IntegerField(allow_null=True, help_text="Which condition of the position; none for the point itself")
    verdict = serializers.ChoiceField(Verdict.choices)
    wording = serializers.CharField()
    amounts = AmountSerializer(many=True)
    activity = serializers.CharField()
    by_date = serializers.DateField(allow_null=True)
    destination = serializers.ChoiceField(Destination.choices)
    contract_label = serializers.CharField()
    contract_year = serializers.CharField()
    contract_reference = serializers.CharField()


class RefusalSerializer(serializers.Serializer):
    """What was asked and not agreed, and why."""

    condition = serializers.IntegerField(allow_null=True)
    verdict = serializers.ChoiceField(Verdict.choices)
    asked = serializers.CharField()
    reason = serializers.CharField()


class DecisionSerializer(serializers.ModelSerializer):
    """A decision on one position of a response: the verdict, what is agreed in the agreed words, and what is not."""

    round = serializers.CharField(source="position.response.round.slug")
    organisation = serializers.CharField(source="position.response.organisation.slug")
    response = serializers.UUIDField(source="position.response_id")
    recorded = serializers.CharField(source="position.response.recorded")
    intention = serializers.CharField(source="position.intention.reference", default="", help_text="Empty for a point of its own")
    version = serializers.IntegerField(source="position.version.number", default=None, allow_null=True)
    own_reference = serializers.CharField(source="position.own_reference", help_text="Of a point that hangs on no intention: OWN-01")
    subject = serializers.ChoiceField(
        Subject.choices, allow_blank=True, source="position.subject", help_text="What a point of its own is about"
    )
    title = serializers.CharField(source="position.heading")
    became = serializers.SerializerMethodField(help_text="The published intention that a proposal became, as round and reference")
    stance = serializers.ChoiceField(Stance.choices, source="position.stance")
    agreed = serializers.SerializerMethodField()
    refused = serializers.SerializerMethodField()
    reply = serializers.SerializerMethodField(help_text="The reply of the provider and the last word, once they are published")
    published_at = serializers.DateTimeField(source="batch.published_at", default=None, allow_null=True)
    corrected_at = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = [
            "id",
            "round",
            "organisation",
            "response",
            "recorded",
            "intention",
            "version",
            "own_reference",
            "subject",
            "title",
            "became",
            "stance",
            "status",
            "verdict",
            "reason",
            "agreed",
            "refused",
            "reply",
            "published_at",
            "corrected_at",
        ]

    @extend_schema_field(AgreementSerializer(many=True))
    def get_agreed(self, decision):
        return plain.agreed(decision)

    @extend_schema_field(RefusalSerializer(many=True))
    def get_refused(self, decision):
        return plain.refused(decision)

    def get_became(self, decision) -> str:
        became = became_of(decision.position)
        return f"{became.round.slug} {became.reference}" if became else ""

    def get_reply(self, decision) -> str:
        return answered_with(decision)

    def get_corrected_at(self, decision) -> datetime | None:
        return last_corrected(decision)


class DecisionFilter(django_filters.FilterSet):
    round = django_filters.CharFilter(field_name="position__response__round__slug")
    organisation = django_filters.CharFilter(field_name="position__response__organisation__slug")
    intention = django_filters.CharFilter(field_name="position__intention__reference", lookup_expr="iexact")
    subject = django_filters.ChoiceFilter(field_name="position__subject", choices=Subject.choices)
    response = django_filters.UUIDFilter(field_name="position__response")
    verdict = django_filters.ChoiceFilter(choices=Verdict.choices)
    status = django_filters.ChoiceFilter(choices=DecisionStatus.choices)

    class Meta:
        model = Decision
        fields: list[str] = []


@extend_schema_view(list=extend_schema(summary="Decisions you may read"), retrieve=extend_schema(summary="One decision"))
class DecisionViewSet(ReadOnlyModelViewSet):
    serializer_class = DecisionSerializer
    filterset_class = DecisionFilter

    def get_queryset(self):
        related = ("response__round", "response__organisation", "intention", "version", "frozen_chapter", "origin__intention__round")
        rows = Decision.objects.visible_to(self.request.user).select_related(*(f"position__{one}" for one in related), "batch", "reply")
        rows = rows.prefetch_related(ruled("position__conditions"), "corrections")
        return rows.order_by("-position__response__round__year_from", "position__response__round__slug", *IN_ORDER, "pk")
