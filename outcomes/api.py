"""Outcomes for programs: statement, measures, targets and values."""

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from .models import Indicator, Measure, Observation, Outcome, Target
from .states import Prioritised


def slug_of(**more):
    return serializers.SlugRelatedField(slug_field="slug", read_only=True, **more)


class IndicatorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Indicator
        fields = ["slug", "title", "framework", "edition", "code", "polarity", "unit", "population", "source_of_data"]


class TargetSerializer(serializers.ModelSerializer):
    place = slug_of(allow_null=True)
    organisation = slug_of(allow_null=True)

    class Meta:
        model = Target
        fields = ["place", "organisation", "period", "from_date", "to_date", "operator", "value", "unit"]


class ObservationSerializer(serializers.ModelSerializer):
    place = slug_of(allow_null=True)
    organisation = slug_of(allow_null=True)

    class Meta:
        model = Observation
        fields = ["place", "organisation", "period", "date", "value", "numerator", "denominator", "is_provisional", "starts_anew"]


class MeasureSerializer(serializers.ModelSerializer):
    indicator = IndicatorSerializer(allow_null=True)
    targets = TargetSerializer(many=True)
    observations = ObservationSerializer(many=True)

    class Meta:
        model = Measure
        fields = [
            "title",
            "status",
            "joined_by",
            "who_measures",
            "is_measurer_settled",
            "coverage_limit",
            "indicator",
            "targets",
            "observations",
        ]


class OutcomeSerializer(serializers.ModelSerializer):
    owner = slug_of(allow_null=True)
    places = slug_of(many=True)
    measures = MeasureSerializer(many=True)

    class Meta:
        model = Outcome
        fields = [
            "slug",
            "statement",
            "population",
            "prioritised_by",
            "attribute_of_care",
            "owner",
            "places",
            "source",
            "is_published",
            "measures",
        ]


class OutcomeFilter(django_filters.FilterSet):
    population = django_filters.CharFilter(field_name="population", lookup_expr="iexact")
    prioritised_by = django_filters.ChoiceFilter(choices=Prioritised.choices)
    framework = django_filters.CharFilter(field_name="measures__indicator__framework", distinct=True)
    place = django_filters.CharFilter(field_name="places__slug")

    class Meta:
        model = Outcome
        fields: list[str] = []


@extend_schema_view(list=extend_schema(summary="Outcomes"), retrieve=extend_schema(summary="One outcome"))
class OutcomeViewSet(ReadOnlyModelViewSet):
    serializer_class = OutcomeSerializer
    filterset_class = OutcomeFilter
    lookup_field = "slug"

    def get_queryset(self):
        rows = Outcome.objects.visible_to(self.request.user).with_measures()
        return rows.select_related("owner").prefetch_related("places").order_by("slug")
