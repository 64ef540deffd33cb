"""What comes from other programs is read one way behind every door, and what could not be kept is told."""

import re
from pathlib import Path

import pytest

from portal.richtext.clean import clean, from_markdown, pasted, pasted_words, to_markdown, to_text, typed
from portal.richtext.outside.told import listening

BLOCKS = {
    found[1]: found[2].strip()
    for found in re.finditer(
        r"<!-- (\w+).*?-->\n(.*?)(?=<!-- |\Z)", Path(__file__).with_name("clipboards_word.html").read_text(), re.DOTALL
    )
}


def item(level, mark, words):
    space = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
    ignored = f"<![if !supportLists]><span style='mso-list:Ignore'>{mark}{space}</span><![endif]>"
    return f"<p class=MsoListParagraph style='margin-left:1cm;mso-list:l0 level{level} lfo1'>{ignored}{words}<o:p></o:p></p>\n"


def lost(html):
    """What was told of it, in one line."""
    return " ".join(pasted(html).told)


class TestNumbers:
    def test_a_number_that_was_given_stays(self):
        html = pasted(BLOCKS["numbers"]).html
        assert html == '<ol start="3"><li><p>Beds</p><p>3.1 Forty are opened</p></li><li>Staff, as in 3.1</li></ol>'

    @pytest.mark.parametrize(
        ("items", "kept"),
        [
            (item(1, "1.", "a") + item(1, "2.", "b") + "<p>x</p>" + item(1, "3.", "c"),
             '<ol><li>a</li><li>b</li></ol><p>x</p><ol start="3"><li>c</li></ol>'),
            (item(1, "1.", "a") + item(1, "4.", "b"), '<ol><li>a</li></ol><ol start="4"><li>b</li></ol>'),
            (item(1, "c.", "a") + item(1, "d.", "b"), '<ol start="3" type="a"><li>a</li><li>b</li></ol>'),
            (item(1, "h.", "a") + item(1, "i.", "b"), '<ol start="8" type="a"><li>a</li><li>b</li></ol>'),
            (item(1, "i.", "a") + item(1, "ii.", "b"), '<ol type="i"><li>a</li><li>b</li></ol>'),
            (item(1, "IV.", "a") + item(1, "V.", "b"), '<ol start="4" type="I"><li>a</li><li>b</li></ol>'),
            (item(1, "(ii)", "a") + item(1, "(iii)", "b"), "<p>(ii) a</p><p>(iii) b</p>"),
            (item(1, "a)", "a") + item(1, "b)", "b"), "<p>a) a</p><p>b) b</p>"),
            (item(1, "1.", "a") + item(2, "(a)", "b") + item(1, "2.", "c"),
             "<ol><li><p>a</p><p>(a) b</p></li><li>c</li></ol>"),
            (item(1, "Step 3:", "a"), "<p>Step 3: a</p>"),
            (item(1, "01.", "a"), "<p>01. a</p>"),
            ("<ol start=7 style='list-style-type:lower-roman'><li>a<li value=9>b</ol>",
             '<ol start="7" type="i"><li>a</li></ol><ol start="9" type="i"><li>b</li></ol>'),
            ("<ol style='list-style-type:lower-greek'><li>a<li>b</ol>", "<p>α. a</p><p>β. b</p>"),
            ("<ol reversed><li>a<li>b</ol>", '<ol start="2"><li>a</li></ol><ol><li>b</li></ol>'),
            ("<ul><li style='list-style-type:lower-alpha'>a</li></ul>", '<ol type="a"><li>a</li></ol>'),
            ("<ol type=a start=27><li>a</ol>", "<p>aa. a</p>"),
            ("<ol><li>a<li><li>c</ol>", '<ol><li>a</li></ol><ol start="3"><li>c</li></ol>'),
            ("<h1 style='mso-list:l0 level1'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Aims</h1>", "<h3>2. Aims</h3>"),
            ("<div><ol start=3><li data-aria-level=1 data-leveltext='(%1)'><p>a</p></li></ol></div>", "<p>(3) a</p>"),
            ("<div><ol start=3><li data-aria-level=1 data-leveltext='%1.'><p>a</p></li></ol></div>"
             "<div><ol start=2 type=1><li data-aria-level=2 data-leveltext='%1.%2'><p>b</p></li></ol></div>",
             '<ol start="3"><li><p>a</p><p>3.2 b</p></li></ol>'),
        ],
    )  # fmt: skip
    def test_a_list_counts_as_it_did_or_its_numbers_are_words(self, items, kept):
        assert pasted(items).html == kept
        assert clean(kept) == kept

    def test_a_tick_before_a_paragraph_is_no_bullet(self):
        wingdings = "<span style='font-family:Wingdings'>{}</span>".format
        assert pasted(item(1, wingdings("ü"), "open") + item(1, wingdings("û"), "shut")).html == "<p>✔ open</p><p>✘ shut</p>"
        assert pasted(item(1, wingdings("Ø"), "open") + item(1, wingdings("§"), "shut")).html == "<ul><li>open</li><li>shut</li></ul>"

    def test_a_text_says_its_numbers_in_plain_words(self):
        assert to_text('<ol start="3" type="a"><li>x</li><li>y</li></ol>') == "c. x\nd. y"


