import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import formset_factory

from portal.nhsuk import fields
from portal.nhsuk.problems import problems_of


def form_of(**questions):
    return type("Form", (fields.NHSForm,), questions)


def html(drawn):
    return BeautifulSoup(str(drawn), "html.parser")


def complaint(field, typed, name="it"):
    form = form_of(**{name: field})(typed)
    return form.errors[name][0] if name in form.errors else None


def cleaned(field, typed):
    form = form_of(it=field)(typed)
    assert form.is_valid(), form.errors
    return form.cleaned_data["it"]


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


# Choices


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


# Dates


def on(day="", month="", year="", **time):
    return {"it_day": day, "it_month": month, "it_year": year, **{f"it_{name}": value for name, value in time.items()}}


@pytest.mark.parametrize("month", ["1", "01", "Jan", "january"])
def test_a_month_is_a_number_or_a_name(month):
    assert cleaned(fields.DateField(label="Start"), on("31", month, "2019")) == date(2019, 1, 31)


@pytest.mark.parametrize(
    ("typed", "said", "first"),
    [
        (on(), "Enter start", "id_it_day"),
        (on("31", "", "2019"), "Start must include a month", "id_it_month"),
        (on("", "", "2019"), "Start must include a day and month", "id_it_day"),
        (on("31", "2", "2019"), "Start must be a real date", "id_it_day"),
        (on("1", "2", "19"), "Start must have a year of 4 numbers, like 2019", "id_it_year"),
        (on("one", "2", "2019"), "Start must be a real date", "id_it_day"),
        (on("1", "Febtober", "2019"), "Start must be a real date", "id_it_day"),
        (on("1", "²", "2019"), "Start must be a real date", "id_it_day"),
    ],
)
def test_a_date_says_which_part_is_wrong_and_links_to_it(typed, said, first):
    form = form_of(it=fields.DateField(label="Start"))(typed)
    assert problems_of(form) == [{"text": said, "href": f"#{first}"}]
    assert html(form["it"]).find(id=first)


def test_a_wrong_date_keeps_what_was_typed():
    drawn = html(form_of(it=fields.DateField(label="Start"))(on("31", "Feb", "2019"))["it"])
    assert [box["value"] for box in drawn.find_all("input")] == ["31", "Feb", "2019"]


def test_a_date_may_have_bounds():
    field = fields.DateField(label="End", earliest=date(2019, 4, 1))
    assert complaint(field, on("31", "3", "2019")) == "End must be 1 April 2019 or after"


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("5pm", 17, 0),
        ("5:30 PM", 17, 30),
        ("5.30pm", 17, 30),
        ("17:00", 17, 0),
        ("0900", 9, 0),
        ("noon", 12, 0),
        ("12:01am", 0, 1),
        ("11:59pm", 23, 59),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, hour, minute):
    assert cleaned(fields.DateTimeField(label="Deadline"), on("31", "1", "2019", time=typed)) == datetime(
        2019, 1, 31, hour, minute, tzinfo=UTC
    )


@pytest.mark.parametrize("typed", ["12am", "midnight", "00:00", "0:00", "0000"])
def test_midnight_is_refused(typed):
    said = complaint(fields.DateTimeField(label="Deadline"), on("31", "1", "2019", time=typed))
    assert said == "Deadline cannot be at midnight. Enter a time like 5pm or 11:59pm"


@pytest.mark.parametrize("typed", ["5", "25:00", "17:60", "13pm", "five"])
def test_what_is_no_time_is_refused(typed):
    assert (
        complaint(fields.DateTimeField(label="Deadline"), on("31", "1", "2019", time=typed))
        == "Deadline must have a time, like 5pm or 17:00"
    )


def test_the_hour_that_is_skipped_in_spring_is_no_time():
    said = complaint(fields.DateTimeField(label="Deadline"), on("31", "3", "2019", time="1:30am"))
    assert said == "Deadline must be a time that exists: the clocks go forward then"


def test_a_time_in_summer_is_londons():
    assert cleaned(fields.DateTimeField(label="Deadline"), on("1", "7", "2019", time="5pm")) == datetime(2019, 7, 1, 16, 0, tzinfo=UTC)


def test_a_moment_is_shown_in_its_parts():
    form = form_of(it=fields.DateTimeField(label="Deadline"))(initial={"it": datetime(2019, 7, 1, 16, 0, tzinfo=UTC)})
    assert [box["value"] for box in html(form["it"]).find_all("input")] == ["1", "7", "2019", "5pm"]


