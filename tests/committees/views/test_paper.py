import pytest

from committees import actions
from committees.forms import PaperForm
from committees.models import Paper

from ..reading import entering, problems, soup, typed, words


# ── Making ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_clerk_makes_a_paper_from_an_edition_for_a_meeting(client, clerk, meeting, edition, ccg):
    address = f"/papers/make/?meeting={meeting.slug}"
    form = soup(entering(client, clerk).get(address))
    said = typed(form, edition=str(edition.pk), author=str(ccg.pk), title="Intentions 2019/20")
    answer = client.post(address, said)

    paper = Paper.objects.get()
    assert answer["Location"] == paper.get_draft_url()
    assert (paper.programmes, paper.item.meeting) == (["UEC", "CAN"], meeting)


def test_a_year_in_the_title_is_a_year_in_the_address(committee, ccg, author):
    paper = actions.make_paper(committee=committee, author=ccg, title="Intentions 2027/28", by=author)
    assert paper.get_draft_url() == "/papers/intentions-2027-28/draft/"


def test_no_page_is_counted_of_a_paper_that_quotes_no_programme(client, author, committee, ccg, edition):
    paper = actions.make_paper(committee=committee, author=ccg, title="Letter", by=author, form="letter", edition=edition)
    said = words(soup(entering(client, author).get(paper.get_draft_url())))
    assert "From edition 1 of Eastham intentions 2019/20" in said and "quoted" not in said


def test_who_clears_a_paper_reads_its_programmes_by_their_names(client, approver, author, committee, ccg, edition):
    paper = actions.make_paper(committee=committee, author=ccg, title="Letter", by=author, form="letter", edition=edition)
    page = soup(entering(client, approver).get(f"{paper.get_draft_url()}clear/"))
    assert [chapter["title"] for chapter in edition.content["chapters"]] == words(
        page.find("dt", string=lambda text: "Programmes" in text).find_next("dd")
    ).split(", ")


def test_an_author_makes_papers_of_their_own_organisation_only(client, author, committee, elsewhere, edition, ccg):
    form = soup(entering(client, author).get("/papers/make/"))

    assert [words(option) for option in form.select("select[name=author] option")[1:]] == [ccg.name]
    assert len(form.select("select[name=committee] option")) == 3


def test_an_organisation_that_takes_no_part_in_the_round_does_not_report_on_it(client, clerk, meeting, edition, council):
    said = {"committee": str(meeting.committee_id), "edition": str(edition.pk), "author": str(council.pk), "title": "Intentions"}
    page = soup(entering(client, clerk).post("/papers/make/", said), 422)

    assert problems(page) == ["Eastham Council takes no part in Eastham intentions 2019/20. Select NHS Eastham CCG"]
    assert page.find("input", {"name": "title"})["value"] == "Intentions"


def test_nobody_else_makes_a_paper(client, member):
    assert entering(client, member).get("/papers/make/").status_code == 403


def test_what_is_missing_is_said_at_its_field(client, clerk, meeting):
    page = soup(entering(client, clerk).post("/papers/make/", {}), 422)

    assert problems(page) == ["Select committee", "Select an edition", "Select organisation that reports", "Enter a title"]


@pytest.mark.parametrize(
    ("form", "asked"),
    [("report", {"programmes", "detail"}), ("joint", {"programmes", "detail"}), ("changes", {"programmes"}), ("memorandum", set())],
)
def test_programmes_and_depth_are_asked_only_where_they_change_the_paper(form, asked, committee, ccg, author, edition):
    paper = actions.make_paper(committee=committee, author=ccg, title="Paper", by=author, form=form, edition=edition)
    assert set(PaperForm(thing=paper, is_late=False).fields) & {"programmes", "detail"} == asked


# ── The draft ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_draft_stands_under_the_house_headings_of_the_committee(at_the_paper):
    headings = [words(heading) for heading in at_the_paper().select("form#edit h2")]

    assert headings == [
        "Part 1 or part 2",
        "Header block",
        "Purpose",
        "Recommendations",
        "Policy context",
        "Strategic context",
        "One section for each programme",
        "Implications",
        "Conclusion",
        "Background documents",
        "Contact",
    ]


def test_saving_what_was_not_changed_changes_nothing(client, at_the_paper, draft, paper):
    client.post(draft, typed(at_the_paper()))

    assert Paper.objects.get(pk=paper.pk).revision == 0


