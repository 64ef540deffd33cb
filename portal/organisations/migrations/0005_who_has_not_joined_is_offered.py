"""Roles of people who were invited and have not joined become invitations; going back gives the roles again."""

from django.db import migrations
from django.utils import timezone

NOT_JOINED = {"user__password__startswith": "!"}  # such a password is none


def offer(apps, schema_editor):
    Membership, Offer = apps.get_model("organisations", "Membership"), apps.get_model("organisations", "Offer")
    waiting = {}
    for held in Membership.objects.filter(ended_at=None, **NOT_JOINED, user__is_demonstration=False):
        waiting.setdefault((held.user_id, held.organisation_id), []).append(held.role)
    for (user, organisation), roles in waiting.items():
        name = apps.get_model("accounts", "User").objects.get(pk=user).name
        Offer.objects.create(user_id=user, organisation_id=organisation, name=name, roles=sorted(roles), sent_at=timezone.now())
        Membership.objects.filter(user=user, organisation=organisation, ended_at=None).update(ended_at=timezone.now())


def give(apps, schema_editor):
    Membership, Offer = apps.get_model("organisations", "Membership"), apps.get_model("organisations", "Offer")
    for one in Offer.objects.filter(status="WAITING", organisation__isnull=False, **NOT_JOINED):
        for role in one.roles:
            Membership.objects.get_or_create(user=one.user, organisation=one.organisation, role=role, ended_at=None)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_offers")]

    operations = [migrations.RunPython(offer, give)]
