"""A policy rule with its payment consequence and a reporting duty: typed, frozen, published, carried over, given to programs."""

from intentions import actions
from intentions.documents import parts_frozen, parts_of
from intentions.documents.ruling import ruled

from .conftest import NOON, WHOLE
from .reading import EDIT, banner, problems, soup, text, typed

RULE = {
    "subject": "IVF",
    "source_body": "Lead CCG",
    "referrer_duty": "Keep to the local policy and be able to show it.",
    "provider_duty": "Check each referral.",
    "evidence": "Held by the referring GP",
    "audit": "Spot audits",
    "payment_consequence": "No payment for treatment outside the policy",
    "effective": "Commencing Q4 2014/15",
}
REPORT = {
    "report": "Mortality alerts",
    "obliged": "All providers",
    "recipient": "Lead CCG",
    "frequency": "When one is issued",
    "detail": "Each alert",
    "cites": "Keogh Review",
    "follows": "A response and an action plan",
}


def published(chapter, author, approver):
    made = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "policies": [RULE], "duties": [REPORT]})
    actions.approve(version=actions.submit(version=made.latest, by=author), by=approver, at=NOON)
    return actions.publish(round=chapter.round, by=approver, approving_body="Board", approved_date=None, at=NOON)


def test_a_rule_and_a_duty_are_typed_with_every_field(at_desk, author, version):
    desk = at_desk(author)
    page = desk.post(EDIT, typed(desk.get(EDIT)) | {"add_policies": "1"})
    page = desk.post(EDIT, typed(page) | {"add_duties": "1"})
    rows = {f"policies-0-{name}": said for name, said in RULE.items()} | {f"duties-0-{name}": said for name, said in REPORT.items()}
    assert "Saved at" in banner(desk.post(EDIT, typed(page) | rows, follow=True))
    said = version.intention.latest.content()
    assert (said["policies"], said["duties"]) == ([RULE], [REPORT])
    shown = {part.name: part.html for part in parts_of(said)}
    assert "Payment: No payment for treatment outside the policy" in shown["policies"]
    assert "What follows: A response and an action plan" in shown["duties"]


def test_a_rule_about_nothing_is_refused_and_stays(at_desk, author, version):
    desk = at_desk(author)
    page = desk.post(EDIT, typed(desk.get(EDIT)) | {"add_policies": "1"})
    answer = desk.post(EDIT, typed(page) | {"policies-0-payment_consequence": "No payment"})
    assert (answer.status_code, problems(answer)) == (422, ["Enter what the rule is about"])
    assert "No payment" in soup(answer).find("textarea", attrs={"name": "policies-0-payment_consequence"}).text


def test_everybody_reads_what_an_edition_froze(client, chapter, author, approver):
    edition = published(chapter, author, approver)
    frozen = edition.content["chapters"][0]["intentions"][0]
    assert (frozen["policies"], frozen["duties"]) == ([RULE], [REPORT])
    page = text(soup(client.get("/rounds/intentions-2019-20/UEC-01/")).find("main"))
    assert "Policy or access rules IVF" in page
    assert "Payment No payment for treatment outside the policy" in page
    assert "Reporting duties Mortality alerts Who reports All providers" in page


def test_an_edition_frozen_before_there_were_rules_is_read_without_them(chapter, author, approver):
    facts = dict(published(chapter, author, approver).content["chapters"][0]["intentions"][0])
    del facts["policies"], facts["duties"]
    assert not any(part.is_set for part in parts_frozen(facts) if part.name in ("policies", "duties"))


def test_next_years_round_carries_them(chapter, author, approver, lead):
    published(chapter, author, approver)
    later = {"title": "N", "slug": "n", "lead": lead, "participants": [], "year_from": 2020, "year_to": 2020}
    said = actions.roll_forward(round=chapter.round, by=author, **later).intentions.get().latest.content()
    assert (said["policies"], said["duties"]) == ([RULE], [REPORT])


def test_a_program_reads_and_writes_them(at_desk, author, version):
    desk, address = at_desk(author), f"/api/v1/intentions/{version.intention_id}/draft/"
    etag = desk.get(address)["ETag"]
    answer = desk.patch(address, {"policies": [RULE]}, content_type="application/json", headers={"If-Match": etag})
    assert (answer.status_code, answer.json()["policies"]) == (200, [RULE])


def test_what_is_not_said_of_a_rule_leaves_no_trace():
    assert ruled("policies", {**dict.fromkeys(RULE, ""), "subject": "IVF", "audit": "Spot audits."}) == "IVF. Audit: Spot audits"
