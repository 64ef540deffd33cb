"""A version with everything tied to it, as programs read it."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..models import Contract, Duty, Money, Policy, Rollout, Standard, Version
from ..models.content import ROWS
from ..states import Cut


def slug_of(**more):
    return serializers.SlugRelatedField(slug_field="slug", read_only=True, **more)


class MoneySerializer(serializers.ModelSerializer):
    class Meta:
        model = Money
        fields = ["kind", "bearer", "amount", "year_from", "year_to", "is_recurrent", "confidence", "basis"]


class StandardSerializer(serializers.ModelSerializer):
    class Meta:
        model = Standard
        fields = ["metric", "operator", "value", "unit", "population"]


class RolloutSerializer(serializers.ModelSerializer):
    class Meta:
        model = Rollout
        fields = ["bundle", "element", "year", "setting", "population", "coverage"]


class PolicySerializer(serializers.ModelSerializer):
    class Meta:
        model = Policy
        fields = ROWS["policies"]


class DutySerializer(serializers.ModelSerializer):
    class Meta:
        model = Duty
        fields = ROWS["duties"]


class ContractSerializer(serializers.ModelSerializer):
    class Meta:
        model = Contract
        fields = ROWS["contracts"]


class PictureSerializer(serializers.Serializer):
    alternative = serializers.CharField(help_text="What it shows, for readers who do not see it; empty if it only decorates")
    caption = serializers.CharField()
    decorates = serializers.BooleanField(help_text="It only decorates")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    address = serializers.CharField(help_text="Where it is handed out, to whoever may read what it stands in")


def pictures_of(rows, kind, of):
    return [{**row, "address": reverse("intentions:picture", args=[kind, of, row["file"]])} for row in rows]


class VersionSerializer(serializers.ModelSerializer):
    change = serializers.ChoiceField(source="cut", choices=Cut.choices, help_text="What becomes of the service: follows from the kind")
    places = slug_of(many=True)
    providers = slug_of(many=True)
    provider_kinds = serializers.ListField(child=serializers.CharField())
    outcomes = slug_of(many=True)
    money = MoneySerializer(many=True)
    standards = StandardSerializer(many=True)
    rollouts = RolloutSerializer(many=True)
    policies = PolicySerializer(many=True)
    duties = DutySerializer(many=True)
    contracts = ContractSerializer(many=True)
    pictures = serializers.SerializerMethodField()

    @extend_schema_field(PictureSerializer(many=True))
    def get_pictures(self, version):
        return PictureSerializer(pictures_of(version.pictures, "version", version.pk), many=True).data

    class Meta:
        model = Version
        fields = [
            "number",
            "status",
            "published_at",
            "title",
            "description",
            "theme",
            "setting",
            "strength",
            "kind",
            "change",
            "timescale",
            "from_date",
            "to_date",
            "precision",
            "places",
            "providers",
            "provider_kinds",
            "affects_no_provider",
            "lever",
            "schedule",
            "dependencies",
            "outcomes",
            "money",
            "standards",
            "rollouts",
            "policies",
            "duties",
            "contracts",
            "pictures",
        ]
