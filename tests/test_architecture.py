"""One direction: each module has its place, and imports only what stands above it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"

# the import order; adding a file means giving it a place
ORDER = (
    # values
    "errors",
    "garbage",
    "findings",
    "scripts",
    "symbols",
    "text",
    "spans",
    "remote",
    "places",
    "locking",
    "pool",
    # files of other formats
    "formats.extracted",
    "formats.plain",
    "formats.pdfglyphs",
    "formats.pdfdirection",
    "formats.pdflines",
    "formats.pdftables",
    "formats.pdfpages",
    "formats.pdfstyle",
    "formats.pdf",
    "formats.passages",
    "formats.packages",
    "formats.wordnumbers",
    "formats.wordruns",
    "formats.docx",
    "formats.pageparts",
    "formats.pagewords",
    "formats.webpage",
    "formats.apart",
    "formats",
    # data files
    "hosts",
    "certainty",
    "authorities",
    "patternwords",
    "gates",
    "forms",
    "drafting",
    "addresses",
    "spelling",
    "arithmetic",
    "repairs",
    "confidence",
    # fetching
    "fetching.cache",
    "fetching.answers",
    "fetching.client",
    "fetching",
    # reading
    "documents",
    "provisions",
    "lines",
    "paragraphs",
    "notes",
    "numbering",
    "structure",
    # understanding
    "dates",
    "gazetteer",
    "pinpoints",
    "tokens",
    "numbers",
    "lists",
    "citations",
    "headfinal",
    "headings",
    "references",
    "clauses",
    "events",
    "mandates",
    "facts",
    "cited",
    "hyperlinks",
    "antecedents",
    "joins",
    "extraction",
    "records",
    "versions",
    # measuring
    "filenames",
    "annotations",
    "webannotations",
    "readings",
    "matching",
    "evaluation",
    "reliability",
    "comparison",
    # RDF
    "rdf",
    "iris",
    "terms",
    "describe",
    "describe.literals",
    "describe.evidence",
    "describe.functions",
    "describe.targets",
    "describe.things",
    "describe.works",
    "describe.authorities",
    "describe.provisions",
    "describe.citations",
    "describe.mentions",
    "describe.mandates",
    "describe.facts",
    "graph",
    "counts",
    "summary",
    # a graph on disk, and its readers
    "index",
    "store",
    "vocabulary",
    "queries",
    "endpoint",
    "fetching.frontier",
    "fetching.walk",
    "tables",
    "shacl",
    "judging",
    "validation",
    "stated",
    "network",
    "analysis",
    "layout",
    "exports",
    "render",
    "explain",
    # a site of pages
    "site.names",
    "site.words",
    "site.concepts",
    "site.said",
    "site.cards",
    "site.edition",
    "site.passages",
    "site.documents",
    "site.facts",
    "site.arrivals",
    "site.lists",
    "site.searching",
    "site.pages",
    "site",
    "explorer.reading",
    "explorer.wording",
    "explorer.payload",
    "explorer.page",
    "explorer",
    # the whole
    "merging",
    "reports",
    "cluster",
    "packing",
    "state",
    "gathering",
    "shards",
    "wholes",
    "building",
    "",
    "doctor.checks",
    "doctor.environment",
    "doctor.parts",
    "doctor.files",
    "doctor.sources",
    "doctor",
    "wording",
    "scoresheet",
    "progress",
    "cli.frame",
    "cli.doctoring",
    "cli.fetching",
    "cli.making",
    "cli.asking",
    "cli.analysing",
    "cli.exploring",
    "cli.indexing",
    "cli.measuring",
    "cli.publishing",
    "cli",
    "__main__",
)
PRINT = re.compile(r"(?<![.\w])print\(|\becho\(|stdout\.write")
LONGEST_FUNCTION = 40  # lines without the docstring
LONGEST_FILE = 400  # lines


def name_of(path: Path) -> str:
    """``kg/describe/works.py`` → ``describe.works``; the package itself is the empty name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imported(path: Path) -> Iterator[str]:
    """All modules of ours that a file imports: at its head, for types only, inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (
                a.name.removeprefix("kg").removeprefix(".")
                for a in node.names
                if a.name.split(".")[0] == "kg"
            )
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import"
            if node.module and node.module.split(".")[0] == "kg":
                module = node.module.removeprefix("kg").removeprefix(".")
                inner = [f"{module}.{a.name}".removeprefix(".") for a in node.names]
                yield from (name if name in MODULES else module for name in inner)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its lines, without those of its docstring."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            docstring = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_one_module_prints():
    printing = {name for name, path in MODULES.items() if PRINT.search(path.read_text("utf-8"))}
    assert printing == {"cli.frame"}


def test_every_module_has_a_place():
    assert len(set(ORDER)) == len(ORDER)
    assert set(ORDER) == set(MODULES)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_only_what_stands_above_it(module):
    place = {name: i for i, name in enumerate(ORDER)}
    below = {other for other in imported(MODULES[module]) if place[other] >= place[module]}
    assert below == set()


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_function_fits_on_a_screen(module):
    assert {name: n for name, n in functions(MODULES[module]) if n > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_file_is_read_in_one_sitting(module):
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_says_what_it_is_for(module):
    docstring = ast.get_docstring(ast.parse(MODULES[module].read_text("utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":"))
