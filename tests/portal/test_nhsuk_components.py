import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.constants import SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.utils.safestring import mark_safe

from portal.nhsuk.components import component


def render(source, **context):
    return BeautifulSoup(Template(source).render(Context(context)), "html.parser")


def test_a_component_is_drawn_by_its_name():
    button = render('{% nhs "button" text="Publish edition 1" href="/publish/" %}').a
    assert (button.get_text(strip=True), button["href"], "nhsuk-button" in button["class"]) == ("Publish edition 1", "/publish/", True)


def test_parameters_may_be_written_as_python_writes_them():
    assert render('{% nhs "button" text="Save" prevent_double_click=True %}').button["data-prevent-double-click"] == "true"


@pytest.mark.parametrize("parameter", ["text", "html"])
def test_what_a_person_wrote_is_escaped_in_every_parameter(parameter):
    drawn = render(f'{{% nhs "inset-text" {parameter}=written %}}', written="<script>alert(1)</script>")
    assert drawn.find("script") is None
    assert "<script>" in drawn.get_text()


def test_the_words_of_a_template_are_written_once():
    assert render('{% nhs "warning-callout" heading="Time limit" text="Soon" %}').get_text().count("Time limit") == 1


def test_html_that_was_made_safe_is_kept():
    assert render('{% nhs "inset-text" html=made %}', made=mark_safe("<em>so</em>")).em.get_text() == "so"


def test_html_deep_inside_a_parameter_is_escaped_too():
    drawn = component("summary-list", {"rows": [{"key": {"text": "A"}, "value": {"html": "<script>1</script>"}}]})
    assert "<script>" not in drawn


def test_attributes_cannot_be_smuggled_in_as_a_string():
    with pytest.raises(TypeError):
        component("button", {"text": "A", "attributes": "onclick=alert(1)"})


def test_a_block_is_the_html_of_its_component():
    drawn = render('{% nhsblock "details" summary_text="More" %}<p>{{ written }}</p>{% endnhsblock %}', written="a < b")
    assert drawn.details.p.get_text() == "a < b"


def test_a_tag_has_the_colour_of_its_word():
    assert "nhsuk-tag--orange" in render("{{ 'Returned'|tag_for }}").strong["class"]


def test_a_tag_of_an_unknown_word_fails_loudly():
    with pytest.raises(LookupError):
        render("{{ 'Nearly'|tag_for }}")


def test_nought_is_said_and_nothing_is_no_data():
    assert render("{{ nought|or_no_data }} {{ nothing|or_no_data }}", nought=0, nothing=None).get_text() == "0 No data"


def test_without_errors_there_is_no_summary():
    assert render("{% error_summary nothing %}", nothing=None).get_text() == ""


def test_a_stranger_may_nothing(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    assert render('{% may "organisations.invite" None as may_invite %}{{ may_invite }}', request=request).get_text() == "False"


def said(*messages):
    return render("{% banner messages %}", messages=[Message(level, text) for level, text in messages])


def test_all_that_was_said_stands_in_one_banner():
    drawn = said((SUCCESS, "Saved."), (SUCCESS, "Sent to <all>."))
    assert [one.get_text() for one in drawn.select(".nhsuk-notification-banner__heading")] == ["Saved.", "Sent to <all>."]
    assert len(drawn.select(".nhsuk-notification-banner--success")) == 1


def test_a_banner_is_green_only_when_all_went_well():
    assert not said((SUCCESS, "Saved."), (WARNING, "Someone else did this first.")).select(".nhsuk-notification-banner--success")


def test_without_messages_there_is_no_banner():
    assert said().get_text() == ""


def test_a_component_that_was_drawn_before_is_not_drawn_again(monkeypatch):
    first = component("tag", {"text": "Kept once", "colour": "blue"})
    monkeypatch.setattr("portal.nhsuk.components._macro", None)
    assert component("tag", {"text": "Kept once", "colour": "blue"}) == first
    with pytest.raises(TypeError):
        component("tag", {"text": "Kept once", "colour": "green"})


@pytest.mark.parametrize("name", ["details", "inset-text", "card"])
def test_the_lines_of_a_box_inside_a_component_stay_where_they_are(name):
    key = {"card": "description_html"}.get(name, "html")
    drawn = render(f'{{% nhs "{name}" {key}=written %}}', written=mark_safe("<textarea>One\nTwo\n\n  Three</textarea>"))
    assert drawn.textarea.get_text() == "One\nTwo\n\n  Three"
