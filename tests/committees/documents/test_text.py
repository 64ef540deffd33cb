import pytest

from intentions.documents.paper.text import anchor, flat, listed, paragraphs, sentence


def numbers(html, stem="3"):
    return [(block.get("number"), block["words"], block.get("more", "")) for block in paragraphs(html, stem)]


def test_each_paragraph_takes_the_next_number():
    assert numbers("<p>One</p><p>Two</p>") == [("3.1", "One", ""), ("3.2", "Two", "")]


def test_a_list_belongs_to_the_paragraph_that_leads_in_to_it():
    assert numbers("<p>These:</p><ul><li>a</li></ul><p>Then</p>") == [("3.1", "These:", "<ul><li>a</li></ul>"), ("3.2", "Then", "")]


def test_a_list_nothing_leads_in_to_is_numbered_item_by_item():
    assert numbers("<ul><li>a</li><li>b</li></ul>") == [("3.1", "a", ""), ("3.2", "b", "")]


def test_two_lists_that_nothing_leads_in_to_go_on_counting():
    assert [number for number, _, _ in numbers("<ul><li>a</li></ul><ol><li>b</li></ol>")] == ["3.1", "3.2"]


def test_a_heading_inside_the_text_has_no_number_and_takes_none():
    assert numbers("<h3>Routes</h3><p>One</p>") == [(None, "Routes", ""), ("3.1", "One", "")]


def test_a_table_alone_has_a_number_and_a_table_after_words_theirs():
    table = (
        '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>'
    )
    assert [number for number, _, _ in numbers(table)] == ["3.1"]
    assert [number for number, _, _ in numbers(f"<p>See</p>{table}")] == ["3.1"]


def test_numbering_can_go_on_from_where_other_words_ended():
    assert [block["number"] for block in paragraphs("<p>One</p>", "4", first=3)] == ["4.3"]


def test_words_without_html_stay_words():
    assert listed("Risk < 1 & more:", ["<script>"], "1.1")["words"] == "Risk &lt; 1 &amp; more:"
    assert "<script>" not in listed("x", ["<script>"], "1.1")["more"]


def test_headings_of_quoted_text_become_bold_lines():
    assert flat("<h3>Detail</h3><p>More</p>") == "<p><strong>Detail</strong></p><p>More</p>"


@pytest.mark.parametrize(("words", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), ([], "")])
def test_a_row_of_words_reads_as_a_sentence(words, said):
    assert sentence(words) == said


def test_the_address_of_a_paragraph():
    assert anchor("5.2.1") == "p5-2-1"
