"""Examples, enabler sheets and the register of providers: written in the browser, ordered, frozen with an edition, carried over."""

import pytest

from intentions import actions
from intentions.models import CaseStudy, Enabler, RegisterEntry

from .conftest import NOON
from .reading import DRAFT, banner, problems, soup, text, typed

FRONT = f"{DRAFT}front/"


@pytest.fixture
def desk(at_desk, author, chapter):
    return at_desk(author)


def test_an_example_is_told_with_who_where_and_its_benefits(desk, trust, borough):
    address = f"{FRONT}example/add/"
    sent = typed(desk.get(address)) | {
        "title": "A ward at home",
        "organisations": [str(trust.pk)],
        "places": [str(borough.pk)],
        "narrative": "<p>Thirty people a month.</p><script>x</script>",
        "benefits_patients": "Less travel\n\nOwn bed",
        "benefits_nhs": "Fewer bed days",
        "accompanies": "Urgent care",
    }
    assert banner(desk.post(address, sent, follow=True)) == "“A ward at home” is added."
    study = CaseStudy.objects.get()
    assert (study.slug, study.order, study.narrative) == ("a-ward-at-home", 1, "<p>Thirty people a month.</p>")
    assert (study.benefits_patients, study.benefits_nhs) == (["Less travel", "Own bed"], ["Fewer bed days"])
    assert ([*study.organisations.all()], [*study.places.all()]) == ([trust], [borough])


def test_an_example_is_changed_part_by_part(desk, colleague, trust, round):
    study = actions.add_passage(round=round, model=CaseStudy, by=colleague, title="Ward", organisations=[trust])
    address = f"{FRONT}example/{study.pk}/"
    sent = typed(desk.get(address)) | {"organisations": [], "accompanies": "Urgent care"}
    actions.edit_passage(passage=study, by=colleague, revision=0, benefits_nhs=["Fewer bed days"])
    assert "Kept as well: Benefits for the NHS" in banner(desk.post(address, sent, follow=True))
    study.refresh_from_db()
    assert (study.accompanies, study.benefits_nhs, study.organisations.count()) == ("Urgent care", ["Fewer bed days"], 0)


def test_an_enabler_sheet_is_written_in_rows(desk):
    address = f"{FRONT}enabler/add/"
    page = desk.post(address, typed(desk.get(address)) | {"add_impact": "1"})
    page = desk.post(address, typed(page) | {"add_timetable": "1"})
    sent = typed(page) | {
        "title": "Workforce",
        "lead_role": "Chief Officer",
        "aims": "Train early\nGrow skills",
        "impact-0-area": "planned care",
        "impact-0-items": "Pathways alike",
        "scope": "System wide",
        "approach": "Engage nurses",
        "mechanism": "A programme",
        "timetable-0-period": "Years 2 and 3",
        "timetable-0-items": "Begin\nEnd",
    }
    desk.post(address, sent)
    sheet = Enabler.objects.get()
    assert sheet.content == {
        "aims": ["Train early", "Grow skills"],
        "impact": [{"area": "planned care", "items": ["Pathways alike"]}],
        "scope": "System wide",
        "approach": ["Engage nurses"],
        "mechanism": ["A programme"],
        "timetable": [{"period": "Years 2 and 3", "items": ["Begin", "End"]}],
    }
    shown = text(soup(desk.get(FRONT)).find(id=f"enabler-{sheet.pk}"))
    assert "Impact on planned care Pathways alike" in shown
    assert "Approach: System wide Engage nurses" in shown


def test_two_people_in_one_enabler_sheet_are_asked_about_the_same_block_only(desk, colleague, round):
    sheet = actions.add_passage(round=round, model=Enabler, by=colleague, title="Workforce", aims=["One"], mechanism=["Two"])
    address = f"{FRONT}enabler/{sheet.pk}/"
    sent = typed(desk.get(address)) | {"aims": "Mine", "lead_role": "Chief Officer"}
    actions.edit_passage(passage=sheet, by=colleague, revision=0, aims=["Theirs"], mechanism=["Other"])
    late = desk.post(address, sent)
    assert problems(late) == ["Aims: Col League changed this too. Choose the text to keep"]
    desk.post(address, typed(late) | {"keep-aims": "theirs"})
    sheet.refresh_from_db()
    assert (sheet.lead_role, sheet.content["aims"], sheet.content["mechanism"]) == ("Chief Officer", ["Theirs"], ["Other"])


