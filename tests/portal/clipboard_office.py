"""How Word, Outlook, Excel and LibreOffice write what is copied."""

from __future__ import annotations

from html import escape

from .clipboard_dialects import COLOURS, Writer


class Word(Writer):
    """Word for the desktop: lists as paragraphs, signs and strikes as it writes them, conditional comments, o:p."""

    def frame(self, body: str) -> str:
        return (
            '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
            '<meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///C:/clip_filelist.xml">'
            "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
            '<style><!-- @font-face {font-family:Wingdings;} p.MsoNormal, li.MsoNormal {mso-style-parent:"";margin:0cm;font-size:11.0pt}'
            " @list l0 {mso-list-id:1;} @list l0:level1 {mso-level-number-format:bullet;} --></style></head>"
            f"<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->{body}<!--EndFragment--></body></html>"
        )

    def para(self, inside: str) -> str:
        return f"<p class=MsoNormal style='margin-bottom:8.0pt'><span lang=EN-GB>{inside}<o:p></o:p></span></p>\n\n"

    def head(self, inside: str, level: int) -> str:
        return f"<h{level}><span lang=EN-GB>{inside}<o:p></o:p></span></h{level}>\n\n"

    def deleted(self, said: str) -> str:
        return f'<span class=msoDel><del cite="mailto:Ann" datetime="2026-10-01T10:00"><span lang=EN-GB>{said}</span></del></span>'

    def inserted(self, said: str) -> str:
        return f'<span class=msoIns><ins cite="mailto:Ann" datetime="2026-10-01T10:00">{said}</ins></span>'

    def symbol(self, said: str) -> str:
        return (
            "<span style='font-family:Symbol;mso-ascii-font-family:Arial;mso-hansi-font-family:Arial;mso-char-type:symbol;"
            f"mso-symbol-font-family:Symbol'><span style='mso-char-type:symbol;mso-symbol-font-family:Symbol'>{said}</span></span>"
        )

    def wingdings(self, said: str) -> str:
        return self.symbol(said).replace("Symbol", "Wingdings")

    def hidden(self, said: str) -> str:
        return f"<span style='display:none;mso-hide:all'>{said}</span>"

    def comment(self, said: str) -> str:
        self.comments = [*getattr(self, "comments", []), said]
        number = len(self.comments)
        return (
            f"<span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id=\"_anchor_{number}\" "
            f'href="#_msocom_{number}" name="_msoanchor_{number}">[A{number}]</a>'
            "<span style='mso-special-character:comment'>&nbsp;</span></span></span>"
        )

    def underlined(self, said: str) -> str:
        return f"<u>{said}</u>"

    def marked(self, said: str) -> str:
        return f"<span style='background:yellow;mso-highlight:yellow'>{said}</span>"

    def picture(self, said: str) -> str:
        alt = said.replace('"', "")
        return (
            '<!--[if gte vml 1]><v:shape id="x"><v:imagedata src="file:///C:/clip_image001.png"/></v:shape><![endif]-->'
            f'<![if !vml]><img width=300 height=200 src="file:///C:/clip_image001.png" alt="{alt}" v:shapes="x"><![endif]>'
        )

    def note(self, said: str) -> str:
        mark = f"<![if !supportFootnotes]><span class=MsoFootnoteReference><span lang=EN-GB>[{said}]</span></span><![endif]>"
        return (
            f'<a style=\'mso-footnote-id:ftn{said}\' href="#_ftn{said}" name="_ftnref{said}" title=""><span class=MsoFootnoteReference>'
            f"<span style='mso-special-character:footnote'>{mark}</span></span></a>"
        )

    def notes(self, notes: list[str]) -> str:
        said = "".join(
            f"<div style='mso-element:footnote' id=ftn{n}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn{n}' href=\"#_ftnref{n}\" "
            f'name="_ftn{n}" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>[{n}]<![endif]></span></a> '
            f"{escape(note, quote=False)}<o:p></o:p></p></div>"
            for n, note in enumerate(notes, 1)
        )
        comments = "".join(
            f'<div><div id="_com_{n}" class=msocomtxt><p class=MsoCommentText>{said}</p></div></div>'
            for n, said in enumerate(getattr(self, "comments", []), 1)
        )
        listed = f"<div style='mso-element:comment-list'><hr class=msocomoff>{comments}</div>" if comments else ""
        return (
            f"<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr><![endif]>{said}</div>" if said else ""
        ) + listed

    def list(self, items: list[tuple[int, str, str]]) -> str:
        return "".join(self.listed(*item, at == 0, at == len(items) - 1) for at, item in enumerate(items))

    def listed(self, level: int, mark: str, words: str, is_first: bool, is_last: bool) -> str:
        place = "CxSpFirst" if is_first and not is_last else "CxSpLast" if is_last and not is_first else "" if is_first else "CxSpMiddle"
        space = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>"
        drawn = {1: ("Symbol", "·"), 2: ('"Courier New"', "o"), 3: ("Wingdings", "§")}[level]
        font, sign = drawn if mark == "•" else ("Calibri", mark)
        return (
            f"<p class=MsoListParagraph{place} style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
            f"<span style='font-family:{font};mso-fareast-font-family:{font}'><span style='mso-list:Ignore'>{sign}{space}</span></span>"
            f"<![endif]>{escape(words, quote=False)}<o:p></o:p></p>\n\n"
        )

    def table(self, rows: list[list[tuple[str, str]]]) -> str:
        return f"<table class=MsoTableGrid border=1 cellspacing=0>{''.join(f'<tr>{self.row(row)}</tr>' for row in rows)}</table>"

    def cell(self, kind: str) -> str:
        return f" width=200 valign=top style='width:150.0pt;{f'background:{kind};' if kind in COLOURS else ''}padding:0cm 5.4pt'"

    def in_cell(self, said: str, kind: str) -> str:
        return f"<p class=MsoNormal>{said or '<o:p>&nbsp;</o:p>'}</p>"