class TestWhatWasStruckOut:
    def test_deletions_and_struck_words_go_insertions_stay_and_each_is_told_apart(self):
        taken = pasted(BLOCKS["struck"])
        assert taken.html == "<p>The trust may close a ward. By June.</p>"
        assert taken.told == [
            "Deleted by tracked changes, so left out: “By April”.",
            "Struck out, so left out: “not”.",
            "Inserted by tracked changes, and now part of the text: “By June”.",
        ]

    @pytest.mark.parametrize(
        "struck",
        [
            "<strike>not</strike>", "<span style='text-decoration:line-through'>not</span>",
            "<span style='color:red;text-decoration: underline line-through double'>not</span>",
            "<span style='text-decoration-line:line-through'>not</span>", "<span class=s2>not</span>",
            "<b><i><s>not</s></i></b>", "<font class=font5>not</font>",
        ],
    )  # fmt: skip
    def test_words_are_struck_out_in_many_ways(self, struck):
        styles = "<style><!-- span.s2 {text-decoration: line-through} .font5 {font-size:9pt;text-decoration:line-through} --></style>"
        taken = pasted(f"{styles}<p>may {struck} close</p>")
        assert (taken.html, taken.told) == ("<p>may close</p>", ["Struck out, so left out: “not”."])

    def test_a_struck_cell_stays_a_cell(self):
        html = "<table><tr><td>a<td style='text-decoration:line-through'>b<td>c<tr><td>d<td>e<td>f</table>"
        assert "<tr><td>a</td><td></td><td>c</td></tr>" in pasted(html).html
        assert "“b”" in lost(html)

    def test_the_door_of_programs_reads_alike_and_tells_alike(self):
        with listening() as heard:
            assert clean(BLOCKS["struck"]) == pasted(BLOCKS["struck"]).html
        assert heard == pasted(BLOCKS["struck"]).told


class TestSigns:
    def test_signs_of_symbol_are_what_they_show(self):
        taken = pasted(BLOCKS["symbols"])
        assert taken.html == "<p>Seen in ≤ 4 hours for ≥ 90%</p>"
        assert taken.told == ["Signs of a symbol font were read as “≤”, “≥”. Check that they say what was meant."]

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("<font face='Symbol'>&#xF0A3;</font>", "≤"), ("<span style='font:12.0pt Symbol'>³</span>", "≥"),
            ("<span style=\"font-family:'Wingdings 2'\">P</span>", "✓"), ("<span style='font-family:Wingdings'>à</span>", "→"),
            ("<span style='font-family:Webdings'>a</span>", "✔"), ("<span class=font7>±</span>", "±"),
            ("<span style='font-family:Calibri;mso-char-type:symbol;mso-symbol-font-family:Symbol'>D</span>", "Δ"),
            ("<span style='font-family:Symbol'>m<span style='font-family:Arial'>g</span></span>", "µg"),
            ("<span style='font-family:Symbol'>&nbsp;a&nbsp;</span>", "α"),
            ("<span style='font-family:Arial, Symbol'>£5</span>", "£5"), ("<span style='font-family:\"Segoe UI Symbol\"'>✓</span>", "✓"),
        ],
    )  # fmt: skip
    def test_a_font_of_signs_is_known_however_it_is_asked_for(self, written, read):
        assert pasted(f"<style>.font7{{font-family:Symbol, serif}}</style><p>x {written} y</p>").html == f"<p>x {read} y</p>"

    def test_a_sign_of_a_font_that_is_lost_is_told_and_not_guessed(self):
        assert pasted("<p>wait \uf0a3 18</p>").html == "<p>wait \ufffd 18</p>"
        assert "could not be read" in lost("<p>wait \uf0a3 18</p>")

    def test_what_is_raised_stays_raised(self):
        html = "<p>10<span style='vertical-align:super'>6</span> CO<span style='vertical-align:sub'>2</span></p>"
        assert pasted(html).html == "<p>10<sup>6</sup> CO<sub>2</sub></p>"