# Money and numbers


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,234", 1234),
        ("£250 000", 250_000),
        ("£1.5 million", 1_500_000),
        ("1.5m", 1_500_000),
        ("£2BN", 2_000_000_000),
        ("750k", 750_000),
        ("12.50", Decimal("12.50")),
        ("0", 0),
    ],
)
def test_pounds_are_read_as_people_write_them(typed, amount):
    assert cleaned(fields.MoneyField(label="Saving"), {"it": typed}) == amount


def test_nothing_typed_is_not_known_and_never_nought():
    assert cleaned(fields.MoneyField(label="Saving", required=False), {"it": " "}) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "Saving must be £0 or more"),
        ("-£5m", "Saving must be £0 or more"),
        ("£101 billion", "Saving must be £100 billion or less"),
        ("9" * 15, "Saving must be £100 billion or less"),
        ("1.234", "Saving must be in pounds and whole pence"),
    ],
)
def test_an_impossible_amount_is_refused(typed, said):
    assert complaint(fields.MoneyField(label="Saving"), {"it": typed}) == said


@pytest.mark.parametrize("typed", ["about 5", "1,23", "12,34,567", "1e9", "NaN", "Infinity", "5 zillion", "٣", "--5", "£", "1.2.3"])
def test_what_is_no_amount_is_refused(typed):
    assert complaint(fields.MoneyField(label="Saving"), {"it": typed}) == "Saving must be an amount, like 250,000 or 1.5 million"


def test_an_amount_of_ours_is_shown_with_its_thousands():
    form = form_of(it=fields.MoneyField(label="Saving"))(initial={"it": Decimal("128700000.00")})
    assert html(form["it"]).find("input")["value"] == "128,700,000"


def test_a_number_keeps_to_its_bounds():
    field = fields.NumberField(label="Share", minimum=0, maximum=100, decimals=1)
    assert cleaned(field, {"it": "3.5"}) == Decimal("3.5")
    assert complaint(field, {"it": "101"}) == "Share must be 100 or less"
    assert complaint(field, {"it": "3.55"}) == "Share must have 1 decimal place or fewer"


# Files


def office(part, *more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in (part, *more):
            parts.writestr(name, "x")
    return out.getvalue()


def upload(name, content):
    form = form_of(it=fields.FileField(label="Evidence"))({}, {"it": SimpleUploadedFile(name, content)})
    return form, form.errors.get("it", [None])[0]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.pdf", b"%PDF-1.7 x", "pdf"), ("a.DOCX", office("word/document.xml"), "word"), ("a.xlsx", office("xl/workbook.xml"), "excel")],
)
def test_a_file_is_known_by_what_is_in_it(name, content, kind):
    form, said = upload(name, content)
    assert said is None
    assert form.cleaned_data["it"].kind == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ not a pdf"),
        ("a.exe", b"%PDF-1.7"),
        ("a.docx", office("xl/workbook.xml")),
        ("a.docx", office("other.xml")),
        ("a.svg", b"<svg/>"),
    ],
)
def test_another_kind_of_file_is_refused(name, content):
    assert upload(name, content)[1] == "The selected file must be a PDF, Word or Excel file"


def test_a_field_may_take_one_kind_alone():
    form = form_of(it=fields.FileField(label="Letter", kinds=("pdf",)))
    file = SimpleUploadedFile("a.docx", office("word/document.xml"))
    assert form({}, {"it": file}).errors["it"] == ["The selected file must be a PDF file"]


def test_a_file_of_20_megabytes_is_refused():
    assert upload("a.pdf", b"%PDF-1.7" + b"0" * 20 * 1024 * 1024)[1] == "The selected file must be smaller than 10MB"


def test_an_empty_file_is_refused():
    assert upload("a.pdf", b"")[1] == "The selected file is empty"


def test_macros_are_refused():
    assert upload("a.docx", office("word/document.xml", "word/vbaProject.bin"))[1] == "The selected file has macros. Save it without macros"


def test_an_old_or_locked_office_file_is_told_what_to_do():
    said = upload("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600)[1]
    assert said == "The selected file has a password or an old format. Save it without a password as .docx, .xlsx or PDF"


# Forms


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
