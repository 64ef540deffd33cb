"""The rules, each a sentence that is true of a broken file."""

from __future__ import annotations

import re
from typing import NamedTuple

PAGE = re.compile(r"^page (\d+)$")

RULES = {
    # the file
    "marked": "the file is not marked as tagged",
    "suspects": "the tags are marked as suspect",
    "language": "the file has no language, or none that exists",
    "title": "the file has no title",
    "titles": "the title in the metadata is not the title of the file",
    "shows-title": "the window shows the file's name, not its title",
    "bookmarks": "there are no bookmarks",
    "tree": "there is no tag tree",
    "top": "the tag tree does not begin with one Document",
    "scripts": "the file runs something when it is opened",
    "attachments": "a file inside has no name or no description",
    "labels": "the page labels do not say how the first page is numbered",
    # the tree
    "place": "a tag has two places in the tree",
    "parent": "a tag names another parent than the one it hangs on",
    "role": "a tag has a role nobody knows",
    "standard-role": "a standard role is given another meaning",
    "nesting": "a tag may not stand inside the tag above it",
    "empty": "a heading, paragraph or link is empty",
    "h1": "a paper does not have exactly one main heading",
    "first-heading": "a paper does not begin with its main heading",
    "level": "a heading level is skipped",
    "alternative": "a picture has no text alternative",
    "alternative-words": "a picture's text alternative is only a file's name",
    "item": "a list item has no body, or more than one",
    "link-words": "a link's words are only its address",
    "link-tag": "a Link tag holds no link",
    "tag-language": "a tag's language does not exist",
    # ids
    "id-once": "an id is used more than once",
    "id-tree": "an id is not in the tree and in the list of ids alike",
    "head-exists": "a cell names a head that does not exist",
    "head-is-head": "a cell names a head that is not a head cell",
    # tables
    "scope": "a head cell does not say what it is the head of",
    "one-table": "a table has no id, so it may be a part of another table",
    "tables": "there are not as many tables as in the source",
    "widths": "a table's rows are of different length",
    "heads": "a table has no head cells",
    "rows": "a table has no rows",
    # pages
    "page-key": "a page has no number in the tag tree, or shares it",
    "mark-once": "a mark is set more than once on a page",
    "mark-owner": "a mark belongs to no tag, or to several",
    "mark-parent": "the list of owners does not agree with the tree",
    "mark-exists": "a tag owns a mark that is on no page",
    "owners": "the list of owners has an entry nothing uses, or one used twice",
    "painted": "something is painted that is neither tagged nor an artefact",
    "nested": "a mark stands inside a mark",
    "ends": "a mark does not end, or ends without beginning",
    "tabs": "the tab order is not the order of the tags",
    "text-tagged": "a page has text that no tag reads",
    "page-of-words": "a whole page is one picture, so its words cannot be read aloud",
    "link-tagged": "a link is not in the tag tree, or more than once",
    "link-in-link": "a link is not in a Link tag",
    "link-description": "a link has no description",
    "link-open": "a link to another paper was left open",
    "annotation": "a page has a note, form field or media that was not printed by us",
    # targets
    "name-target": "a name leads to no page",
    "link-target": "a link leads to a name that does not exist",
    "bookmark-target": "a bookmark leads to no page",
    "bookmark-words": "a bookmark has no words",
    # fonts
    "embedded": "a font is not embedded",
    "readable": "a font's letters cannot be read back",
    "no-letter": "a letter has no shape in any font",
}


class Fault(NamedTuple):
    rule: str
    where: str
    more: str = ""

    def __str__(self) -> str:
        sentence = f"{self.where}: {RULES[self.rule]}"
        return f"{sentence} ({self.more})" if self.more else sentence

    def further_on(self, pages: int) -> Fault:
        """As it is found in a file in which so many pages stand before."""
        return self._replace(where=PAGE.sub(lambda page: f"page {int(page[1]) + pages}", self.where))