class TestWhatIsNoWords:
    def test_a_picture_is_named_and_its_words_are_asked_for(self):
        taken = pasted(BLOCKS["picture"])
        assert taken.html == "<p>First</p><p>Last</p>"
        assert taken.told == [
            "Left out, 1 picture: “Map of wards”. Say in words what it shows, or attach it where files can be attached."
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("html", "words"),
        [
            ("<p>Beds by ward</p><img src='file:///c:/clip_image001.png'>", "a picture after Beds by ward"),
            ("<img src='https://x.example/ward-map.png?w=3'>", "ward-map.png"),
            ("<svg><title>Beds a week</title><path d='M1'/></svg>", "Beds a week"),
            ("<svg viewBox='0 0 640 480'><path d='M1'/></svg>", "a drawing"),
            ("<math><mi>x</mi><mo>+</mo><mn>1</mn></math>", "formula: x + 1"),
            ("<video title='A film'></video>", "A film"), ("<iframe src='https://x.example/'></iframe>", "another page"),
            ("<p><a href='file:///c:/plan.doc'>the plan</a></p>", "the plan"),
            ("<p>a<span style='mso-hide:all'>secret</span></p>", "secret"),
            ("<p>a <u>must</u></p>", "must"), ("<p>a <span style='background:yellow;mso-highlight:yellow'>TBC</span></p>", "TBC"),
            ("<p>a <span style='color:#C00000'>red</span></p>", "red"),
            ("<h1>a</h1><h2>b</h2><h3>deep</h3>", "deep"),
            ("<p>a<a class=msocomanchor href='#_msocom_1'>[S1]</a></p><div style='mso-element:comment-list'><p>who says so?</p></div>",
             "who says so?"),
        ],
    )  # fmt: skip
    def test_whatever_is_not_kept_is_named(self, html, words):
        assert f"“{words}”" in lost(html)

    def test_a_face_a_tick_and_a_field_become_words(self):
        html = "<p><img alt='😀'> <input type=checkbox checked> done <input type=checkbox> open <input value='Leeds'></p>"
        assert pasted(html).html == "<p>😀 ☑ done ☐ open Leeds</p>"

    @pytest.mark.parametrize(
        "html",
        ["<img width=1 height=1 src=x>", "<p>a<span style='display:none'>.....</span></p>",
         "<svg viewBox='0 0 24 24'><path d='M1'/></svg>", "<p style='color:windowtext'>a</p>",
         "<p><a href='https://example.org/'><u style='color:blue'>link</u></a></p>"],
    )  # fmt: skip
    def test_what_says_nothing_is_not_told(self, html):
        assert lost(html) == ""

    def test_a_box_of_words_beside_the_text_is_kept(self):
        box = "<!--[if gte vml 1]><v:shape><v:textbox><p class=MsoNormal>In the box</p></v:textbox></v:shape><![endif]-->"
        assert pasted(f"<p>Before</p>{box}<p>After</p>").html == "<p>Before</p><p>In the box</p><p>After</p>"

    def test_a_cell_that_says_something_by_colour_alone_says_it_in_words(self):
        rows = "<tr><td>Beds<td style='background:#FFC000'><tr><td bgcolor=lime>a<td>"
        html = f"<table><tr><td style='background:navy'>What<td>State{rows}</table>"
        assert "<td>Beds</td><td>Amber</td>" in pasted(html).html
        assert "“Amber”" in lost(html) and "“Green: a”" in lost(html)


