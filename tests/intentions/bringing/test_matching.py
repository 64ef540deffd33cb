"""Whose new text a proposal is, and what it changes of what stands: as functions of words alone."""

from types import SimpleNamespace

import pytest

from intentions.documents.laid_over import laid_over
from intentions.documents.matching import Text, matches, without_reference
from intentions.models import Version

FALLS = Text("a", "Falls response", "A team goes out to people who have fallen, within two hours of the call.", "UEC-02")
UNIT = Text("b", "Same day unit", "Every acute site opens a unit for people who need care on the day.", "UEC-01")
EARS = Text("c", "Ear syringing", "Hospitals stop routine ear syringing; practices do it.", "PLAN-10")
STANDING = [UNIT, FALLS, EARS]


def match(title, words, standing=STANDING):
    return matches([Text(1, title, words)], standing).get(1)


@pytest.mark.parametrize("written", ["UEC-02 Quite another title", "UEC 2: Falls", "3.1 UEC02 – Falls team", "Ref: uec-02 falls response"])
def test_a_reference_at_the_head_of_its_title_names_it(written):
    found = match(written, "A team goes out to people who have fallen, within an hour.")

    assert (found.key, found.sure, found.why) == ("a", 0.97, "It begins with UEC-02")


def test_a_reference_on_a_line_of_its_own_names_it_and_one_in_a_sentence_does_not():
    assert match("Falling", "People who have fallen are seen by a team\nUEC-02").key == "a"
    found = match("Care at home", "This depends on PLAN-10 and on nurses who visit at night.")
    assert found is None
    assert match("Falling", "UEC-01\nUEC-02") is None


def test_a_reference_whose_words_are_all_others_is_not_sure():
    found = match("UEC-02 Dental chairs", "Six new dental chairs open in spring.")

    assert (found.key, found.sure) == ("a", 0.6) and "hardly a word is the same" in found.why


def test_a_title_names_it_whatever_number_stands_before_it():
    assert (match("2.3 Falls response", "Quite other words.").key, match("falls  RESPONSE", "").sure) == ("a", 0.92)
    assert match("The falls response", "Whoever falls is seen.").why == "It has most words of the title of UEC-02"


def test_words_alone_are_sure_when_most_are_the_same_and_unsure_when_some_are():
    sure = match("Team", "A team goes out to people who have fallen, within one hour of the call.")
    assert sure.key == "a" and sure.sure > 0.8 and "of its words are those of UEC-02" in sure.why
    unsure = match("Home visits", "A team goes out to people at home who have fallen or are frail, on the day of the call and at night.")
    assert unsure.key == "a" and unsure.sure < 0.8


def test_what_is_like_none_is_new_and_says_nothing():
    assert match("Dental chairs", "Six new dental chairs open in spring.") is None
    assert matches([Text(1, "Dental chairs", "Six.")], []) == {}


def test_between_two_that_are_as_like_it_nobody_chooses():
    twins = [Text("a", "Falls response", "In Eastham.", "UEC-02"), Text("b", "Falls response", "In Westham.", "UEC-03")]
    found = match("Falls response", "In the north.", twins)

    assert found.key is None and found.sure < 0.8 and "UEC-02" in found.why and "UEC-03" in found.why


def test_an_intention_has_one_new_text_the_surest_and_the_other_says_so():
    found = matches([Text(1, "Falls response", ""), Text(2, "UEC-02 Falls response", FALLS.words)], STANDING)

    assert found[2].key == "a"
    assert found[1].key is None and "UEC-02 is like it too, but “UEC-02 Falls response” is matched with it" in found[1].why


def test_a_title_is_kept_without_its_number_and_its_reference():
    assert without_reference("3.1 UEC-02: Falls response", "UEC-02") == "Falls response"
    assert without_reference("Falls response UEC-02", "UEC-02") == "Falls response UEC-02"


EMPTY = {
    **dict.fromkeys(("title", "description", "theme", "timescale", "strength", "kind", "setting", "lever", "dependencies"), ""),
    **{name: [] for name in ("places", "providers", "provider_kinds", "outcomes", "standards", "money")},
    "affects_no_provider": False,
}
AMOUNT = {"kind": "saving", "bearer": "", "amount": 5, "year_from": 2020, "year_to": 2020, "is_recurrent": None, "basis": "£5"}


def over(words, title="", offered=(), stands=(), **facts):
    finding = SimpleNamespace(title=title, words=words, facts=facts)
    return laid_over(finding, {**EMPTY, **dict(offered)}, {**EMPTY, **dict(stands)}, "UEC-02")


def test_what_the_document_does_not_say_stays():
    stands = {
        "title": "Falls",
        "description": "<p>Words.</p>",
        "theme": "Frailty",
        "timescale": "2019/20",
        "places": ["here"],
        "money": [AMOUNT],
    }

    assert over("Words.", "Falls", stands=stands) == {}


def test_words_that_are_the_same_keep_their_bullets():
    assert (
        over(
            "Two things\none\ntwo", "Falls", stands={"title": "Falls", "description": "<p>Two things</p><ul><li>one</li><li>two</li></ul>"}
        )
        == {}
    )


def test_a_title_made_of_a_sentence_does_not_replace_one_and_a_typed_one_does():
    stands = {"title": "Falls", "description": "<p>Old.</p>"}

    assert over("We will send a team to falls.", "Send a team to falls", stands=stands) == {
        "description": "<p>We will send a team to falls.</p>"
    }
    assert over("We will send a team to falls.", "Send a team to falls", stands=stands, titled=True)["title"] == "Send a team to falls"


def test_the_reference_and_the_title_above_the_words_are_none_of_them():
    assert over("UEC-02\nFalls\nNew words.", "UEC-02 Falls", stands={"title": "Falls"}) == {"description": "<p>New words.</p>"}


def test_what_is_named_is_added_and_what_is_concluded_overrules_nobody():
    stands = {"places": ["a"], "kind": "cease", "affects_no_provider": True}
    offered = {"places": ["a", "b"], "kind": "enabler", "setting": "home", "provider_kinds": ["acute-trust"]}
    assert over("", offered=offered, stands=stands) == {"places": ["a", "b"], "setting": "home"}

    assert over("", offered={"providers": ["x"]}, stands=stands) == {"providers": ["x"], "affects_no_provider": False}
    assert over("", offered={"provider_kinds": ["acute-trust"]}) == {"provider_kinds": ["acute-trust"]}


def test_an_amount_takes_the_place_of_the_one_for_the_same_purpose_and_keeps_what_is_known_of_it():
    stands = {"money": [{**AMOUNT, "bearer": "system", "confidence": "illustrative"}, {**AMOUNT, "kind": "investment", "amount": 9}]}
    new = {**AMOUNT, "amount": 7, "basis": "£7"}
    rows = over("", offered={"money": [new]}, stands=stands)["money"]

    assert [(row["kind"], row["amount"], row["bearer"]) for row in rows] == [("saving", 7, "system"), ("investment", 9, "")]
    later = {**AMOUNT, "amount": 3, "year_from": 2022, "year_to": 2022}
    rows = over("", offered={"money": [later]}, stands={"money": [{**AMOUNT, "amount": 1}, AMOUNT]})["money"]
    assert [row["amount"] for row in rows] == [1, 5, 3]


def test_every_key_that_is_laid_over_is_one_of_a_version():
    assert set(EMPTY) <= {field.name for field in Version._meta.get_fields()}
