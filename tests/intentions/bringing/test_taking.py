"""Taking a document in: one step of people who looked at everything, and taken back whole for thirty days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intentions import actions
from intentions.models import Brought, Chapter, Finding, Intention, Section, Version
from portal.audit.models import Event

from ..reading import soup
from ..reading import text as words_of
from .documents import accept_all, brought_in, do, take_in, the


def text(answer):
    return words_of(soup(answer))


@pytest.fixture
def brought(sat):
    return brought_in(sat)


def take_back(client, brought):
    return client.post(f"{brought.get_absolute_url()}take-back/", follow=True)


def test_nothing_enters_the_round_while_a_proposal_is_not_looked_at(sat, brought):
    page = sat.get(f"{brought.get_absolute_url()}take-in/")
    assert "It cannot be taken in yet" in text(page) and "not looked at" in text(page)

    answer = sat.post(f"{brought.get_absolute_url()}take-in/")
    assert answer.status_code == 422 and not Intention.objects.exists()
    assert Brought.objects.get().status == "READY"


@pytest.mark.parametrize(("words", "says"), [("", "3 intentions stand in no chapter"), ("syringing", "1 intention stands in no chapter")])
def test_an_intention_without_a_chapter_is_said_before_anything_is_taken_in(sat, brought, words, says):
    accept_all(sat, brought)
    brought.findings.filter(kind="intention", words__icontains=words).update(chapter=None)

    answer = sat.post(f"{brought.get_absolute_url()}take-in/")
    assert answer.status_code == 422 and says in text(answer)
    assert not Intention.objects.exists()


def test_what_is_accepted_becomes_chapters_intentions_and_passages_in_one_step(sat, brought, chapter, borough, author):
    take_in(sat, brought)

    assert brought.status == "TAKEN_IN"
    made = {one.latest.title: one for one in Intention.objects.all()}
    assert len(made) == 3 and {one.owner for one in made.values()} == {author}
    syringing = next(one for title, one in made.items() if "syringing" in title)
    assert syringing.chapter.title == "Planned care" and syringing.chapter != chapter
    same_day = next(one for one in made.values() if "same day" in one.latest.description)
    assert same_day.chapter == chapter
    team = next(one for one in made.values() if "two-hour" in one.latest.description)
    assert list(team.latest.places.all()) == [borough]
    assert [money.amount for money in team.latest.money.all()] == [250000]
    assert team.latest.timescale and team.latest.from_date
    assert "thirty of them answered" in " ".join(Section.objects.values_list("body", flat=True))


def test_what_was_left_out_does_not_enter(sat, brought):
    do(sat, the(brought, "intention", "syringing"), "drop")
    take_in(sat, brought)

    assert not Intention.objects.filter(latest__description__contains="syringing").exists()


def test_each_intention_says_to_its_writers_from_which_page_it_came(sat, at_desk, viewer, brought):
    take_in(sat, brought)
    one = next(one for one in Intention.objects.all() if "syringing" in one.latest.description)
    found = one.findings.get()

    page = sat.get(one.get_draft_url())
    origin = soup(page).select_one("#came-from")
    assert "intentions.txt" in origin.get_text() and f"line {found.line}" in origin.get_text().lower()
    assert origin.select_one("a")["href"] == brought.get_absolute_url()
    assert "intentions.txt" not in text(at_desk(viewer).get(one.get_draft_url()))


def test_a_document_is_taken_in_once(sat, brought):
    take_in(sat, brought)
    answer = sat.post(f"{brought.get_absolute_url()}take-in/", follow=True)

    assert Intention.objects.count() == 3 and "Taken in" in text(answer)


def test_a_document_is_taken_back_whole_and_can_be_taken_in_again(sat, brought, chapter):
    chapters, sections = Chapter.objects.count(), Section.objects.count()
    take_in(sat, brought)
    assert (Chapter.objects.count(), Section.objects.count()) != (chapters, sections)

    answer = take_back(sat, brought)
    assert "is taken back" in text(answer)
    assert not Intention.objects.exists()
    assert (Chapter.objects.count(), Section.objects.count()) == (chapters, sections)
    brought.refresh_from_db()
    assert brought.status == "TAKEN_BACK"
    take_in(sat, brought)
    assert Intention.objects.count() == 3


def test_what_somebody_changed_or_used_since_stays_and_is_named(sat, brought, colleague):
    take_in(sat, brought)
    one = next(one for one in Intention.objects.all() if "syringing" in one.latest.description)
    actions.save_version(version=one.latest, by=colleague, content={"theme": "Theirs"}, revision=one.latest.revision)

    answer = take_back(sat, brought)
    assert one.reference in text(answer) and "Planned care" in text(answer) and "since" in text(answer)
    assert list(Intention.objects.all()) == [one]
    assert one.chapter in Chapter.objects.all()


def test_after_thirty_days_it_stays(sat, brought):
    take_in(sat, brought)
    Brought.objects.update(taken_at=timezone.now() - timedelta(days=31))

    assert "more than 30 days ago: it stays" in text(sat.get(brought.get_absolute_url()))
    assert "cannot be taken back" in text(take_back(sat, brought))
    assert Intention.objects.count() == 3


def test_the_history_says_who_brought_it_took_it_in_and_took_it_back(sat, brought):
    take_in(sat, brought)
    take_back(sat, brought)

    said = set(Event.objects.filter(name__startswith="round.document").values_list("name", flat=True))
    assert said == {"round.document_brought", "round.document_taken_in", "round.document_taken_back"}


def test_what_has_no_place_of_its_own_is_named_before_and_becomes_a_passage(sat, brought):
    accept_all(sat, brought)
    page = text(sat.get(f"{brought.get_absolute_url()}take-in/"))
    assert "About the document: 1, under “What the document says of itself”" in page

    take_in(sat, brought)
    assert Section.objects.filter(heading="What the document says of itself").exists()


def test_taking_in_costs_few_queries_however_many(sat, brought, django_assert_max_num_queries):
    one = the(brought, "intention")
    Finding.objects.bulk_create(
        Finding(
            brought=brought,
            order=100 + at,
            kind="intention",
            title=f"Number {at}",
            words=f"We will do {at}.",
            sure=0.5,
            chapter=one.chapter,
        )
        for at in range(140)
    )
    accept_all(sat, brought)
    with django_assert_max_num_queries(60):
        sat.post(f"{brought.get_absolute_url()}take-in/")
    assert Intention.objects.count() == 143


def finding(brought, order, kind, title, words="", **more):
    return Finding.objects.create(brought=brought, order=order, kind=kind, title=title, words=words, sure=0.9, verdict="accepted", **more)


def draft_words():
    return " ".join([*Chapter.objects.values_list("narrative", flat=True), *Section.objects.values_list("body", flat=True)])


def test_two_chapters_of_one_name_become_one_with_the_words_of_both(sat, brought):
    first = finding(brought, 90, "chapter", "Dental care", "First of all.")
    second = finding(
        brought, 92, "chapter", "4. Dental care", "Second of all.", facts={"objectives": [{"label": "Aim", "text": "no pain"}]}
    )
    finding(brought, 91, "passage", "", "Teeth of the first.", chapter=first)
    finding(brought, 93, "passage", "", "Teeth of the second.", chapter=second)
    take_in(sat, brought)

    chapter = Chapter.objects.get(title="Dental care")
    narrative = ["First of all.", "Teeth of the first.", "Second of all.", "Teeth of the second."]
    assert all(one in chapter.narrative for one in narrative) and chapter.objectives == ["Aim: no pain"]
    assert not Section.objects.filter(body__contains="Teeth").exists()


def test_what_is_said_of_a_chapter_that_the_draft_has_becomes_a_passage(sat, brought, chapter):
    one = finding(brought, 90, "chapter", chapter.title.upper(), "Read this first.")
    finding(brought, 91, "passage", "Its words", "And then this.", chapter=one)
    take_in(sat, brought)

    assert Section.objects.get(heading=chapter.title.upper()).body == "<p>Read this first.</p>"
    assert Section.objects.get(heading="Its words").body == "<p>And then this.</p>"


@pytest.mark.parametrize("verb", ["drop", "passage"])
def test_an_amount_whose_intention_does_not_come_is_no_less_said(sat, brought, verb):
    do(sat, the(brought, "intention", "two-hour"), verb)
    accept_all(sat, brought)
    page = text(sat.get(f"{brought.get_absolute_url()}take-in/"))
    assert "Money: 1, under “Money named in the document”" in page

    take_in(sat, brought)
    assert "£250,000" in Section.objects.get(heading="Money named in the document").body


def test_a_chapter_deleted_meanwhile_is_no_home(sat, brought, chapter, author):
    one = the(brought, "intention", "syringing")
    do(sat, one, "mend", kind="intention", title=one.title, words=one.words, home=f"c:{chapter.pk}")
    actions.delete_chapter(chapter=chapter, by=author)
    accept_all(sat, brought)

    answer = sat.post(f"{brought.get_absolute_url()}take-in/")
    assert answer.status_code == 422 and "1 intention stands in no chapter" in text(answer)
    assert not Intention.objects.exists()


def test_a_code_that_is_taken_is_given_another(sat, brought, chapter):
    Chapter.objects.filter(pk=chapter.pk).update(code="PLAN", title="Quite another")
    take_in(sat, brought)

    assert {one.code for one in Chapter.objects.filter(title="Planned care")} == {"PLAN2"}


def test_what_stayed_is_not_made_twice_when_it_is_taken_in_again(sat, brought, colleague):
    take_in(sat, brought)
    one = next(one for one in Intention.objects.all() if "syringing" in one.latest.description)
    actions.save_version(version=one.latest, by=colleague, content={"theme": "Theirs"}, revision=one.latest.revision)
    Section.objects.update(revision=1)
    before = sorted(Section.objects.values_list("body", flat=True)), sorted(Chapter.objects.values_list("title", flat=True))
    for _ in range(2):
        take_back(sat, brought)
        brought.refresh_from_db()
        take_in(sat, brought)

    assert Intention.objects.count() == 3 and Intention.objects.filter(pk=one.pk).exists()
    assert (sorted(Section.objects.values_list("body", flat=True)), sorted(Chapter.objects.values_list("title", flat=True))) == before


def suggest(one, colleague):
    actions.suggest(about=one, part="title", base=one.latest.title, wanted="Other", note="", by=colleague)


def approve(one, colleague):
    Version.objects.filter(pk=one.latest_id).update(status="IN_REVIEW")


def comment(one, colleague):
    actions.start_thread(about=one, by=colleague, text="Why?")


def delete(one, colleague):
    actions.delete_intention(intention=one, by=colleague)


@pytest.mark.parametrize(
    ("use", "says"), [(suggest, "Changed since"), (approve, "Changed since"), (comment, "Changed since"), (delete, "Not there")]
)
def test_whatever_somebody_did_with_an_intention_keeps_it(sat, brought, colleague, use, says):
    take_in(sat, brought)
    one = next(one for one in Intention.objects.all() if "syringing" in one.latest.description)
    use(one, colleague)

    answer = take_back(sat, brought)
    assert one.reference in text(answer) and says in text(answer)
    assert list(Intention.objects.all()) == ([] if use is delete else [one])