class Outlook(Word):
    """A message of Outlook: Word's dialect in a section, in a frame of one cell."""

    def frame(self, body: str) -> str:
        framed = f"<table class=MsoNormalTable border=0><tbody><tr><td style='padding:0cm'>{body}</td></tr></tbody></table>"
        return super().frame(f"<div class=WordSection1>{framed}</div>")


class LibreOffice(Writer):
    def para(self, inside: str) -> str:
        return f'<p style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif">{inside}</font></p>\n'

    def struck(self, said: str) -> str:
        return f"<strike>{said}</strike>"

    def deleted(self, said: str) -> str:
        return f'<del cite="Ann" datetime="2026-10-01T10:00:00"><span>{said}</span></del>'

    def inserted(self, said: str) -> str:
        return f'<ins cite="Ann" datetime="2026-10-01T10:00:00">{said}</ins>'

    def underlined(self, said: str) -> str:
        return f"<u>{said}</u>"

    def marked(self, said: str) -> str:
        return f'<span style="background: #ffff00">{said}</span>'

    def symbol(self, said: str) -> str:
        return f'<font face="Symbol">&#{0xF000 + ord(said)};</font>'

    def note(self, said: str) -> str:
        return f'<a class="sdfootnoteanc" name="sdfootnote{said}anc" href="#sdfootnote{said}sym"><sup>[{said}]</sup></a>'

    def notes(self, notes: list[str]) -> str:
        return "".join(
            f'<div id="sdfootnote{n}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{n}sym" '
            f'href="#sdfootnote{n}anc">[{n}]</a>{escape(note, quote=False)}</p></div>'
            for n, note in enumerate(notes, 1)
        )

    def in_item(self, said: str) -> str:
        return f'<p style="margin-bottom: 0cm">{said}</p>'

    def in_cell(self, said: str, kind: str) -> str:
        return f"<p>{said}</p>"


class Excel(Writer):
    def frame(self, body: str) -> str:
        return (
            '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style><!--table {}\n'
            ".font5 {color:black; font-size:11.0pt; text-decoration:line-through; font-family:Calibri}\n"
            "td {padding-top:1px; mso-ignore:padding; color:black; text-decoration:none; font-family:Calibri}\n"
            ".xl65 {text-decoration:line-through}\n"
            + "\n".join(f".xl7{at} {{background:{colour}; mso-pattern:black none}}" for at, colour in enumerate(COLOURS))
            + f'\n--></style></head><body link="#0563C1"><!--StartFragment-->{body}<!--EndFragment--></body></html>'
        )

    def table(self, rows: list[list[tuple[str, str]]]) -> str:
        body = "".join(f"<tr height=20>{self.row(row)}</tr>" for row in rows)
        return f"<table border=0 cellpadding=0 width=300><col width=64>{body}</table>"

    def cell(self, kind: str) -> str:
        name = f"xl7{list(COLOURS).index(kind)}" if kind in COLOURS else "xl65" if kind == "struck" else "xl60"
        return f" height=20 class={name} style='height:15.0pt'"
