"""Organisations for programs: who they are, not who works there."""

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from .models import Organisation
from .states import Kind


class OrganisationSerializer(serializers.ModelSerializer):
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=Kind.choices))
    place: serializers.RelatedField = serializers.SlugRelatedField(slug_field="slug", read_only=True, allow_null=True)

    class Meta:
        model = Organisation
        fields = ["slug", "name", "short_name", "ods_code", "kinds", "place", "opened_date", "closed_date"]


class OrganisationFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(field_name="kinds", lookup_expr="contains", choices=Kind.choices, method="of_kind")
    place = django_filters.CharFilter(field_name="place__slug")
    ods_code = django_filters.CharFilter(field_name="ods_code", lookup_expr="iexact")

    def of_kind(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        return rows.filter(kinds__contains=[value])

    class Meta:
        model = Organisation
        fields: list[str] = []


@extend_schema_view(list=extend_schema(summary="Organisations"), retrieve=extend_schema(summary="One organisation"))
class OrganisationViewSet(ReadOnlyModelViewSet):
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.visible_to(self.request.user).select_related("place").order_by("name", "pk")
