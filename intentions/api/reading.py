"""Rounds, chapters, intentions and editions for programs: the same scope as the pages."""

import django_filters
from django.db.models import Prefetch, Q
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from ..models import Edition, FrozenChapter, Intention, Round, Version
from ..models.ties import tie
from ..states import RoundKind
from .version import PictureSerializer, VersionSerializer, pictures_of, slug_of

FROM_PAPER = "The paper, who published it and when; empty for a round written here"


# ── Rounds and chapters ─────────────────────────────────────────────────────────────────────────────────────────────
class RoundSerializer(serializers.ModelSerializer):
    lead = slug_of()
    participants = slug_of(many=True)
    places = slug_of(many=True, source="as_read.places")
    savings_target = serializers.DecimalField(source="as_read.savings_target", max_digits=14, decimal_places=2, allow_null=True)
    rolled_from = slug_of(allow_null=True)
    address = serializers.CharField(source="get_absolute_url")
    carried_over_from_paper = serializers.CharField(source="paper_in_words", read_only=True, help_text=FROM_PAPER)

    class Meta:
        model = Round
        fields = [
            "slug",
            "title",
            "kind",
            "lead",
            "participants",
            "places",
            "year_from",
            "year_to",
            "question_deadline",
            "response_deadline",
            "savings_target",
            "first_published_at",
            "rolled_from",
            "carried_over_from_paper",
            "address",
        ]


class RoundFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=RoundKind.choices)
    lead = django_filters.CharFilter(field_name="lead__slug")
    place = django_filters.CharFilter(method="in_place")
    year = django_filters.NumberFilter(
        label="The year a financial year starts in: 2019 is 2019/20", method="in_year", min_value=0, max_value=9999
    )

    from_paper = django_filters.BooleanFilter(label="Carried over from paper", method="of_paper")

    def of_paper(self, rows, name, value):
        return rows.exclude(paper_title="") if value else rows.filter(paper_title="")

    def in_place(self, rows, name, value):
        """As it is read: a round has the places of its edition in force, and those of the draft before there is one."""
        return rows.filter(Q(in_force__places__slug=value) | Q(in_force=None, places__slug=value)).distinct()

    def in_year(self, rows, name, value):
        return rows.filter(year_from__lte=value, year_to__gte=value)

    class Meta:
        model = Round
        fields: list[str] = []


@extend_schema_view(list=extend_schema(summary="Rounds"), retrieve=extend_schema(summary="One round"))
class RoundViewSet(ReadOnlyModelViewSet):
    serializer_class = RoundSerializer
    filterset_class = RoundFilter
    lookup_field = "slug"

    def get_queryset(self):
        rows = Round.objects.visible_to(self.request.user).select_related("lead", "rolled_from", "in_force")
        rows = rows.defer("in_force__content")
        return rows.prefetch_related("participants", "places", "in_force__places").order_by("-year_from", "slug")


class YearPlanSerializer(serializers.Serializer):
    year = serializers.CharField()
    text = serializers.CharField()


class FrozenChapterSerializer(serializers.ModelSerializer):
    """A chapter as the edition in force has it; `id` is the same through all editions."""

    id = serializers.UUIDField(source="chapter")
    round = serializers.CharField(source="edition.round.slug")
    edition = serializers.IntegerField(source="edition.number")
    programme = slug_of()
    objectives = serializers.ListField(child=serializers.CharField())
    supports = serializers.ListField(child=serializers.CharField())
    year_plans = YearPlanSerializer(many=True)
    pictures = serializers.SerializerMethodField()
    carried_over_from_paper = serializers.CharField(source="edition.round.paper_in_words", read_only=True, help_text=FROM_PAPER)

    @extend_schema_field(PictureSerializer(many=True))
    def get_pictures(self, chapter):
        return PictureSerializer(pictures_of(chapter.pictures, "edition", chapter.edition_id), many=True).data

    class Meta:
        model = FrozenChapter
        fields = [
            "id",
            "round",
            "edition",
            "programme",
            "code",
            "title",
            "order",
            "horizon",
            "lead_role",
            "objectives",
            "narrative",
            "supports",
            "year_plans",
            "finance_short_term",
            "finance_medium_long_term",
            "finance_rule",
            "pictures",
            "carried_over_from_paper",
        ]


class FrozenChapterFilter(django_filters.FilterSet):
    round = django_filters.CharFilter(field_name="edition__round__slug")
    programme = django_filters.CharFilter(field_name="programme__slug")

    class Meta:
        model = FrozenChapter
        fields: list[str] = []


