from hypothesis import given, settings

from portal.richtext.clean import blocks, clean, from_markdown, to_text

from .richtext_documents import documents

TEXT = clean(
    "<h3>Aims</h3><p>One.</p><ul><li>a<ol><li>b</li></ol></li></ul><blockquote>said<br>so</blockquote>"
    "<table><caption>Beds</caption><tr><th>Where<th>When<tr><td>Bexley<td></table>"
)


def test_plain_words_keep_the_shape_of_the_text():
    assert to_text(TEXT) == "Aims\n\nOne.\n\n- a\n  1. b\n\n> said\n  so\n\nBeds\nWhere | When\nBexley | "


def test_every_passage_has_its_kind_and_number():
    assert [(passage.name, passage.text) for passage in blocks(TEXT)] == [
        ("heading 1", "Aims"), ("paragraph 1", "One."), ("bullet 1", "a"), ("bullet 2", "b"), ("paragraph 2", "said so"),
        ("caption 1", "Beds"), ("cell 1", "Where"), ("cell 2", "When"), ("cell 3", "Bexley"),
    ]  # fmt: skip


def test_an_anchor_stays_when_other_passages_change():
    before = {passage.text: passage.anchor for passage in blocks(clean("<p>One.</p><p>Two.</p>"))}
    after = {passage.text: passage.anchor for passage in blocks(clean("<p>New.</p><p>Two.</p><p>Changed.</p>"))}
    assert before["Two."] == after["Two."]


@given(documents)
@settings(max_examples=50, deadline=None)
def test_no_two_passages_share_an_anchor(text):
    anchors = [passage.anchor for passage in blocks(text)]
    assert len(anchors) == len(set(anchors))


def test_markdown_of_the_demonstration():
    assert from_markdown("Hello **bold** and [a link](https://example.org).\n\n- a\n  - b\n- c\n\n1. x") == (
        '<p>Hello <strong>bold</strong> and <a href="https://example.org" rel="noopener noreferrer">a link</a>.</p>'
        "<ul><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ul><ol><li>x</li></ol>"
    )


def test_markdown_cannot_bring_html_or_a_script_address():
    assert from_markdown("<script>x</script> [a](javascript:x)") == "<p>&lt;script&gt;x&lt;/script&gt; [a](javascript:x)</p>"
