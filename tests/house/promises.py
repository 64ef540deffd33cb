"""Sentences of the portal that promise an effect: who is told, what is kept, what cannot be changed, what happens by itself.

Read from templates and from the words that code shows; comments and docstrings promise nothing to a user.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .house import APPS, ROOT

WORDS = (
    r"(?:is|are|am|be|was|were|gets?) (?:told|emailed|reminded|kept|an email)",
    r"(?:is|are) asked again|(?:will|is|are) never|never published",
    r"nobody (?:else )?(?:can|sees|is|approves|gets|reads|on|outside)\b",
    r"(?:cannot|can never|can no longer) be (?:changed|undone|taken back|edited|published)",
    r"(?:is|are) (?:submitted|published|sent|signed|closed|deleted) (?:when|once|as soon as|together|with)",
    r"nothing (?:is|was|has been|will be) (?:lost|sent|signed|changed|saved|submitted)",
    r"only (?:this|your|you|they|the|our|people|its|it)\b[^.]* (?:sees?|told|emailed|reads?|open|counts)\b",
    r"(?:will be) (?:told|emailed|asked|kept|sent|able)",
)
PROMISE = re.compile("|".join(WORDS), re.IGNORECASE)
TAGS = re.compile(r"{%.*?%}|{#.*?#}|<[^>]*>", re.DOTALL)
GAP = re.compile(r"{{.*?}}|%\([a-z_]+\)s", re.DOTALL)
ENDS = re.compile(r"(?<=[.!?])\s+|\s*\n\s*\n\s*")


def sentences(text: str) -> Iterator[str]:
    """Each by itself, its white space folded, what is filled in later shown as …"""
    for piece in ENDS.split(GAP.sub("…", text)):
        folded = " ".join(piece.split())
        if folded:
            yield folded


def in_templates() -> Iterator[tuple[str, str]]:
    for file in sorted(ROOT.glob("templates/**/*.html")):
        text = re.sub(r"{% comment %}.*?{% endcomment %}", "", file.read_text(), flags=re.DOTALL)
        quoted = re.findall(r"{% ?(?:nhs|include) [^%]*%}", text, flags=re.DOTALL)  # words handed to a component, or to another file
        for part in (TAGS.sub("\n\n", text), *(words for tag in quoted for words in re.findall(r'"([^"]{12,})"', tag))):
            for sentence in sentences(part):
                yield str(file.relative_to(ROOT)), sentence


def in_code() -> Iterator[tuple[str, str]]:
    for storey in APPS:
        for file in sorted((ROOT / storey).rglob("*.py")):
            if {"migrations", "demo", "checker", "management"} & set(file.parts):
                continue
            for text in spoken(ast.parse(file.read_text())):
                for sentence in sentences(text):
                    yield str(file.relative_to(ROOT)), sentence


def spoken(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that are no docstrings; what is filled in is …"""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent | inside:
            yield node.value


def promises() -> list[tuple[str, str]]:
    """(file, sentence) of everything that promises an effect."""
    return [(where, said) for where, said in (*in_templates(), *in_code()) if PROMISE.search(said)]


def names_of_tests(file: Path) -> set[str]:
    """The names of the tests in a file."""
    return {
        node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
