"""The documents: their links, and the site that dev/site makes of them."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`|^ {4}.*?$", re.MULTILINE | re.DOTALL)


def anchors(document):
    """What GitHub and MkDocs both call the headings of a document."""
    found = set()
    for heading in re.findall(r"^#+ (.*)$", document.read_text(), re.MULTILINE):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        found.add(re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-"))
    return found


def links(document):
    return LINK.findall(CODE.sub("", document.read_text()))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(REPOSITORY)))
def test_links_lead_somewhere(document):
    astray = []
    for link in links(document):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists():
            astray.append(f"{link}: no such file")
        elif anchor and anchor not in anchors(target):
            astray.append(f"{link}: no such heading")
    assert astray == []


def test_a_table_has_as_many_cells_in_every_row():
    uneven = []
    for document in DOCUMENTS:
        width = None
        fenced = False
        for number, line in enumerate(document.read_text().splitlines(), 1):
            if line.startswith("```"):
                fenced = not fenced
            if fenced or not line.startswith("|"):
                width = None
                continue
            cells = len(re.split(r"(?<!\\)\|", line))
            width = width or cells
            if cells != width:
                uneven.append(f"{document.relative_to(REPOSITORY)}:{number}")
    assert uneven == []


class Loaded(HTMLParser):
    """What a browser fetches by itself to show a page."""

    def __init__(self):
        super().__init__()
        self.addresses = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "link" and attributes.get("rel") not in ("canonical", "prev", "next"):
            self.addresses.append(attributes.get("href"))
        if tag in ("script", "img", "iframe", "source", "object"):
            self.addresses.append(attributes.get("src") or attributes.get("data"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Made in a copy, so that no site of somebody's own is replaced."""
    copy = tmp_path_factory.mktemp("checkout")
    for file in [*REPOSITORY.glob("*.md"), REPOSITORY / "LICENSE", REPOSITORY / "mkdocs.yml"]:
        shutil.copy(file, copy)
    shutil.copytree(REPOSITORY / "docs", copy / "docs")
    (copy / "dev").mkdir()
    shutil.copy(REPOSITORY / "dev" / "site", copy / "dev")
    made = subprocess.run([copy / "dev" / "site"], capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    return copy / "target" / "site"


def test_the_site_loads_nothing_from_elsewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 40
    foreign = []
    for page in pages:
        parser = Loaded()
        parser.feed(page.read_text())
        foreign += [f"{page.name}: {a}" for a in parser.addresses if a and re.match(r"(https?:)?//", a)]
    for sheet in site.rglob("*.css"):
        foreign += re.findall(r"(?:@import|url\()\s*['\"]?(?:https?:)?//[^)'\"]*", sheet.read_text())
    assert foreign == []


def test_what_draws_with_a_program_of_another_host_is_not_used():
    assert [d.name for d in DOCUMENTS if "```mermaid" in d.read_text()] == []


def test_the_search_finds_messages_and_words(site):
    index = json.loads((site / "search" / "search_index.json").read_text())
    found = {page["location"]: page["text"] for page in index["docs"]}
    assert any("noexec" in text and "hpc" in place for place, text in found.items())
    assert any("is in the annex, but its content is not here" in text for text in found.values())


def test_every_decision_is_in_the_list_of_the_site(site):
    page = (site / "docs" / "decisions" / "index.html").read_text()
    decisions = REPOSITORY.glob("docs/decisions/0*.md")
    assert [d.name for d in decisions if f'href="{d.stem}.html"' not in page] == []
