"""Next year's text of a round: matched, shown as redlines over what stands, saved as any save, and taken back whole."""

import pytest

from intentions import actions
from intentions.actions.bringing import taking
from intentions.models import Finding, Intention, Version
from portal.audit.models import Event
from portal.revisions.models import Revision

from ..reading import soup
from ..reading import text as words_of
from .documents import accept_all, brought_in, do, take_in
from .next_year import ROWS, book, of, stand
from .test_taking import take_back


def text(answer):
    return words_of(soup(answer))


@pytest.fixture
def standing(chapter, author):
    return stand(chapter, author)


@pytest.fixture
def brought(sat, standing):
    return brought_in(sat, book())


def row(client, finding, query="?show=all"):
    return soup(client.get(f"{finding.brought.get_absolute_url()}{query}")).select_one(f"#finding-{finding.pk}")


def judged(client, finding, **more):
    return client.post(finding.get_absolute_url(), {"do": "match", "revision": finding.revision, **more}, follow=True)


def now(intention):
    return Version.objects.get(latest_of=intention)


def save(intention, by, **content):
    version = now(intention)
    return actions.save_version(version=version, by=by, content=content, revision=version.revision)


def test_each_is_matched_with_how_sure_and_why_and_what_is_like_none_is_new(brought, standing):
    found = {one.title: one for one in brought.findings.filter(kind="intention").select_related("match")}

    assert {title: one.match and one.match.reference for title, one in found.items()} == {
        "Same day unit": "UEC-01", "Falls response": "UEC-02", "Earwax": "UEC-03", "Virtual wards": None,
    }  # fmt: skip
    assert found["Falls response"].match_why == "It has the title of UEC-02"
    assert "of its words are those of UEC-03" in found["Earwax"].match_why


def test_a_matched_proposal_is_a_redline_over_the_text_that_stands(sat, brought):
    shown = row(sat, of(brought, "Falls"))

    assert "New text of UEC-02 Falls response . Sure: It has the title of UEC-02." in words_of(shown)
    changed = shown.select_one(".app-redline")
    assert ("two hours" in words_of(changed.select_one("del")), "one hour" in words_of(changed)) == (True, True)
    assert "2021" in [words_of(one).removeprefix("Added: ") for one in shown.select("ins")]
    assert "It says the same as stands there already" not in words_of(shown)


def test_an_unsure_match_is_no_sure_proposal(sat, brought):
    Finding.objects.filter(pk=of(brought, "Falls").pk).update(match_sure=0.6)
    sat.post(f"{brought.get_absolute_url()}many/", {"do": "sure"})

    assert (of(brought, "Falls").verdict, of(brought, "Earwax").verdict) == ("open", "accepted")
    assert f"finding-{of(brought, 'Falls').pk}" in str(sat.get(f"{brought.get_absolute_url()}?show=unsure").content)


def test_taking_in_saves_what_is_matched_adds_what_is_new_and_drops_nothing(sat, brought, standing, author):
    answer = take_in(sat, brought)

    assert "1 new intention, 3 intentions changed" in text(answer)
    assert Intention.objects.count() == 5
    falls = now(standing["UEC-02"])
    assert falls.description == "<p>A team goes out to people who have fallen, within one hour of the call.</p>"
    assert (falls.timescale, str(falls.to_date), falls.revision, falls.changed_by) == ("By March 2021", "2021-03-31", 2, author)
    assert [money.amount for money in falls.money.all()] == [250000]
    assert falls.affects_no_provider and falls.title == "Falls response"
    assert now(standing["UEC-03"]).title == "Earwax"
    assert now(standing["UEC-04"]).revision == 1
    assert Intention.objects.get(latest__title="Virtual wards").chapter == standing["UEC-01"].chapter


def test_it_is_an_ordinary_save_with_its_state_and_its_line_of_history(sat, brought, standing):
    take_in(sat, brought)

    assert Event.objects.filter(name="intention.edited", target_id=standing["UEC-02"].pk).count() == 1
    assert Revision.objects.filter(thing_id=now(standing["UEC-02"]).pk, revision=2).exists()


def test_each_changed_intention_says_where_its_new_text_came_from(sat, brought, standing):
    take_in(sat, brought)
    assert "next.xlsx" in words_of(soup(sat.get(standing["UEC-02"].get_draft_url())).select_one("#came-from"))

    take_back(sat, brought)
    assert soup(sat.get(standing["UEC-02"].get_draft_url())).select_one("#came-from") is None


