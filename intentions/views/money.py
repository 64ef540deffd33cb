from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from portal.nhsuk.lists import link

from .. import documents
from .doors import asked, the_round

HEADS = ("Intention", "Kind", "For", "Amount", "Years", "Basis")


@require_GET
def money(request, round):
    """C12. What is committed, estimated and illustrative, each by itself."""
    round = the_round(request, round)
    asked(request, "draft", round)
    facts = documents.round_money(round)
    context = {
        "round": round,
        "target": facts["target"],
        "groups": [{**group, "table": _table(round, group)} for group in facts["groups"]],
        "back": reverse("intentions:draft", args=[round.slug]),
    }
    return render(request, "intentions/draft_money.html", context)


def _table(round, group):
    return {
        "responsive": True,
        "caption": {"text": f"Money: {group['heading']}", "classes": "nhsuk-u-visually-hidden"},
        "head": [{"text": head, "format": "numeric" if head == "Amount" else None} for head in HEADS],
        "rows": [_row(round, group, row) for row in group["rows"]],
    }


def _row(round, group, row):
    address = reverse("intentions:edit", args=[round.slug, row["reference"]])
    amount = f"{row['amount']} illustrative" if group["is_illustrative"] else row["amount"]
    return [
        {"html": link(address, f"{row['reference']} {row['title']}")},
        {"text": row["kind"]},
        {"text": row["bearer"] or "No data"},
        {"text": amount, "format": "numeric"},
        {"text": row["years"] or "No data"},
        {"text": row["basis"] or "No data"},
    ]
