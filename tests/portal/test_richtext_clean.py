import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.richtext.clean import TooDeep, TooLarge, TooWide, clean, typed
from portal.richtext.reading import address

from .richtext_documents import documents


@pytest.mark.parametrize(
    ("typed_in", "kept"),
    [
        ("<p>One<p>two", "<p>One</p><p>two</p>"),
        ("no tag at all", "<p>no tag at all</p>"),
        ("<p>one<br><br>two</p>", "<p>one</p><p>two</p>"),
        ("<p>one<br>two</p>", "<p>one<br>two</p>"),
        ("<p> </p><p></p><ul><li></li></ul><table><tr><td></td></tr></table>", ""),
        ("<p>a <b>b </b>c <i>d</i></p>", "<p>a <strong>b</strong> c <em>d</em></p>"),
        ("<em><strong>x</strong></em>", "<p><strong><em>x</em></strong></p>"),
        ("<p>CO<sub>2</sub> and m<sup>2</sup></p>", "<p>CO<sub>2</sub> and m<sup>2</sup></p>"),
        ("<blockquote>said</blockquote>", "<blockquote><p>said</p></blockquote>"),
        ("<div>one<span style='color:red'> red</span></div>", "<p>one red</p>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>"),
        ("<p>caf\u00e9\u200b \u202eevil\x00</p>", "<p>caf\u00e9 evil</p>"),
        ("<p>\ud800 half a character</p>", "<p>half a character</p>"),
    ],
)
def test_what_is_typed_is_written_one_way(typed_in, kept):
    assert clean(typed_in) == kept


@given(documents)
@settings(max_examples=60, deadline=None)
def test_a_cleaned_text_is_clean(text):
    assert clean(text) == text


