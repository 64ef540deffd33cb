import pytest
from bs4 import BeautifulSoup

from tests.visitor import Page, _multipart, typed

FORM = """
<h1>Answer <span>UEC-02</span></h1><a href="/next/">Next <b>unanswered</b></a>
<form method="post">
  <input type="hidden" name="token" value="abc">
  <input name="cost" value="1,000">
  <input type="radio" name="position" value="support" checked><input type="radio" name="position" value="cannot">
  <input type="checkbox" name="sensitive"><input type="checkbox" name="told" checked>
  <input type="file" name="evidence">
  <input name="off" value="x" disabled>
  <textarea name="words">
two
lines</textarea>
  <select name="lever"><option value="">None</option><option value="sdip" selected>SDIP</option></select>
  <button name="then" value="next">Save and next</button><button name="then" value="back">Save and back</button>
</form>
"""


@pytest.fixture
def page():
    return Page("http://127.0.0.1/answers/1/", 200, "text/html", FORM.encode())


def test_a_form_is_sent_as_a_browser_would_with_the_button_pressed(page):
    assert typed(page.form("Save and back"), "Save and back") == [
        ("token", "abc"),
        ("cost", "1,000"),
        ("position", "support"),
        ("told", "on"),
        ("words", "two\nlines"),
        ("lever", "sdip"),
        ("then", "back"),
    ]


def test_a_link_is_found_by_its_words_and_a_missing_one_named(page):
    assert page.link("Next unanswered") == "http://127.0.0.1/next/"
    with pytest.raises(AssertionError, match=r"No link “Previous” on .* \(Answer UEC-02\)"):
        page.link("Previous")


def test_a_file_travels_with_its_name_and_type():
    body = _multipart([("token", "abc"), ("file", ("a.pdf", "application/pdf", b"%PDF"))], "x")

    assert b'name="token"\r\n\r\nabc\r\n' in body
    assert b'name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--x--' in body


def test_a_select_without_a_choice_sends_its_first():
    form = BeautifulSoup("<form><select name=a><option value=1>x<option value=2>y</select><button>Go</button></form>", "html.parser").form

    assert typed(form, "Go") == [("a", "1")]
