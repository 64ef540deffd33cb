"""Short forms are written out where a page first uses them."""

import pytest
from django.template import Context, Template

from portal.nhsuk.glossary import at_first_use


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<p>UEC first, UEC again</p>", "<p>UEC (urgent and emergency care) first, UEC again</p>"),
        ("<p>Six CCGs</p>", "<p>Six CCGs (clinical commissioning groups)</p>"),
        ("<p>A&amp;E stays open</p>", "<p>A&amp;E (accident and emergency) stays open</p>"),
        ("<p>same day emergency care (SDEC), then SDEC</p>", "<p>same day emergency care (SDEC), then SDEC</p>"),
        ('<p><a href="/UEC/">here</a></p>', '<p><a href="/UEC/">here</a></p>'),
        ("<p>UEC-02 and the GPS of SUSAN</p>", "<p>UEC-02 and the GPS of SUSAN</p>"),
        ("", ""),
    ],
)
def test_a_short_form_is_written_out_once_and_never_inside_markup(html, says):
    assert at_first_use(html, set()) == says


def test_a_part_of_a_page_knows_what_the_page_wrote_out():
    part = Template("{% written_out words %}")
    page = Template("{% for words in all %}{% include part with words=words only %}|{% include part %}|{% endfor %}")
    assert page.render(Context({"part": part, "all": ["UEC", "UEC, MSK"]})) == (
        "UEC (urgent and emergency care)|UEC|UEC, MSK (musculoskeletal)|UEC, MSK|"
    )


def test_the_page_remembers_what_it_wrote_out():
    page = Template("{% written_out first %}|{% written_out second %}")
    context = Context({"first": "UEC now", "second": "UEC later, MSK too"})
    assert page.render(context) == "UEC (urgent and emergency care) now|UEC later, MSK (musculoskeletal) too"