def test_what_would_say_the_same_is_not_touched(sat, standing, author):
    save(standing["UEC-01"], author, kind="service-change", setting="in-hospital")
    brought = brought_in(sat, book(ROWS[:1]))
    assert "It says the same as stands there already: nothing would change" in words_of(row(sat, of(brought, "Same day")))
    take_in(sat, brought)

    assert (brought.status, now(standing["UEC-01"]).revision, brought.made["changed"]) == ("TAKEN_IN", 2, [])


def test_it_is_taken_back_whole(sat, brought, standing):
    before = {one.pk: now(one).content() for one in standing.values()}
    take_in(sat, brought)
    answer = take_back(sat, brought)

    assert "is taken back" in text(answer) and "since" not in text(answer)
    assert Intention.objects.count() == 4
    assert {one.pk: now(one).content() for one in standing.values()} == before


def test_what_somebody_changed_since_stays_and_is_said_by_name(sat, brought, standing, colleague):
    take_in(sat, brought)
    save(standing["UEC-02"], colleague, description="<p>Theirs.</p>")
    answer = take_back(sat, brought)

    assert "UEC-02" in text(answer) and "Changed since" in text(answer)
    assert now(standing["UEC-02"]).description == "<p>Theirs.</p>"
    assert now(standing["UEC-03"]).title == "Ear syringing"


def test_after_it_was_taken_back_it_can_be_taken_in_again(sat, brought, standing):
    take_in(sat, brought)
    take_back(sat, brought)
    brought.refresh_from_db()
    take_in(sat, brought)

    assert brought.status == "TAKEN_IN" and "one hour" in now(standing["UEC-02"]).description


# ── Whose text it is


def test_a_match_is_changed_by_a_person_and_waits_to_be_looked_at(sat, brought, standing):
    new = of(brought, "Virtual")
    do(sat, new, "accept")
    new.refresh_from_db()
    answer = do(sat, new, "match", match="UEC-04")

    new.refresh_from_db()
    assert answer["Location"] == new.get_absolute_url()
    assert (new.match, new.match_sure, new.match_why, new.verdict) == (standing["UEC-04"], 1, "matched by Ann Author", "open")
    page = sat.get(new.get_absolute_url())
    assert "New text of UEC-04 Patient transport" in text(page) and "Virtual wards" in text(page)


def test_a_match_is_loosed_by_a_person_from_the_desk_and_for_many(sat, brought):
    falls, ears = of(brought, "Falls"), of(brought, "Earwax")
    do(sat, falls, "new")
    answer = sat.post(f"{brought.get_absolute_url()}many/", {"do": "new", "tick": [f"{ears.pk}:{ears.revision}"]}, follow=True)

    assert "1 said to be new" in text(answer)
    assert [one.match for one in (of(brought, "Falls"), of(brought, "Earwax"))] == [None, None]
    take_in(sat, brought)
    assert Intention.objects.count() == 7


def test_one_intention_has_one_new_text(sat, brought):
    answer = do(sat, of(brought, "Virtual"), "match", match="UEC-02")

    assert answer.status_code == 409 and "“Falls response” is matched with UEC-02 already" in text(answer)
    assert of(brought, "Virtual").match is None


def test_only_an_intention_of_this_round_can_be_matched(sat, brought, round, author, programme):
    more = {"title": "Next", "slug": "next-year", "kind": round.kind, "lead": round.lead, "participants": []}
    other = actions.start_round(**more, year_from=2020, year_to=2020, by=author)
    chapter = actions.add_chapter(round=other, programme=programme, code="XX", title="Other", by=author)
    actions.add_intention(chapter=chapter, by=author, content={"title": "Elsewhere"}, reference="XX-01")

    answer = do(sat, of(brought, "Virtual"), "match", match="XX-01")
    assert answer.status_code == 422 and of(brought, "Virtual").match is None


def test_a_passage_is_the_text_of_no_intention(sat, brought):
    do(sat, of(brought, "Falls"), "passage")
    ears = of(brought, "Earwax")
    sat.post(f"{brought.get_absolute_url()}many/", {"do": "passage", "tick": [f"{ears.pk}:{ears.revision}"]})

    assert not brought.findings.filter(kind="passage").exclude(match=None).exists()
    assert do(sat, brought.findings.get(title="Earwax"), "match", match="UEC-03").status_code == 422


