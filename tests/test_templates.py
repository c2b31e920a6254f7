"""
Every template compiles, says what it is, and keeps to the rules of the page.

The content security policy of the portal lets neither inline script nor inline
style run, and WeasyPrint lays grids out again for every page they might break on
(see docs/performance.md): what would fail there quietly fails here with a word.
"""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from flask import Flask
from jinja2 import meta, nodes
from jinja2.ext import extract_from_ast

import reports.html
from portal import jinja
from tests.source import files, text

FOLDER = Path("templates")
TEMPLATES = [
    str(path.relative_to(FOLDER))
    for path in [*files(".html", under="templates"), *files(".txt", under="templates/emails")]
]
PAGES = [
    name
    for name in TEMPLATES
    if name.split("/")[0] in {"public", "account", "counselor", "partner", "errors"}
    and "/_" not in name
]
PAPER_STYLES = files(".css", under="templates")

_syntax = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def parsed(name: str) -> nodes.Template:
    """The template as Jinja reads it."""
    return _syntax.parse(text(FOLDER / name), name=name)


@pytest.fixture(scope="module")
def screen() -> jinja2.Environment:
    """The environment of the portal's pages."""
    app = Flask("portal", template_folder=str(jinja.TEMPLATES))
    jinja.init_app(app)
    return app.jinja_env


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(name: str, screen: jinja2.Environment) -> None:
    environment = reports.html.environment() if name.startswith("reports/") else screen

    environment.get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_imports_it_uses(name: str) -> None:
    template = parsed(name)
    imported = {
        alias if isinstance(alias, str) else alias[1]
        for node in template.find_all(nodes.FromImport)
        for alias in node.names
    } | {node.target for node in template.find_all(nodes.Import)}
    used = {node.name for node in template.find_all(nodes.Name) if node.ctx == "load"}

    assert imported - used == set(), "Import only the macros that this template calls."


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_includes_or_extends_exists(name: str) -> None:
    wanted = set(meta.find_referenced_templates(parsed(name)))

    assert wanted - {None} <= set(TEMPLATES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fills_a_layout_and_has_a_title(name: str) -> None:
    template = parsed(name)
    layouts = list(template.find_all(nodes.Extends))
    blocks = {node.name for node in template.find_all(nodes.Block)}

    assert layouts, "A page extends one of templates/layouts."
    assert "title" in blocks, "A page says what it is, in its title block."


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_named_like_its_address(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9/-]+\.html", name), "Addresses and pages are in kebab-case."


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (r"<[^>]*\sstyle\s*=", "The policy ignores style attributes; give it a class."),
        (r"<style\b", "The policy ignores it; the stylesheets are in portal/static/css."),
        (r"<[^>]*\son[a-z]+\s*=", "The policy ignores it; a module in portal/static/js listens."),
        (r"<script\b(?![^>]*\bsrc=)", "The policy ignores it; load a module from static."),
        (r"javascript:", "The policy ignores it; a link leads somewhere, a button sends a form."),
        (r"(?i)\bhttps?://(?!www\.wikipedia\.org/|www\.w3\.org/)", "Nothing is loaded from afar."),
        (r"\|\s*safe\b", "Text is escaped where it is shown."),
        (r"(?i)\b(clients?|patients?|spouses?|therapists?)\b", "The glossary has our words."),
        (r"[\w>]!(?=\s*<)", "We speak calmly: no exclamation marks."),
    ],
)
def test_templates_go_without(what: str, reason: str) -> None:
    pattern = re.compile(what)
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in files(".html", under="templates")
        for number, line in enumerate(without_comments(text(path)).splitlines(), start=1)
        if pattern.search(line)
    ]

    assert found == [], reason


@pytest.mark.parametrize("name", TEMPLATES)
def test_sentences_are_set_like_print(name: str) -> None:
    typed = [
        f"line {line}: {sentence}"
        for line, _function, message in extract_from_ast(parsed(name), babel_style=False)
        for sentence in ([message] if isinstance(message, str) else message or ())
        if sentence and re.search(r"['\"]|\.\.\.|\s-\s|!(?:\s|$)", sentence)
    ]

    assert typed == [], "Use ’ “ ” … and –, and no exclamation marks."


@pytest.mark.parametrize("path", PAPER_STYLES, ids=str)
def test_paper_is_laid_out_with_blocks_and_tables(path: Path) -> None:
    style = re.sub(r"/\*.*?\*/", "", text(path), flags=re.DOTALL)

    assert not re.search(r"\b(grid|flex)\b", style), "A grid on paper costs minutes; use a table."
    assert not re.search(r"@import|url\(\s*['\"]?(https?:|data:|//)", style)


def without_comments(source: str) -> str:
    """The template without what only its readers see, line for line."""
    return re.sub(
        r"\{#.*?#\}", lambda comment: "\n" * comment[0].count("\n"), source, flags=re.DOTALL
    )