@given(st.text(alphabet="<>/abpulitrdh13=\" '&;\n\u00a0\u00b7o.x", max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_clean_once_it_was_cleaned(text):
    once = clean(text)
    assert clean(once) == once


@pytest.mark.parametrize(
    ("typed_in", "tags"),
    [
        ("<h1>a</h1><h2>b</h2><h1>c</h1>", ["h3", "h4", "h3"]),
        ("<h4>a</h4><h4>b</h4>", ["h3", "h3"]),
        ("<h5>a</h5><h3>b</h3><h6>c</h6>", ["h3", "h3", "h4"]),
        ("<p>x</p><h2></h2><h2>b</h2>", ["h3"]),
    ],
)
def test_headings_begin_at_level_three_and_skip_none(typed_in, tags):
    assert [tag.name for tag in BeautifulSoup(clean(typed_in), "html.parser")(["h1", "h2", "h3", "h4", "h5", "h6"])] == tags


def test_a_heading_in_a_list_or_a_cell_becomes_bold():
    assert clean("<ul><li><h3>a</h3></li></ul>") == "<ul><li><strong>a</strong></li></ul>"


class TestTables:
    def test_heads_say_what_they_head(self):
        soup = table("<tr><th></th><th>2019/20</th></tr><tr><th>Bexley</th><td>1</td></tr>")
        assert [(th.text, th["scope"]) for th in soup("th")] == [("2019/20", "col"), ("Bexley", "row")]

    def test_a_bold_first_row_is_the_head(self):
        soup = table("<tr><td><b>What</b></td><td><b>When</b></td></tr><tr><td>a</td><td>b</td></tr>")
        assert [th.text for th in soup.thead("th")] == ["What", "When"]

    def test_every_row_is_as_wide_as_the_table(self):
        soup = table("<tr><td>a<td>b<td>c<tr><td>d")
        assert [len(tr("td")) for tr in soup("tr")] == [3, 3]

    def test_an_absurd_span_shrinks_to_the_table(self):
        soup = table("<tr><td colspan=100000 rowspan=99999>a<tr><td>b<td>c")
        assert (soup.td.get("colspan"), soup.td.get("rowspan")) == (None, "2")

    def test_a_span_is_at_most_twenty(self):
        soup = table("<tr><td colspan=100000>a</td><td>z</td></tr><tr>" + "<td>b</td>" * 30 + "</tr>")
        assert soup.td["colspan"] == "20"

    def test_a_span_does_not_run_into_a_cell_from_above(self):
        soup = table("<tr><td>a<td rowspan=2>b<tr><td colspan=2>c")
        assert not soup("tr")[1].td.get("colspan")

    def test_a_caption_is_kept(self):
        assert table("<caption><p>Bed days</p></caption><tr><td>a<td>b").caption.text == "Bed days"

    def test_a_frame_of_one_cell_is_no_table(self):
        assert clean("<table><tr><td><p>a</p><p>b</p></td></tr></table>") == "<p>a</p><p>b</p>"

    def test_cells_without_a_row_lose_no_word(self):
        assert "a" in table("<td>a<td>b").text


def table(inside):
    return BeautifulSoup(clean(f"<table>{inside}</table>"), "html.parser")


class TestLinks:
    @pytest.mark.parametrize("href", ["https://example.org/a b?c=1&d=2", "http://example.org", "mailto:a@example.org"])
    def test_an_address_on_the_web_or_of_a_mailbox_is_kept(self, href):
        assert address(href)

    @pytest.mark.parametrize(
        "href",
        [
            "javascript:alert(1)", "java\nscript:alert(1)", " data:text/html,x", "vbscript:x", "//example.org", "/rounds/", "#top",
            "ftp://x.org", "https:", "http://user:secret@example.org", "file:///etc/passwd", "https://[::1", "mailto:",
        ],
    )  # fmt: skip
    def test_any_other_address_leaves_only_the_words(self, href):
        assert clean(f'<p><a href="{href}">words</a></p>') == "<p>words</p>"

    def test_a_link_does_not_tell_the_other_site_where_it_was_found(self):
        link = BeautifulSoup(clean('<a href="https://example.org" target=_blank onclick=x()>a</a>'), "html.parser").a
        assert link.attrs == {"href": "https://example.org", "rel": ["noopener", "noreferrer"]}


class TestRefusals:
    @pytest.mark.parametrize("text", ["<p>" + "x" * 200_001, "é" * 100_001, "<p>" * 30_000, "x" * 1_000_001, "&" * 100_000])
    def test_a_text_over_200_kb_is_refused(self, text):
        with pytest.raises(TooLarge) as refused:
            clean(text)
        assert refused.value.about("Description") == "Description must be 200 kB or less"

    def test_a_text_of_just_under_200_kb_is_taken(self):
        assert len(clean("<p>" + "x" * 199_993)) == 200_000

    @pytest.mark.parametrize("nest", ["<blockquote>", "<ul><li>", "<table><tr><td>a<td>", "<div>", "<b>", "<svg>"])
    def test_deep_nesting_is_refused(self, nest):
        with pytest.raises(TooDeep) as refused:
            clean(nest * 3_000 + "x")
        assert refused.value.about("Description") == "Description must have lists, tables and quotations at most 30 levels deep"

    def test_thirty_levels_are_taken_and_thirty_one_refused(self):
        assert clean("<blockquote>" * 29 + "x")
        with pytest.raises(TooDeep):
            clean("<blockquote>" * 30 + "x")

    def test_a_table_of_more_than_fifty_columns_is_refused(self):
        with pytest.raises(TooWide) as refused:
            clean("<table><tr>" + "<td>x" * 51)
        assert refused.value.about("Description") == "Description must have tables of at most 50 columns"

    def test_a_table_that_would_grow_is_refused(self):
        with pytest.raises(TooLarge):
            clean("<table><tr>" + "<td>x" * 50 + "<tr><td>x" * 1_000)


class TestTyped:
    def test_words_without_a_tag_become_paragraphs_and_lists(self):
        assert typed("First.\n\nSecond:\n\n- a\n- b < c\n\n1. x") == (
            "<p>First.</p><p>Second:</p><ul><li>a</li><li>b &lt; c</li></ul><ol><li>x</li></ol>"
        )
        assert typed("• a\n• b") == "<ul><li>a</li><li>b</li></ul>"

    def test_words_with_a_tag_are_html(self):
        assert typed("<p>First.</p>\n\n- not a bullet") == "<p>First.</p><p>- not a bullet</p>"
