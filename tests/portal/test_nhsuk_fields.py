"""Questions of text and of choice: they draw themselves, say what is wrong, and keep what was typed."""

import pytest
from django.forms import formset_factory

from portal.nhsuk import fields
from portal.nhsuk.problems import problems_of

from .nhsuk_forms import cleaned, complaint, form_of, html


def test_a_question_has_its_label_hint_and_error_tied_to_its_input():
    form = form_of(title=fields.TextField(label="Title", hint="As the committee knows it", missing="Enter a title"))({})
    drawn = html(form["title"])
    box = drawn.find("input")
    described = box["aria-describedby"].split()
    assert drawn.find("label", attrs={"for": box["id"]}).get_text(strip=True) == "Title"
    assert [drawn.find(id=one).get_text(strip=True) for one in described] == ["As the committee knows it", "Error:Enter a title"]


def test_what_need_not_be_answered_says_so():
    assert "Saving (optional)" in html(form_of(it=fields.MoneyField(label="Saving", required=False))()["it"]).get_text()


def test_a_label_and_what_was_typed_are_never_html():
    form = form_of(it=fields.TextField(label="<b>Title</b>", hint="<i>hint</i>"))({"it": '"><script>alert(1)</script>'})
    assert not html(form).find(["script", "b", "i"])


def test_a_title_may_not_be_longer_than_its_limit():
    assert complaint(fields.TextField(label="Title"), {"it": "x" * 5000}) == "Title must be 200 characters or less"


def test_a_long_title_is_still_there_to_be_shortened():
    form = form_of(it=fields.TextField(label="Title"))({"it": "x" * 5000})
    assert html(form["it"]).find("input")["value"] == "x" * 5000


def test_a_pasted_line_break_in_one_line_becomes_a_space():
    assert cleaned(fields.TextField(label="Title"), {"it": "Same day\r\nemergency care"}) == "Same day emergency care"


@pytest.mark.parametrize("kind", [fields.TextField, fields.TextArea])
def test_a_character_that_no_page_can_show_is_refused_in_words(kind):
    assert complaint(kind(label="Title"), {"it": "a\x00b"}) == "Title has a character in it that cannot be shown. Type it again"


def test_a_line_break_counts_once():
    assert complaint(fields.TextArea(label="Why", max_length=3), {"it": "a\r\nb"}) is None


@pytest.mark.parametrize("typed", ["\n\n  two blank lines first", "a\n  b\n\n   c", "</textarea><b>x", "x  y\ttab"])
def test_a_text_comes_back_as_it_was_typed_even_under_an_answer(typed):
    form = form_of(
        why=fields.Radios(label="Why", choices=[("A", "A")], reveals={"A": "text"}),
        text=fields.TextArea(label="Text", count=True),
        missing=fields.TextField(label="Missing"),
    )({"why": "A", "text": typed})
    shown = html(form).find("textarea").get_text()
    assert shown.removeprefix("\n") == typed if typed.startswith("\n") else shown == typed


@pytest.mark.parametrize("typed", ["not an email", "a@b", "a b@example.org"])
def test_an_email_has_the_form_of_one(typed):
    said = complaint(fields.TextField(label="Email", email=True), {"it": typed})
    assert said == "Enter an email address in the correct format, like name@example.com"


def position(**more):
    return form_of(
        position=fields.Radios(
            label="Position", missing="Select a position", choices=[("YES", "Support"), ("NO", "Cannot support")], reveals={"NO": "reason"}
        ),
        reason=fields.TextArea(label="Reason", missing="Enter a reason", **more),
    )


def test_a_revealed_question_is_drawn_once_inside_the_answer_that_reveals_it():
    drawn = html(position()())
    assert len(drawn.find_all("textarea")) == 1
    assert drawn.find("textarea").find_parent(class_="nhsuk-radios__conditional")


def test_a_revealed_question_must_be_answered_when_it_is_revealed():
    form = position()({"position": "NO"})
    assert form.errors == {"reason": ["Enter a reason"]}


def test_what_is_not_revealed_is_neither_asked_for_nor_kept():
    form = position()({"position": "YES", "reason": "typed before changing the answer"})
    assert form.is_valid()
    assert form.cleaned_data == {"position": "YES", "reason": ""}


def test_no_answer_may_carry_an_attribute_that_radios_do_not_have():
    assert "aria-controls" not in str(position()()["position"])


def test_an_answer_that_was_not_offered_is_refused():
    assert complaint(fields.Select(label="Setting", choices=[("a", "A")]), {"it": "b"}) == "Select one of the answers listed"


def test_none_of_these_stands_alone():
    field = fields.Checkboxes(label="Providers", choices=[("a", "A"), ("none", "None")], exclusive="none")
    assert complaint(field, {"it": ["a", "none"]}) == "Select answers, or select “None”, not both"


@pytest.mark.parametrize(("typed", "answer"), [("True", True), ("False", False)])
def test_yes_and_no_are_true_and_false(typed, answer):
    assert cleaned(fields.YesNo(label="Recurrent"), {"it": typed}) is answer


def test_no_is_an_answer():
    assert complaint(fields.YesNo(label="Recurrent", missing="Say whether it recurs"), {}) == "Say whether it recurs"


def test_a_box_that_must_be_ticked_says_what_it_confirms():
    said = complaint(fields.BooleanField(label="I sign this text", missing="Confirm that you sign this text"), {})
    assert said == "Confirm that you sign this text"


def test_a_password_is_never_written_back():
    assert "secret" not in str(form_of(password=fields.PasswordField())({"password": "secret words"}))


def test_the_questions_of_a_formset_have_names_of_their_own():
    rows = formset_factory(form_of(title=fields.TextField(label="Title", missing="Enter a title")), extra=2)
    drawn = html("".join(str(form) for form in rows()))
    assert [box["name"] for box in drawn.find_all("input")] == ["form-0-title", "form-1-title"]


def test_the_errors_of_a_formset_link_to_their_rows():
    rows = formset_factory(form_of(title=fields.TextField(label="Title", missing="Enter a title")), extra=0, min_num=2, validate_min=True)
    bound = rows({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-title": "x", "form-1-title": ""})
    assert {"text": "Enter a title", "href": "#id_form-1-title"} in problems_of(bound)


def test_a_field_with_a_widget_of_its_own_gets_the_same_frame():
    form = form_of(it=fields.FileField(label="Evidence", hint="The signed letter"))({})
    box = html(form["it"]).find("input", type="file")
    assert box["aria-describedby"] == "id_it-hint id_it-error"
    assert "nhsuk-form-group--error" in str(form["it"])
