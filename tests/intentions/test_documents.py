import json
from datetime import date
from decimal import Decimal

from intentions import actions, documents

from .conftest import DEADLINE, NOON, WHOLE


def test_an_intention_in_plain_words(chapter, author, trust, borough):
    content = {
        **WHOLE,
        "timescale": "Commencing Q3 2019/20",
        "affects_no_provider": False,
        "providers": [trust],
        "provider_kinds": ["mental-health-trust"],
        "places": [borough],
        "strength": "wish-to-agree",
        "schedule": "sdip",
        "money": [{"kind": "saving", "bearer": "system", "amount": Decimal("45000000"), "year_from": 2019, "year_to": 2023}],
    }
    version = actions.add_intention(chapter=chapter, by=author, content=content, source="000 §7.2").latest
    facts = documents.intention(version)
    assert json.loads(json.dumps(facts)) == facts
    assert facts["reference"] == "UEC-01"
    assert (facts["timescale"], facts["period"]) == ("Commencing Q3 2019/20", "From 1 October 2019")
    assert (facts["from_date"], facts["to_date"]) == ("2019-10-01", None)
    assert (facts["providers"], facts["provider_kinds"]) == (["Acute Trust"], ["Mental health trust"])
    assert (facts["places"], facts["strength"], facts["source"]) == (["Eastham"], "Wish to agree", "000 §7.2")
    assert facts["money"] == [
        {
            "kind": "Cash-releasing saving",
            "bearer": "System",
            "amount": "£45,000,000",
            "pounds": "45000000.00",
            "years": "2019/20 to 2023/24",
            "recurrent": "",
            "confidence": "",
            "basis": "",
        }
    ]


def test_an_edition_in_plain_words(approved, round, approver):
    edition = actions.publish(
        round=round, by=approver, approving_body="Governing body", approved_date=date(2018, 9, 28), at=NOON, response_deadline=DEADLINE
    )
    facts = documents.edition(edition)
    assert json.loads(json.dumps(facts)) == facts
    assert (facts["number"], facts["approved"], facts["published"]) == (1, "28 September 2018", "1 October 2018 at 12pm")
    assert facts["response_deadline"] == "5pm on Thursday 31 January 2019"
    assert (facts["lead"], facts["participants"]) == ("Lead CCG", ["Partner Council"])
    assert facts["sections"] == [{"heading": "Context", "body": "<p>Money is short.</p>", "source": ""}]
    assert [chapter["code"] for chapter in facts["chapters"]] == ["UEC"]
    assert facts["chapters"][0]["intentions"][0]["version"] == 1


def test_what_differs_between_versions_is_listed_with_both_texts(edition, intention, author):
    intention.refresh_from_db()
    before = intention.latest
    second = actions.open_next_version(intention=intention, by=author)
    after = actions.save_version(
        version=second, by=author, content={"title": "Same day emergency care every day", "lever": "Quality schedule"}, revision=0
    )
    changes = {change.name: change for change in documents.changes(before, after)}
    assert list(changes) == ["title", "lever"]
    assert changes["title"].after == "<p>Same day emergency care every day</p>"
    assert "<ins" in changes["title"].drawn
    assert (changes["lever"].before, changes["lever"].after) == ("", "<p>Quality schedule</p>")


def test_words_are_escaped_where_they_become_html(version, author):
    saved = actions.save_version(version=version, by=author, content={"title": "<b>5 < 6</b>"}, revision=version.revision)
    title = documents.parts(saved)[0]
    assert title.html == "<p>&lt;b&gt;5 &lt; 6&lt;/b&gt;</p>"
