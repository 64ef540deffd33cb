"""What is pasted from Word, Outlook and Google Docs keeps its headings, lists, tables and links, and nothing else."""

import pytest

from portal.richtext.clean import clean

IGNORE = "<![if !supportLists]><span><span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp;</span></span></span><![endif]>"


def item(level, mark, text):
    return f"<p class=MsoListParagraph style='margin-left:1cm;mso-list:l0 level{level} lfo1'>{IGNORE.format(mark)}{text}<o:p></o:p></p>"


def test_styled_list_paragraphs_become_nested_lists():
    pasted = item(1, "·", "First") + item(2, "o", "Under it") + item(1, "·", "Second")
    assert clean(pasted) == "<ul><li><p>First</p><ul><li>Under it</li></ul></li><li>Second</li></ul>"


def test_numbered_list_paragraphs_become_a_numbered_list():
    assert clean(item(1, "1.", "First") + item(1, "2.", "Second")) == "<ol><li>First</li><li>Second</li></ol>"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p>·&nbsp;&nbsp; a</p><p>o&nbsp; b</p><p>§&nbsp; c</p><p>·&nbsp; d</p>",
         "<ul><li><p>a</p><ul><li><p>b</p><ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("<p>1.&nbsp;&nbsp;a</p><p>2.&nbsp;&nbsp;b</p><p>after</p>", "<ol><li>a</li><li>b</li></ol><p>after</p>"),
        ("<p>o lovely day</p>", "<p>o lovely day</p>"),
    ],
)  # fmt: skip
def test_lists_without_styles_are_known_by_their_bullets(pasted, kept):
    assert clean(pasted) == kept


def test_a_whole_word_document_keeps_its_shape_and_drops_its_markup():
    pasted = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
    <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
    <style>p.MsoNormal {mso-style-parent:""; font-size:11.0pt}</style></head><body lang=EN-GB><!--StartFragment-->
    <p class=MsoTitle>Plan</p><h1 style='mso-x:1'><b>Aims</b><o:p></o:p></h1>
    <p class=MsoNormal style='text-align:justify'><span lang=EN-GB style='font-family:"Arial",sans-serif'>Seven&nbsp;days, <b
    style='mso-bidi-font-weight:normal'>always</b>. <a href="https://example.org/"><span style='color:blue'>More</span></a>
    <del>struck</del><span style='display:none;mso-hide:all'>secret</span><a class=msocomanchor href="#_msocom_1">[A1]</a></span></p>
    <table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0'><td width=301 valign=top
    style='width:225.4pt'><p class=MsoNormal><b>What<o:p></o:p></b></p></td><td><p class=MsoNormal><b>When</b></p></td></tr>
    <tr><td><p class=MsoNormal>Beds</p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table>
    <div style='mso-element:comment-list'><p class=MsoCommentText>who said this?</p></div><!--EndFragment--></body></html>"""
    assert clean(pasted) == (
        "<h3>Plan</h3><h3>Aims</h3>"
        '<p>Seven days, <strong>always</strong>. <a href="https://example.org/" rel="noopener noreferrer">More</a></p>'
        '<table><thead><tr><th scope="col">What</th><th scope="col">When</th></tr></thead>'
        "<tbody><tr><td>Beds</td><td></td></tr></tbody></table>"
    )


def test_formatting_said_in_styles_is_kept():
    pasted = "<b style='font-weight:normal'><p><span style='font-weight:700'>a</span> <span style='font-style:italic'>b</span> c</p></b>"
    assert clean(pasted) == "<p><strong>a</strong> <em>b</em> c</p>"