def test_every_part_is_saved(client, at_the_paper, draft, paper):
    changes = {
        "title": "Another title",
        "programmes": ["CAN"],
        "detail": "summary",
        "conclusion": "The end.",
        "recommendations-2-verb": "endorse",
        "recommendations-2-text": "the plan",
        "recommendations-2-informed_by": "One\nTwo",
        "implication-legal": "Counsel was asked.",
        "background-1-title": "The strategy",
        "background-1-where": "Council offices",
    }
    client.post(draft, typed(at_the_paper(), **changes))

    saved = Paper.objects.get(pk=paper.pk)
    assert (saved.title, saved.programmes, saved.detail, saved.conclusion) == ("Another title", ["CAN"], "summary", "<p>The end.</p>")
    assert saved.recommendations[1] == {"verb": "endorse", "text": "the plan", "informed_by": ["One", "Two"]}
    assert saved.implications["legal"] == "<p>Counsel was asked.</p>"
    assert saved.implications["financial"] == paper.implications["financial"]
    assert saved.background == [{"title": "The strategy", "date": "", "where": "Council offices", "url": ""}]
    assert set(saved.changes) == {"title", "programmes", "detail", "conclusion", "recommendations", "implications", "background"}


def test_a_recommendation_without_its_verb_is_refused_and_kept(client, at_the_paper, draft):
    page = soup(client.post(draft, typed(at_the_paper(), **{"recommendations-2-text": "the plan"})), 422)

    assert problems(page) == ["Select what members are asked to do in recommendation 2"]
    assert page.find("textarea", {"name": "recommendations-2-text"}).get_text(strip=True) == "the plan"


def test_absent_fields_are_refused_in_words_and_save_nothing(client, clerk, draft, paper):
    page = soup(entering(client, clerk).post(draft, {}), 422)

    assert "Enter a title" in problems(page)
    assert Paper.objects.get(pk=paper.pk).revision == 0


def test_a_title_of_5000_characters_is_refused_and_kept(client, at_the_paper, draft):
    page = soup(client.post(draft, typed(at_the_paper(), title="x" * 5000)), 422)

    assert problems(page) == ["Report title must be 300 characters or less"]
    assert page.find("input", {"name": "title"})["value"] == "x" * 5000


def test_a_script_in_rich_text_is_not_kept(client, at_the_paper, draft, paper):
    client.post(draft, typed(at_the_paper(), conclusion="<p>Done</p><script>alert(1)</script>"))

    assert Paper.objects.get(pk=paper.pk).conclusion == "<p>Done</p>"


def test_a_part_kept_private_asks_why_before_it_is_saved(client, at_the_paper, draft, paper):
    page = soup(client.post(draft, typed(at_the_paper(), part="2")), 422)

    assert "Select why it is exempt" in problems(page)
    assert Paper.objects.get(pk=paper.pk).is_exempt is False


# ── Lateness ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_reasons_are_asked_only_when_the_clock_demands_them(client, at_the_paper, item, time_machine):
    time_machine.move_to("2018-11-23T09:00Z")
    assert at_the_paper().find("textarea", {"name": "why_late"}) is None
    time_machine.move_to("2018-11-26T09:00Z")
    page = at_the_paper()

    assert page.find("textarea", {"name": "why_late"}) is not None
    assert (
        "This paper would be published on Monday 26 November 2018: 4 clear days before the meeting, not 5. "
        "Say why it is late and why it cannot wait."
    ) in words(page.main)


def test_a_page_opened_in_time_and_saved_late_leaves_the_reasons_alone(client, at_the_paper, draft, paper, item, author, time_machine):
    actions.save_paper(paper=paper, by=author, revision=0, why_late="Figures.", why_urgent="Contracts.")
    time_machine.move_to("2018-11-23T09:00Z")
    said = typed(at_the_paper(), conclusion="Mine.")
    time_machine.move_to("2018-11-26T09:00Z")
    client.post(draft, said)

    assert Paper.objects.get(pk=paper.pk).why_late == "Figures."


# ── What the page says beside the text ──────────────────────────────────────────────────────────────────────────────
def test_the_page_says_how_many_pages_are_quoted_and_where_the_paper_contradicts_itself(at_the_paper):
    said = words(at_the_paper().main)

    assert "From edition 1 of Eastham intentions 2019/20: about 2 pages quoted" in said
    assert "Section 7 says no financial implications; 2 sections claim savings." in said


def test_the_preview_reads_as_the_paper_will(client, clerk, draft):
    page = soup(entering(client, clerk).get(f"{draft}preview/"))

    assert words(page.find(id="p5-2-1").find(["h4", "h5"])) == "5.2.1 UEC-01 UEC intention 1"