def test_what_two_are_as_like_is_said_to_be_doubtful(sat, chapter, author):
    stand(chapter, author, {"UEC-01": ("Falls response", "In Eastham.", ""), "UEC-02": ("Falls response", "In Westham.", "")})
    brought = brought_in(sat, book([("", "Falls response", "A team for the north.", "", "")]))
    shown = words_of(row(sat, of(brought, "Falls")))

    assert "as much like UEC-01 as UEC-02: select one, or leave it new" in shown and "Unsure" in shown


# ── Two people


def test_what_changed_since_the_page_was_loaded_is_not_accepted(sat, brought, standing, colleague):
    falls = of(brought, "Falls")
    mark = row(sat, falls).select_one("input[name=stands]")["value"]
    tick = row(sat, falls).select_one("input[name=tick]")["value"]
    save(standing["UEC-02"], colleague, theme="Theirs")

    answer = do(sat, falls, "accept", stands=mark)
    assert answer.status_code == 409 and "Col League changed UEC-02 meanwhile" in text(answer)
    answer = sat.post(f"{brought.get_absolute_url()}many/", {"do": "accept", "tick": [tick]}, follow=True)
    assert "1 left as they are: somebody changed them meanwhile" in text(answer)
    answer = do(sat, falls, "mend", kind="intention", title="Falls", words="My words", home="", stands=mark)
    assert answer.status_code == 409 and "My words" in str(answer.content)
    assert of(brought, "Falls").verdict == "open"


def test_what_changed_after_it_was_accepted_is_not_written_over(sat, brought, standing, colleague):
    accept_all(sat, brought)
    save(standing["UEC-02"], colleague, description="<p>Theirs.</p>")

    answer = sat.post(f"{brought.get_absolute_url()}take-in/")
    assert answer.status_code == 422 and "UEC-02 was changed after the new text was accepted" in text(answer)
    assert now(standing["UEC-02"]).description == "<p>Theirs.</p>" and now(standing["UEC-03"]).title == "Ear syringing"
    shown = row(sat, of(brought, "Falls"))
    assert "UEC-02 was changed by Col League after this was accepted" in words_of(shown)

    do(sat, of(brought, "Falls"), "accept", stands=shown.select_one("input[name=stands]")["value"])
    take_in(sat, brought)
    assert "one hour" in now(standing["UEC-02"]).description


def test_what_is_saved_between_the_question_and_the_lock_is_not_written_over(sat, brought, standing, colleague, monkeypatch):
    accept_all(sat, brought)
    asked = taking.why_not

    def late(document):
        said = asked(document)
        save(standing["UEC-02"], colleague, description="<p>Theirs.</p>")
        return said

    monkeypatch.setattr(taking, "why_not", late)
    answer = sat.post(f"{brought.get_absolute_url()}take-in/")
    assert answer.status_code == 422 and "UEC-02 was changed after the new text was accepted" in text(answer)
    assert "one hour" not in now(standing["UEC-02"]).description and Intention.objects.count() == 4


def test_an_intention_deleted_meanwhile_makes_its_text_a_new_one(sat, brought, standing, colleague):
    accept_all(sat, brought)
    actions.delete_intention(intention=standing["UEC-02"], by=colleague)
    take_in(sat, brought)

    assert brought.status == "TAKEN_IN" and Intention.objects.filter(latest__title="Falls response").count() == 1


# ── What is not a draft


def test_a_frozen_version_and_its_edition_stay_and_the_next_version_says_it(sat, edition):
    published = edition.round.intentions.get()
    was, frozen = published.published.description, edition.content
    brought = brought_in(sat, book([(published.reference, published.published.title, "Quite new words for it.", "", "")]))
    assert "stays as it is (published): the next version says this" in words_of(row(sat, brought.findings.get(kind="intention")))
    take_in(sat, brought)

    published.refresh_from_db()
    assert (published.published.description, published.latest.number, published.latest.status) == (was, 2, "DRAFT")
    assert published.latest.description == "<p>Quite new words for it.</p>"
    edition.refresh_from_db()
    assert edition.content == frozen
    take_back(sat, brought)
    assert now(published).description == was


def test_what_is_in_review_is_not_changed_and_that_is_said_before(sat, standing, author, brought):
    actions.submit(version=now(standing["UEC-02"]), by=author)
    assert "UEC-02 is in review: it cannot be changed until it is taken back" in words_of(row(sat, of(brought, "Falls")))
    accept_all(sat, brought)

    answer = sat.post(f"{brought.get_absolute_url()}take-in/")
    assert answer.status_code == 422 and "UEC-02 is in review. Take it back first, or leave the proposal out" in text(answer)
    assert now(standing["UEC-03"]).title == "Ear syringing"
