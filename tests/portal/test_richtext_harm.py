"""No script survives the sanitiser. What comes out is judged by its structure, as a parser reads it, not by its letters."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Comment

from portal.richtext.clean import clean
from portal.richtext.redline import redline

from .richtext_harm import BY_MUTATION, HARM

ATTRIBUTES = {"a": {"href", "rel"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
TAGS = set("p h3 h4 ul ol li blockquote br strong em sub sup a table caption thead tbody tr th td".split())


def faults(html, tags=frozenset(TAGS), attributes=ATTRIBUTES, parsers=("html.parser", "lxml")):
    """What in the HTML is not harmless, whichever parser reads it."""
    found = []
    for parser in parsers:
        soup = BeautifulSoup(html, parser)
        found += [f"comment {text}" for text in soup(string=lambda text: isinstance(text, Comment))]
        for tag in soup(lambda tag: tag.name not in ("html", "body")):
            found += [] if tag.name in tags else [f"tag {tag.name}"]
            found += [f"attribute {tag.name} {name}" for name in tag.attrs if name not in attributes.get(tag.name, ())]
            if "href" in tag.attrs and urlsplit(tag["href"]).scheme not in ("http", "https", "mailto"):
                found.append(f"address {tag['href']}")
    return found


@pytest.mark.parametrize(
    "planted",
    ["<script>x</script>", "<p onclick=x>", "<a href=javascript:x>", "<p><!-- x --></p>", "<img src=x>", "<p style=x>", "<p class=x>"],
)
def test_the_judge_sees_a_planted_fault(planted):
    assert faults(planted)


def test_there_are_hundreds_of_strings():
    assert len(set(HARM)) >= 380


@pytest.mark.parametrize("place", ["{}", "<p>before {} after</p>", "<ul><li>{}</li></ul>", "<table><tr><td>{}</td><td>x</td></tr></table>"])
def test_no_script_survives(place):
    for harm in HARM:
        cleaned = clean(place.format(harm) if "{" not in harm else place.replace("{}", harm))
        assert faults(cleaned) == [], harm
        assert clean(cleaned) == cleaned, harm


@pytest.mark.parametrize("harm", BY_MUTATION)
def test_no_script_survives_the_redline(harm):
    drawn = redline(clean(f"<p>before {harm}</p>" if "{" not in harm else "<p>before " + harm), clean(harm))
    tags = TAGS | {"ins", "del", "span", "div"}
    marks = {tag: {"class"} | ATTRIBUTES.get(tag, set()) for tag in tags}
    assert faults(drawn, tags, marks) == []
