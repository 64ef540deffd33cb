"""What is pasted from Word, Outlook and Google Docs keeps its headings, lists, tables and links, and nothing else."""

import pytest

from portal.richtext.clean import clean
from portal.richtext.clean import pasted as from_clipboard

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
def test_pasted_lists_without_styles_are_known_by_their_bullets(pasted, kept):
    assert from_clipboard(pasted).html == kept


def test_a_number_typed_in_the_editor_is_no_list_behind_its_back():
    assert clean("<p>1.&nbsp;&nbsp;a</p><p>o&nbsp; b</p>") == "<p>1. a</p><p>o b</p>"


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


MARK = "<![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>"
SHAPES = {
    "a table inside a table": (
        "<table class=MsoNormalTable border=0><tr><td><p class=MsoNormal>Outer</p><table class=MsoNormalTable><tr><td>1</td><td>2</td></tr>"
        "</table></td><td><p>B</p></td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><tbody><tr><td><p>Outer</p><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></td><td>B</td></tr>"
        "<tr><td>c</td><td>d</td></tr></tbody></table>",
    ),
    "a frame that Outlook draws": (
        "<table class=MsoNormalTable><tbody><tr><td><h2>Aims</h2><p>Beds</p><ul><li>open</li></ul></td></tr></tbody></table><p>After</p>",
        "<h3>Aims</h3><p>Beds</p><ul><li>open</li></ul><p>After</p>",
    ),
    "a list in a cell": (
        "<table class=MsoTableGrid><tr><td>a</td><td>"
        f"<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'>{MARK}one</p>"
        f"<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>{MARK}two</p></td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><tbody><tr><td>a</td><td><ul><li>one</li><li>two</li></ul></td></tr><tr><td>c</td><td>d</td></tr></tbody></table>",
    ),
    "a picture drawn for old and new readers": (
        "<p class=MsoNormal>Before<!--[if gte vml 1]><v:shape id='x'><v:imagedata src='file:///c:/x.png'/></v:shape><![endif]-->"
        "<![if !vml]><img src='file:///c:/x.png'><![endif]> after<o:p></o:p></p>",
        "<p>Before after</p>",
    ),
    "smart tags and controls": (
        "<p><st1:place w:st='on'>Lambeth</st1:place> and <w:sdt><span>Southwark</span></w:sdt></p>",
        "<p>Lambeth and Southwark</p>",
    ),
    "a list that Word wrote as one": (
        "<ol start=1 type=1><li class=MsoNormal style='mso-list:l0 level1 lfo1'>one<o:p></o:p></li>"
        "<ul type=circle><li class=MsoNormal style='mso-list:l0 level2 lfo1'>under</li></ul><li>two</li></ol>",
        "<ol><li><p>one</p><ul><li>under</li></ul></li><li>two</li></ol>",
    ),
    "merged cells": (
        "<table class=MsoTableGrid><tr><td rowspan=2><p>A</p></td><td colspan=2>B</td></tr><tr><td>c</td><td>d</td></tr></table>",
        '<table><tbody><tr><td rowspan="2">A</td><td colspan="2">B</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>',
    ),
    "tracked changes": ("<p>We <ins cite='mailto:a'>will</ins> <del>may</del> open</p>", "<p>We will open</p>"),
    "links that lead nowhere safe": (
        "<p><a href='javascript:alert(1)'>x</a> <a href='mailto:a@example.org'>m</a> <a href='file:///c:/x.doc'>f</a></p>",
        '<p>x <a href="mailto:a@example.org" rel="noopener noreferrer">m</a> f</p>',
    ),
    "Word in the browser": (
        "<div class=OutlineElement><p role=heading aria-level=2>Aims</p></div><div class=OutlineElement><p class=Paragraph>"
        "<span class=TextRun><span class=NormalTextRun>Beds </span></span><span style='font-weight:bold'>open</span>"
        "<span class=EOP>&nbsp;</span></p></div>"
        "<div class=ListContainerWrapper><ul class=BulletListStyle1><li data-aria-level=1><p>1. one</p></li></ul></div>"
        "<div class=ListContainerWrapper><ul class=BulletListStyle2><li data-aria-level=2><p>under</p></li></ul></div>"
        "<div class=ListContainerWrapper><ol class=NumberListStyle1><li data-aria-level=1><p>first</p></li></ol></div>",
        "<h3>Aims</h3><p>Beds <strong>open</strong></p><ul><li><p>1. one</p><ul><li>under</li></ul></li></ul><ol><li>first</li></ol>",
    ),
    "Google Docs": (
        "<meta charset='utf-8'><b style='font-weight:normal;' id='docs-internal-guid-7'><h2 dir=ltr><span>Aims</span></h2>"
        "<ul><li dir=ltr aria-level=1><p role=presentation><span style='font-weight:700'>one</span></p></li>"
        "<ul><li aria-level=2><p role=presentation><span>under</span></p></li></ul><li aria-level=1><p>two</p></li></ul><br>"
        "<div dir=ltr align=left><table><colgroup><col width=301 /><col /></colgroup><tbody><tr><td style='border:1px'><p>"
        "<span style='font-weight:700'>What</span></p></td><td><p><span style='font-weight:700'>When</span></p></td></tr>"
        "<tr><td><p><a href='https://example.org/x'><span>Beds</span></a></p></td><td><br></td></tr></tbody></table></div></b>",
        "<h3>Aims</h3><ul><li><p><strong>one</strong></p><ul><li>under</li></ul></li><li>two</li></ul>"
        '<table><thead><tr><th scope="col">What</th><th scope="col">When</th></tr></thead>'
        '<tbody><tr><td><a href="https://example.org/x" rel="noopener noreferrer">Beds</a></td><td></td></tr></tbody></table>',
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_of_real_clipboards_keep_what_they_say_and_nothing_else(shape):
    pasted, kept = SHAPES[shape]
    assert clean(pasted) == kept
    assert clean(kept) == kept
