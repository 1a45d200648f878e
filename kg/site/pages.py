"""Make pages of what was read: templates, their security policy, their common words.

Every text of the graph goes through escaping, and loses the marks that would reorder what stands
beside it; every address is made here or in `kg.site.names`, none is taken from the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.render import FAMILIES, TEMPLATES
from kg.site.arrivals import Arrivals
from kg.site.documents import read_mandates, read_passages
from kg.site.facts import read_facts
from kg.site.names import JSON_LD, PAGE, TURTLE, further, way_up
from kg.site.words import direction, load_words
from kg.text import visible
from kg.versions import LANGUAGES

if TYPE_CHECKING:
    import jinja2

    from kg.site.cards import Card
    from kg.site.documents import Subjects
    from kg.site.edition import Edition
    from kg.site.lists import Index, Shelf, Year

#: The explorer of the same graph, where one lies in the site, and how its address names a document.
EXPLORER = "explorer.html"
EXPLORER_AT = f"{EXPLORER}#at={{symbol}}"

SEARCH = "search"
# Nothing is fetched but files of the site, and only the search runs a script.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src {scripts}; "
    "base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands at the head of all pages.

    Attributes:
        title: of the site.
        indexes: the lists from A to Z that there are.
        explorer: whether the site holds an explorer.
    """

    title: str
    indexes: tuple[Index, ...]
    explorer: bool


class Pages:
    """The pages of a site, as texts."""

    def __init__(self, edition: Edition, bar: Bar) -> None:
        self._edition = edition
        self._templates = _templates(edition, bar)

    def of_card(self, card: Card, subjects: Subjects) -> list[tuple[str, str]]:
        """The pages of a document or thing.

        Args:
            card: its card.
            subjects: what is said of it, and in its own graph where it has one.

        Returns:
            The stem and text of each; what points to it may fill several.
        """
        arrivals = Arrivals(self._edition, card.iri)
        head = self._head(card, subjects) if card.read else {"passages": (), "mandates": ()}
        facts = read_facts(self._edition, card.iri, subjects)
        made = []
        for number in range(1, arrivals.pages + 1):
            text = self._page(
                "card" if number == 1 else "further",
                further(card.stem, number),
                card=card,
                facts=facts,
                arrivals=arrivals,
                number=number,
                neighbours=self._edition.register.neighbours(card.iri),
                series=self._edition.register.series.get(card.iri, ()),
                explorer=_explorer(card),
                **head,
            )
            made.append((further(card.stem, number), text))
        return made

    def home(self, shelves: tuple[Shelf, ...], statements: int) -> str:
        """The first page: documents by organ and year, and the lists."""
        return self._page("home", "index", shelves=shelves, statements=statements)

    def year(self, shelf: Shelf, year: Year) -> str:
        """The documents of an organ and year."""
        return self._page("year", year.stem, shelf=shelf, year=year)

    def index(self, index: Index) -> str:
        """A list from A to Z."""
        return self._page("index", index.stem, index=index)

    def search(self) -> str:
        """The page that searches; the only one with a script."""
        return self._page("search", SEARCH, policy=_POLICY.format(scripts="'self'"))

    def style(self) -> str:
        """The style of all pages, with the colours of the explorer and the picture."""
        families = self._templates.get_template("families.css").render(families=FAMILIES)
        own = (TEMPLATES / "site" / "site.css").read_text(encoding="utf-8")
        return (TEMPLATES / "palette.css").read_text(encoding="utf-8") + families + own

    def _head(self, card: Card, subjects: Subjects) -> dict[str, Any]:
        return {
            "passages": read_passages(self._edition, card.iri, subjects),
            "mandates": read_mandates(self._edition, card.iri, subjects),
        }

    def _page(self, template: str, stem: str, **told: Any) -> str:  # noqa: ANN401 - by template
        values = {"policy": _POLICY.format(scripts="'none'")} | told
        page = self._templates.get_template(f"{template}.html")
        return page.render(stem=stem, up=way_up(stem), **values)


def _explorer(card: Card) -> str:
    """The explorer's address of a document."""
    return EXPLORER_AT.format(symbol=quote(card.label, safe=""))


def _templates(edition: Edition, bar: Bar) -> jinja2.Environment:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= _globals(edition, bar)
    return made


def _globals(edition: Edition, bar: Bar) -> Mapping[str, Any]:
    return {
        "bar": bar,
        "words": edition.words,
        "concept": edition.concept,
        "direction": direction,
        "own_names": {code: load_words(code)["language"] for code in LANGUAGES},
        "further": further,
        "page": PAGE,
        "turtle": TURTLE,
        "json_ld": JSON_LD,
    }


def _finalized(value: object) -> object:
    """A text without what would reorder a page; markup of our own is clean already."""
    return visible(value) if type(value) is str else value
