"""Standards and steps of a roll-out are typed in rows, like money."""

from intentions import actions
from intentions.documents import parts_of

from .conftest import WHOLE
from .reading import EDIT, banner, problems, soup, text, typed


def test_a_standard_and_a_step_are_typed_and_kept(at_desk, author, version):
    desk = at_desk(author)
    page = desk.post(EDIT, typed(desk.get(EDIT)) | {"add_standards": "1"})
    page = desk.post(EDIT, typed(page) | {"add_rollouts": "1"})
    rows = {
        "standards-0-metric": "Median wait to the first appointment",
        "standards-0-operator": "less than",
        "standards-0-value": "7",
        "standards-0-unit": "days",
        "rollouts-0-bundle": "Vital 5",
        "rollouts-0-year": "2019/20",
        "rollouts-0-setting": "acute",
        "rollouts-0-coverage": "two acute providers",
    }
    assert "Saved at" in banner(desk.post(EDIT, typed(page) | rows, follow=True))
    standard, step = version.standards.get(), version.rollouts.get()
    assert (standard.metric, standard.operator, standard.value, standard.unit) == (
        "Median wait to the first appointment",
        "less than",
        "7",
        "days",
    )
    assert (step.bundle, step.year, step.setting, step.coverage) == ("Vital 5", "2019/20", "acute", "two acute providers")
    shown = {part.name: part.html for part in parts_of(version.intention.latest.content())}
    assert "less than" in shown["standards"]
    assert "two acute providers" in shown["rollouts"]


def test_a_row_without_what_it_is_about_is_refused_and_stays(at_desk, author, version):
    desk = at_desk(author)
    page = desk.post(EDIT, typed(desk.get(EDIT)) | {"add_standards": "1"})
    answer = desk.post(EDIT, typed(page) | {"standards-0-value": "7"})
    assert (answer.status_code, problems(answer)) == (422, ["Enter what is measured"])
    assert soup(answer).find("input", attrs={"name": "standards-0-value"})["value"] == "7"


def test_rows_saved_meanwhile_are_asked_about(at_desk, author, colleague, version):
    desk = at_desk(author)
    page = desk.post(EDIT, typed(desk.get(EDIT)) | {"add_standards": "1"})
    theirs = [{"metric": "Theirs", "operator": "at most", "value": "14"}]
    actions.save_version(version=version, by=colleague, content={"standards": theirs}, revision=version.revision)
    late = desk.post(EDIT, typed(page) | {"standards-0-metric": "Mine"})
    assert late.status_code == 409
    assert "Theirs" in text(soup(late).find("main"))
    assert version.standards.get().metric == "Theirs"


def test_what_an_import_wrote_stays_a_choice(at_desk, author, chapter):
    content = {**WHOLE, "standards": [{"metric": "Wait", "operator": "<", "value": "7"}]}
    made = actions.add_intention(chapter=chapter, by=author, content=content)
    desk = at_desk(author)
    desk.post(made.get_draft_url(), typed(desk.get(made.get_draft_url())) | {"title": "Other"})
    assert made.latest.standards.get().operator == "<"
