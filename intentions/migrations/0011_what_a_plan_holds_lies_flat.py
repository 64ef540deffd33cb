from django.db import migrations


def flat(content):
    """Ambition, scorecard and what is done together as the editor writes them: no lists within lists."""
    found = dict(content)
    ambition, scorecard, shared = (found.pop(name, None) for name in ("ambition", "scorecard", "collaborative_programmes"))
    if isinstance(ambition, dict):
        found |= {"ambition": ambition.get("statement"), "measures": ambition.get("measures")}
    elif ambition:
        found["ambition"] = ambition
    if scorecard:
        found["scorecard"] = scorecard["domains"] if isinstance(scorecard, dict) else scorecard
    if shared:
        found["together"] = shared["items"]
    return found


def lay_flat(apps, schema_editor):
    for plan in apps.get_model("intentions", "Plan").objects.all():
        plan.content = flat(plan.content)
        plan.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("intentions", "0010_the_round_remembers_changes")]
    operations = [migrations.RunPython(lay_flat, migrations.RunPython.noop)]