@extend_schema_view(list=extend_schema(summary="Chapters"), retrieve=extend_schema(summary="One chapter"))
class ChapterViewSet(ReadOnlyModelViewSet):
    """As the edition in force of each round froze them; what its commissioners are still writing is on the pages of the draft."""

    serializer_class = FrozenChapterSerializer
    filterset_class = FrozenChapterFilter
    lookup_field = "chapter"
    lookup_url_kwarg = "pk"
    lookup_value_converter = "uuid"

    def get_queryset(self):
        rows = FrozenChapter.objects.visible_to(self.request.user).in_force().select_related("edition__round", "programme")
        return rows.defer("edition__content").order_by("-edition__round__year_from", "edition__round__slug", "order", "code")


# ── Intentions ──────────────────────────────────────────────────────────────────────────────────────────────────────
class DraftSerializer(serializers.ModelSerializer):
    class Meta:
        model = Version
        fields = ["number", "status", "title", "changed_at"]


class IntentionSerializer(serializers.ModelSerializer):
    round = slug_of()
    chapter = serializers.CharField(source="filed_under.code")
    programme = serializers.CharField(source="filed_under.programme.slug")
    published = VersionSerializer(allow_null=True)
    draft = serializers.SerializerMethodField()
    address = serializers.CharField(source="get_absolute_url")
    carried_over_from_paper = serializers.CharField(source="round.paper_in_words", read_only=True, help_text=FROM_PAPER)

    class Meta:
        model = Intention
        fields = ["id", "reference", "round", "carried_over_from_paper", "chapter", "programme", "source", "address", "published", "draft"]

    @extend_schema_field(DraftSerializer(allow_null=True))
    def get_draft(self, intention):
        """What its commissioners are working on, to them alone."""
        latest = intention.latest
        return DraftSerializer(latest).data if latest and latest.pk != intention.published_id else None


class IntentionFilter(django_filters.FilterSet):
    round = django_filters.CharFilter(field_name="round__slug")
    chapter = django_filters.CharFilter(field_name="chapter_code")
    programme = django_filters.CharFilter(field_name="programme_slug")
    reference = django_filters.CharFilter(field_name="reference", lookup_expr="iexact")
    place = django_filters.CharFilter(field_name="published__places__slug", distinct=True)
    provider = django_filters.CharFilter(field_name="published__providers__slug", distinct=True)
    outcome = django_filters.CharFilter(field_name="published__outcomes__slug", distinct=True)

    class Meta:
        model = Intention
        fields: list[str] = []


@extend_schema_view(list=extend_schema(summary="Intentions"), retrieve=extend_schema(summary="One intention"))
class IntentionViewSet(ReadOnlyModelViewSet):
    serializer_class = IntentionSerializer
    filterset_class = IntentionFilter

    def get_queryset(self):
        drafts = Version.objects.visible_to(self.request.user).defer("description", "search")
        rows = Intention.objects.visible_to(self.request.user).select_related("round", "published")
        rows = rows.select_related("published_in__programme", "chapter__programme").filed()
        rows = rows.prefetch_related(Prefetch("latest", drafts))
        return rows.order_by("-round__year_from", "round__slug", "chapter_order", "place", "reference")

    def paginate_queryset(self, queryset):
        return _tied(super().paginate_queryset(queryset))

    def get_object(self):
        return _tied([super().get_object()])[0]


def _tied(intentions):
    """With everything tied to what is published of them, in one query."""
    tie([intention.published for intention in intentions if intention.published])
    return intentions


# ── Editions ────────────────────────────────────────────────────────────────────────────────────────────────────────
class EditionSerializer(serializers.ModelSerializer):
    round = slug_of()
    carried_over_from_paper = serializers.CharField(source="round.paper_in_words", read_only=True, help_text=FROM_PAPER)

    class Meta:
        model = Edition
        fields = [
            "id",
            "round",
            "number",
            "carried_over_from_paper",
            "approving_body",
            "approved_date",
            "published_at",
            "question_deadline",
            "response_deadline",
            "sha256",
        ]


class WholeEditionSerializer(EditionSerializer):
    content = serializers.JSONField(help_text="Front matter, chapters and every intention, as they were frozen")

    class Meta(EditionSerializer.Meta):
        fields = [*EditionSerializer.Meta.fields, "content"]


class EditionFilter(django_filters.FilterSet):
    round = django_filters.CharFilter(field_name="round__slug")

    class Meta:
        model = Edition
        fields: list[str] = []


@extend_schema_view(list=extend_schema(summary="Editions"), retrieve=extend_schema(summary="One edition with everything in it"))
class EditionViewSet(ReadOnlyModelViewSet):
    filterset_class = EditionFilter

    def get_serializer_class(self):
        return WholeEditionSerializer if self.action == "retrieve" else EditionSerializer

    def get_queryset(self):
        rows = Edition.objects.visible_to(self.request.user).select_related("round").order_by("-published_at", "pk")
        return rows if self.action == "retrieve" else rows.defer("content")