class TestFootnotes:
    def test_footnotes_of_word_keep_their_mark_and_their_words(self):
        html = (
            "<p>Beds<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>"
            "<![if !supportFootnotes]>[1]<![endif]></span></a> open</p><div style='mso-element:footnote-list'><hr>"
            "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a>"
            "In spring</p></div></div>"
        )
        assert pasted(html).html == "<p>Beds<sup>[1]</sup> open</p><p>[1] In spring</p>"
        assert "Footnotes stand at the end" in lost(html)

    def test_a_mark_without_its_note_is_told(self):
        html = "<p>Beds<a class=sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'><sup>1</sup></a></p>"
        assert pasted(html).html == "<p>Beds<sup>1</sup></p>"
        assert lost(html) == "The mark of a footnote came without the words of its note: “1”."


class TestWordsThatLookLikeTags:
    @pytest.mark.parametrize(
        "words",
        ["Lead: <TBC> to answer", "<name of lead>", "by <date>", "a < b and c > d", "<5 days", "<title to be agreed>", "<section 75>",
         "<address>", "the <summary> and <time>", "use <p> here", "<insert figure 3>", "x <- y", "<lead's name>", "<Lead: TBC>", "<!TBC>",
         "<b", "a<b>c", "</end of list>", "<tbc>", "<o>", "<<both>>", "<TBC/>", "<a lead>", "<p of 3>"],
    )  # fmt: skip
    def test_words_between_such_signs_stay_words(self, words):
        assert to_text(typed(words)) == words
        assert to_text(clean(f"<p>{words.replace('<p>', '&lt;p&gt;').replace('a<b>c', 'a&lt;b>c')}</p>")) == words

    def test_the_example_of_the_plain_box_is_stored_as_it_is_typed(self):
        text = "Owner: <TBC>, then <name>.\n\nFirst line\nSecond line\n\n2023. A hard winter\n\n6. Sixth\n7. Seventh"
        html = typed(text.replace("\n", "\r\n"))
        assert html == (
            "<p>Owner: &lt;TBC&gt;, then &lt;name&gt;.</p><p>First line<br>Second line</p><p>2023. A hard winter</p>"
            '<ol start="6"><li>Sixth</li><li>Seventh</li></ol>'
        )
        assert from_markdown(to_markdown(html)) == html

    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("1. a\n3. c", '<ol><li>a</li></ol><ol start="3"><li>c</li></ol>'),
            ("1) a\n2) b", "<p>1) a<br>2) b</p>"),
            ("a) x\n(ii) y", "<p>a) x<br>(ii) y</p>"),
            ("3. Money\n3.1 Saving\n4. Risk", '<ol start="3"><li>Money<br>3.1 Saving</li><li>Risk</li></ol>'),
            ("1. a\n\nand\n\n2. b", '<ol><li>a</li></ol><p>and</p><ol start="2"><li>b</li></ol>'),
            ("\\\\server\\plans", "<p>\\\\server\\plans</p>"),
        ],
    )
    def test_the_plain_box_keeps_numbers_and_lines(self, text, html):
        assert typed(text) == html

    def test_plain_words_that_are_pasted_keep_their_stars(self):
        assert pasted_words("5 *of* 6 **N** C:\\_x\n• a\n• b").html == "<p>5 *of* 6 **N** C:\\_x</p><ul><li>a</li><li>b</li></ul>"


class TestBadInput:
    @pytest.mark.parametrize("html", ["one\x0btwo", "one\u2028two"])
    def test_a_line_that_word_ended_stays_ended(self, html):
        assert pasted(html).html == "<p>one<br>two</p>"

    def test_marks_of_direction_go_and_those_that_turn_words_are_told(self):
        assert pasted("<p>\u200fשלום\u200e a</p>").told == []
        assert pasted("<p>\u202egpj.exe</p>").html == "<p>gpj.exe</p>"
        assert "turn the direction" in lost("<p>\u202egpj.exe</p>")

    def test_the_bytes_of_a_picture_do_not_count(self):
        taken = pasted(f"<p>a</p><img alt='Ward' src='data:image/png;base64,{'A' * 3_000_000}'>")
        assert taken.html == "<p>a</p>"

    @pytest.mark.parametrize(
        "source", ["<!--" * 20_000, "<a '" * 20_000, "<svg>" * 240, "<style>" * 20_000, "<" * 20_000, "<a \"'" * 20_000]
    )
    def test_what_never_ends_takes_no_longer(self, source):
        assert clean(source) is not None

    def test_only_a_picture_leaves_no_words(self):
        assert pasted("<img alt='Ward' src='x.png'>").html == ""
        assert "“Ward”" in lost("<img alt='Ward' src='x.png'>")
