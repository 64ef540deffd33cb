"""Every point and condition that was accepted gets words that can be read as what was agreed.

Nobody had been asked for such words before. Accepted: what was asked. Accepted in part: the reason, the only words there were on
what is agreed. "Accepted" said of a question becomes "Answered", as no question can be accepted. A schedule named beside a
refusal is taken off, and what was accepted for no schedule is for the memorandum, where it stood. Taken back, those two stay so.
"""

import pgtrigger
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

AGREED = ("accept", "accept-in-part")
NO_ANSWER = "Recorded as accepted; no answer was written."


def asked(position):
    """What is accepted where the point itself is: its alternative where it cannot support, otherwise its comment."""
    said = position.alternative if position.stance == "cannot-support" else ""
    return (said or position.comment).strip() or f"“{position.heading}” stands as published."


def give_words(apps, schema_editor):
    """Published decisions too: they are frozen, and had no words to freeze."""
    with pgtrigger.ignore():
        for decision in apps.get_model("providers", "Decision").objects.select_related("position__version"):
            _answer_a_question(decision)
            _rule(decision, apps.get_model("providers", "Ruling"))
            _word(decision)
            decision.save()


def _answer_a_question(decision):
    if decision.position.stance == "need-clarification" and decision.verdict in AGREED:
        decision.verdict, decision.reason = "clarify", decision.reason.strip() or NO_ANSWER
    decision.destination = _sent(decision)


def _sent(one):
    if one.verdict not in AGREED:
        return "none"
    return "memorandum" if one.destination == "none" else one.destination


def _rule(decision, rulings):
    """Each ruling gets its words; a condition that was accepted with its point gets a ruling of its own."""
    ruled = {one.condition_id: one for one in decision.rulings.all()}
    for condition in decision.position.conditions.all():
        one = ruled.get(condition.pk)
        if one is None and decision.verdict == "accept":
            one = rulings(decision=decision, condition=condition, verdict="accept", destination=decision.destination)
        if one is not None:
            one.agreed = {"accept": condition.text, "accept-in-part": one.reason}.get(one.verdict, "")
            one.agreed_by_date = condition.by_date if one.verdict == "accept" else None
            one.destination = _sent(one)
            one.save()


def _word(decision):
    """Words of the point itself, where its conditions do not carry all that is agreed."""
    rulings = list(decision.rulings.all())
    carried = any(one.agreed for one in rulings)
    if decision.verdict == "accept" and not carried:
        decision.agreed = asked(decision.position)
    if decision.verdict == "accept-in-part" and not (carried and len(rulings) == decision.position.conditions.count()):
        decision.agreed = decision.reason


class Migration(migrations.Migration):
    dependencies = [
        ("intentions", "0012_a_plan_is_published_by_a_move"),
        ("providers", "0006_what_is_left_out_by_choice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="agreed",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="agreed_activity",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="agreed_amounts",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="decision",
            name="agreed_by_date",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_label",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_reference",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ruling",
            name="agreed",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="ruling",
            name="agreed_activity",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="ruling",
            name="agreed_amounts",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="ruling",
            name="agreed_by_date",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ruling",
            name="contract_label",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="ruling",
            name="contract_reference",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="ruling",
            name="contract_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="decision",
            name="destination",
            field=models.CharField(
                choices=[
                    ("specification", "Service specification"),
                    ("activity-plan", "Indicative activity plan"),
                    ("local-price", "Local price"),
                    ("quality", "Local quality requirement"),
                    ("sdip", "Service development and improvement plan (SDIP)"),
                    ("dqip", "Data quality improvement plan (DQIP)"),
                    ("cquin", "Commissioning for Quality and Innovation (CQUIN)"),
                    ("memorandum", "Memorandum clause"),
                    ("paper", "Committee paper"),
                    ("none", "None"),
                ],
                default="none",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("accept", "Accepted"),
                    ("accept-in-part", "Accepted in part"),
                    ("not-accept", "Not accepted"),
                    ("defer", "Deferred"),
                    ("clarify", "Answered"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="ruling",
            name="destination",
            field=models.CharField(
                choices=[
                    ("specification", "Service specification"),
                    ("activity-plan", "Indicative activity plan"),
                    ("local-price", "Local price"),
                    ("quality", "Local quality requirement"),
                    ("sdip", "Service development and improvement plan (SDIP)"),
                    ("dqip", "Data quality improvement plan (DQIP)"),
                    ("cquin", "Commissioning for Quality and Innovation (CQUIN)"),
                    ("memorandum", "Memorandum clause"),
                    ("paper", "Committee paper"),
                    ("none", "None"),
                ],
                default="none",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="ruling",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("accept", "Accepted"),
                    ("accept-in-part", "Accepted in part"),
                    ("not-accept", "Not accepted"),
                    ("defer", "Deferred"),
                    ("clarify", "Answered"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(give_words, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="what_is_accepted_has_agreed_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (OLD.status = 'WRITTEN' AND NEW.status = 'PUBLISHED' AND NEW.verdict IN ('accept', 'accept-in-part') AND NOT (NEW.agreed <> '' OR EXISTS (SELECT 1 FROM providers_ruling r WHERE r.decision_id = NEW.id AND r.agreed <> ''))) THEN RAISE EXCEPTION 'a decision that accepts says in words what is agreed' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="3df04fee86e28739dcfc154522a36c3e7d26dd3e",
                    operation="UPDATE",
                    pgid="pgtrigger_what_is_accepted_has_agreed_words_dacc6",
                    table="providers_decision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ("accept", "accept-in-part")),
                    models.Q(
                        ("agreed", ""),
                        ("agreed_activity", ""),
                        ("agreed_amounts", {}),
                        ("agreed_by_date", None),
                        ("contract_label", ""),
                        ("contract_reference", ""),
                        ("contract_year", None),
                        ("destination", "none"),
                    ),
                    _connector="OR",
                ),
                name="a_decision_that_refuses_agrees_on_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ("accept", "accept-in-part")),
                    models.Q(
                        ("agreed", ""),
                        ("agreed_activity", ""),
                        ("agreed_amounts", {}),
                        ("agreed_by_date", None),
                        ("contract_label", ""),
                        ("contract_reference", ""),
                        ("contract_year", None),
                        ("destination", "none"),
                    ),
                    _connector="OR",
                ),
                name="a_ruling_that_refuses_agrees_on_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict__in", ("accept", "accept-in-part")), _negated=True),
                    models.Q(("agreed", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_condition_that_is_accepted_has_agreed_words",
            ),
        ),
    ]
