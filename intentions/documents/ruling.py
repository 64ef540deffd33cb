"""A policy rule, a reporting duty or a contract in words: what it is about, then each thing said of it under its name."""

from __future__ import annotations

from collections.abc import Mapping

POLICY = {
    "source_body": "Decided by",
    "referrer_duty": "Referrers",
    "provider_duty": "Providers",
    "evidence": "Evidence",
    "audit": "Audit",
    "payment_consequence": "Payment",
    "effective": "From",
}
DUTY = {
    "obliged": "Who reports",
    "recipient": "To whom",
    "frequency": "How often",
    "detail": "How detailed",
    "cites": "Standard or review",
    "follows": "What follows",
}
CONTRACT = {
    "provider": "With",
    "ends_on": "Ends",
    "notice": "Notice",
    "clause": "Clause",
    "last_day": "Last day to give notice",
    "unserved": "Why notice is not given in time",
}
RULES = {"policies": ("subject", POLICY), "duties": ("report", DUTY), "contracts": ("reference", CONTRACT)}


def ruled(name: str, row: Mapping[str, str]) -> str:
    """IVF. Decided by: Luton CCG. Payment: no payment for treatment outside the policy."""
    return ". ".join([row[RULES[name][0]].rstrip("."), *(f"{label}: {value.rstrip('.')}" for label, value in details(name, row))])


def details(name: str, row: Mapping[str, str]) -> list[tuple[str, str]]:
    """[(label, words)] of what is said; nothing for what is not."""
    return [(label, row[column]) for column, label in RULES[name][1].items() if row.get(column)]