def test_a_sheet_without_a_title_and_an_area_without_a_name_say_so(desk):
    address = f"{FRONT}enabler/add/"
    page = desk.post(address, typed(desk.get(address)) | {"add_impact": "1"})
    answer = desk.post(address, typed(page) | {"impact-0-items": "Pathways alike"})
    assert (answer.status_code, problems(answer)) == (422, ["Enter a title", "Enter the area of care"])
    assert "Pathways alike" in soup(answer).find("textarea", attrs={"name": "impact-0-items"}).text


def test_a_provider_enters_the_register_with_its_part(desk, trust, chapter):
    address = f"{FRONT}provider/add/"
    assert problems(desk.post(address, typed(desk.get(address)))) == ["Select a provider", "Enter its part in it"]
    sent = typed(desk.get(address)) | {"organisation": str(trust.pk), "chapter": str(chapter.pk), "role": "Runs the front door"}
    desk.post(address, sent)
    entry = RegisterEntry.objects.get()
    assert (entry.organisation, entry.chapter, entry.role) == (trust, chapter, "Runs the front door")
    shown = text(soup(desk.get(FRONT)).find(id=f"provider-{entry.pk}"))
    assert shown.startswith("Acute Trust Urgent and emergency care Runs the front door")
    desk.post(f"{FRONT}provider/{entry.pk}/remove/")
    assert not RegisterEntry.objects.exists()


def test_examples_sheets_and_providers_are_put_in_order(desk, round, author, trust):
    said = {CaseStudy: {"title": "A"}, Enabler: {"title": "A"}, RegisterEntry: {"organisation": trust, "role": "A"}}
    for kind, model in (("example", CaseStudy), ("enabler", Enabler), ("provider", RegisterEntry)):
        first, second = (actions.add_passage(round=round, model=model, by=author, **said[model]) for _ in range(2))
        desk.post(f"{DRAFT}move/{kind}/{second.pk}/", {"up": "1"})
        assert list(model.objects.order_by("order")) == [second, first]


def test_a_published_edition_keeps_what_the_draft_has_lost(desk, round, author, approver, approved, trust):
    study = actions.add_passage(round=round, model=CaseStudy, by=author, title="Ward", organisations=[trust], narrative="<p>Thirty.</p>")
    actions.add_passage(round=round, model=Enabler, by=author, title="Workforce", aims=["Train <nurses>"])
    actions.add_passage(round=round, model=RegisterEntry, by=author, organisation=trust, role="Runs the front door")
    edition = actions.publish(round=round, by=approver, approving_body="Board", approved_date=None, at=NOON)
    actions.remove_passage(passage=study, by=author)
    edition.refresh_from_db()
    assert [one["narrative"] for one in edition.content["case_studies"]] == ["<p>Thirty.</p>"]
    assert edition.content["enablers"][0]["passages"] == [{"heading": "Aims", "html": "<ul><li>Train &lt;nurses&gt;</li></ul>"}]
    assert edition.content["register"][0]["role"] == "Runs the front door"


def test_next_years_round_begins_with_them(round, chapter, author, approved, trust, borough, lead):
    told = {"title": "Ward", "organisations": [trust], "places": [borough], "narrative": "<p>Thirty.</p>", "benefits_nhs": ["Beds"]}
    actions.add_passage(round=round, model=CaseStudy, by=author, **told)
    actions.add_passage(round=round, model=Enabler, by=author, title="Workforce", aims=["Train nurses"])
    actions.add_passage(round=round, model=RegisterEntry, by=author, organisation=trust, chapter=chapter, role="Runs the front door")
    later = {"title": "N", "slug": "n", "lead": lead, "participants": [], "year_from": 2020, "year_to": 2020}
    new = actions.roll_forward(round=round, by=author, **later)
    study, sheet, entry = new.case_studies.get(), new.enablers.get(), new.register.get()
    assert (study.narrative, study.benefits_nhs, [*study.organisations.all()], [*study.places.all()]) == (
        "<p>Thirty.</p>",
        ["Beds"],
        [trust],
        [borough],
    )
    assert (sheet.content, entry.role) == ({"aims": ["Train nurses"]}, "Runs the front door")
    assert (entry.chapter.round, entry.chapter.code) == (new, "UEC")
