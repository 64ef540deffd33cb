import pytest
from bs4 import BeautifulSoup
from django.template import engines
from hypothesis import given, settings

from portal.nhsuk import fields
from portal.richtext.clean import clean, from_markdown, to_markdown
from portal.richtext.fields import RichTextField

from .richtext_documents import documents


class DraftForm(fields.NHSForm):
    title = fields.TextField(label="Title")
    description = RichTextField(label="Description", hint="What will change", missing="Enter a description")
    why = RichTextField(label="Reason", required=False)


@pytest.fixture(autouse=True)
def files_as_they_lie(settings):
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def form_of(**typed):
    return DraftForm({"title": "x", "description": "x", **typed})


def box(form, name="description"):
    return BeautifulSoup(str(form), "html.parser").find("textarea", attrs={"name": name})


def test_the_answer_is_clean():
    form = form_of(description="<p onclick=x()>Seven <b>days</b><script>x()</script></p>")
    assert form.is_valid()
    assert form.cleaned_data["description"] == "<p>Seven <strong>days</strong></p>"


def test_words_typed_without_the_editor_become_paragraphs_and_bullets():
    form = form_of(description="We will:\r\n\r\n- open\r\n- close")
    assert form.is_valid()
    assert form.cleaned_data["description"] == "<p>We will:</p><ul><li>open</li><li>close</li></ul>"


@pytest.mark.parametrize("nothing", ["", "  ", "<p></p>", "<p>&nbsp;</p>", "<script>x()</script>", "<ul><li><p></p></li></ul>"])
def test_a_text_without_words_is_no_answer(nothing):
    form = form_of(description=nothing)
    assert form.errors["description"] == ["Enter a description"]


def test_what_need_not_be_answered_may_be_empty():
    form = form_of(why="<p></p>")
    assert form.is_valid()
    assert form.cleaned_data["why"] == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("<p>" + "x" * 200_001, "Description must be 200 kB or less"),
        ("<blockquote>" * 31 + "x", "Description must have lists, tables and quotations at most 30 levels deep"),
        ("<table><tr>" + "<td>x" * 51, "Description must have tables of at most 50 columns"),
    ],
)
def test_a_refusal_is_said_at_the_field_and_what_was_typed_is_kept(typed, words):
    form = form_of(description=typed)
    assert form.errors["description"] == [words]
    assert box(form).text.strip() == typed
    assert box(form)["data-html"] == typed


def test_what_was_typed_is_kept_when_another_field_is_wrong():
    form = form_of(title="", description="<p>Kept</p><table><tr><td>a<td>b</table>")
    assert not form.is_valid()
    assert box(form)["data-html"] == "<p>Kept</p><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"


def test_the_box_has_its_label_hint_and_error():
    soup = BeautifulSoup(str(form_of(description="")), "html.parser")
    textarea = soup.find("textarea", attrs={"name": "description"})
    assert soup.find("label", attrs={"for": textarea["id"]}).text.strip() == "Description"
    described = [soup.find(id=each).text.strip() for each in textarea["aria-describedby"].split()]
    assert described == ["What will change", "Error: Enter a description"]
    assert "required" not in textarea.attrs


def test_without_scripts_a_simple_text_is_edited_as_words():
    form = DraftForm(initial={"description": "<p>We <strong>will</strong>:</p><ul><li>open</li></ul>"})
    assert box(form).text.strip() == "We **will**:\n\n- open"
    assert box(form)["data-html"] == "<p>We <strong>will</strong>:</p><ul><li>open</li></ul>"


def test_without_scripts_a_table_is_edited_as_html():
    table = clean("<table><tr><td>a<td>b</table>")
    assert box(DraftForm(initial={"description": table})).text.strip() == table


@given(documents)
@settings(max_examples=40, deadline=None)
def test_saving_what_is_shown_changes_nothing(text):
    assert to_markdown(text) is None or from_markdown(to_markdown(text)) == text
    textarea = box(DraftForm(initial={"description": text}))
    form = form_of(description=textarea.text.removeprefix("\n").replace("\n", "\r\n"))
    assert (form.cleaned_data["description"] if form.is_valid() else "") == text


def test_the_editor_writing_other_tags_is_no_change():
    form = DraftForm(
        {"title": "x", "description": "<ul><li><p>a</p></li></ul>"}, initial={"title": "x", "description": "<ul><li>a</li></ul>"}
    )
    assert not form.has_changed()


def drawn(template, **context):
    return BeautifulSoup(engines["django"].from_string(template).render(context), "html.parser")


def test_a_stored_text_is_shown_as_html():
    assert drawn("{{ text|rich }}", text="<p>a <strong>b</strong></p>").select_one(".app-rich > p > strong").text == "b"


def test_a_stored_text_that_never_was_cleaned_still_runs_nothing():
    shown = drawn("{{ text|rich }}", text="<p onclick=x()>a</p><script>x()</script><img src=x onerror=x()>")
    assert str(shown) == '<div class="app-rich"><p>a</p></div>'


@pytest.mark.parametrize("nothing", ["", None])
def test_no_text_shows_nothing(nothing):
    assert str(drawn("{{ text|rich }}{% redline text text %}{{ text|plain }}", text=nothing)) == ""


def test_a_table_scrolls_in_a_frame_the_keyboard_reaches():
    frame = drawn("{{ text|rich }}", text=clean("<table><tr><td>a<td>b</table>")).select_one(".app-rich > div")
    assert (frame["role"], frame["aria-label"], frame["tabindex"]) == ("region", "Table 1", "0")
    assert frame.table


def test_a_redline_is_drawn_in_a_page():
    shown = drawn("{% redline old new %}", old="<p>by April in all sites</p>", new="<p>by July in all sites</p>")
    assert shown.select_one(".app-redline del").text == "Removed: April"


def test_the_words_alone_are_escaped_like_any_words():
    assert drawn("{{ text|plain }}", text="<p>a &lt; b</p>").text == "a < b"
