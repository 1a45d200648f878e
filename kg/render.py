"""Draw a citation network as one HTML page that asks the network for nothing.

pyvis lays out the page through our own template, with places that we computed; its defaults (files
from CDNs, titles as markup, the locale's encoding) are left aside. Decides nothing about the graph.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from kg.errors import GraphError
from kg.layout import LANE_GAP, Layout, caption, positions
from kg.network import most_cited
from kg.places import Place
from kg.store import write_text
from kg.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx
    from pyvis.network import Network

    from kg.network import Node

_Value = TypeVar("_Value", bound=object)

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that look alike: a colour that colour-blind readers tell apart, and a shape as well."""

    label: str
    colour: str  # of Okabe and Ito's palette
    shape: str  # vis-network's word
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How much of a network a page shows."""

    nodes: int
    citations: int
    left_out: int  # nodes above the limit
    citations_left_out: int


FAMILIES = (
    Family("Resolutions", "#0072b2", "dot", ("resolution",)),
    Family(
        "Other documents",
        "#56b4e9",
        "square",
        ("decision", "statement", "draft", "report", "record", "document"),
    ),
    Family("Treaties", "#d55e00", "diamond", ("treaty",)),
    Family(
        "Declarations, programmes",
        "#009e73",
        "triangle",
        ("declaration", "programme", "outcome", "instrument"),
    ),
    Family("Conferences", "#e69f00", "star", ("conference", "event")),
    Family("Publications, sets", "#cc79a7", "hexagon", ("publication", "series")),
)

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1.6, "borderWidthSelected": 2.6},
    "edges": {
        "smooth": False,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.42}},
        "selectionWidth": 0.6,
        "hoverWidth": 0.6,
    },
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "selectConnectedEdges": False,
    },
}


def render(network: nx.MultiDiGraph[Node], path: Place, *, title: str, limit: int = 1000) -> Drawn:
    """Write the network as one HTML page.

    Args:
        network: as `kg.network.citation_network` makes it.
        path: the page; its folder is made where it is missing.
        title: of the page, plain text.
        limit: nodes to draw at most; the most cited are kept.

    Returns:
        How many nodes and citations are shown, and how many are not.

    Raises:
        GraphError: the page cannot be written, or pyvis is not installed.
    """
    kept = most_cited(network, limit)
    shown = network.subgraph(kept)
    drawn = Drawn(
        nodes=len(kept),
        citations=shown.number_of_edges(),
        left_out=len(network) - len(kept),
        citations_left_out=network.number_of_edges() - shown.number_of_edges(),
    )
    write_text(path, _page(network, kept, _shown(title), drawn))
    return drawn


def _page(network: nx.MultiDiGraph[Node], ranked: Sequence[Node], title: str, drawn: Drawn) -> str:
    from markupsafe import Markup  # with pyvis: it draws Jinja in
    from pyvis.network import Network  # late: it draws IPython in

    shown = network.subgraph(ranked)
    layout = positions(shown)
    details = _details(shown, ranked, layout)
    for node, data in zip(ranked, details["nodes"], strict=True):
        data["cited"] = len(network.pred[node])  # by documents that are not drawn too
    engine, script = _engine(), _template("graph.js")
    style = _template("palette.css") + _template("graph.css")
    canvas = Network(directed=True, cdn_resources="in_line")
    canvas.set_template_dir(str(TEMPLATES), "graph.html")
    canvas.templateEnv.autoescape = True
    canvas.templateEnv.filters["embedded"] = _markup
    canvas.templateEnv.globals["page"] = {
        "title": title,
        "drawn": drawn,
        "read": sum(not network.nodes[node]["stub"] for node in ranked),
        "details": details,
        "style": Markup(style),  # noqa: S704 - our own file
        "engine": Markup(engine),  # noqa: S704 - pyvis's own file
        "script": Markup(script),  # noqa: S704 - our own file
        "policy": _policy((engine, script), style),
    }
    canvas.set_options(json.dumps(_OPTIONS))
    _fill(canvas, details, [layout.points[node] for node in ranked])
    return str(canvas.generate_html())


def _fill(
    canvas: Network, details: Mapping[str, Any], points: Sequence[tuple[float, float]]
) -> None:
    """Hand marks and lines to pyvis by number; no text of the graph goes through it as a title."""
    for number, (node, (x, y)) in enumerate(zip(details["nodes"], points, strict=True)):
        family = FAMILIES[node["family"]]
        size = round(min(5 + 1.2 * node["cited"] ** 0.5, 14), 1)
        canvas.add_node(number, node["caption"], family.shape, family.colour, x=x, y=y, size=size)
    for number, edge in enumerate(details["edges"]):
        canvas.add_edge(edge["from"], edge["to"], id=number)


def _details(
    network: nx.MultiDiGraph[Node], ranked: Sequence[Node], layout: Layout
) -> dict[str, Any]:
    """Everything that the panel and the axes say; nodes and edges by their number."""
    number = {node: i for i, node in enumerate(ranked)}
    pairs: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for citing, cited, data in sorted(network.edges(data=True), key=_edge_order(number)):
        pairs.setdefault((number[citing], number[cited]), []).append(
            {key: _shown(value) for key, value in data.items() if key != "date"}
        )
    return {
        "families": [{k: v for k, v in asdict(f).items() if k != "kinds"} for f in FAMILIES],
        "nodes": [_node(network.nodes[node]) for node in ranked],
        "edges": [{"from": a, "to": b, "citations": c} for (a, b), c in pairs.items()],
        "lanes": [asdict(lane) for lane in layout.lanes],
        "ticks": [asdict(tick) for tick in layout.ticks],
        "undated": layout.undated,
        "gap": LANE_GAP,
    }


def _edge_order(
    number: Mapping[Node, int],
) -> Callable[[tuple[Node, Node, dict[str, Any]]], tuple[Any, ...]]:
    def key(edge: tuple[Node, Node, dict[str, Any]]) -> tuple[Any, ...]:
        citing, cited, data = edge
        return number[citing], number[cited], data["paragraph"], data["function"], data["quote"]

    return key


def _node(data: Mapping[str, Any]) -> dict[str, Any]:
    fields = ("label", "title", "kind", "group", "organ", "date", "year", "symbol", "stub")
    node = {field: _shown(data[field]) for field in fields}
    family = next((i for i, f in enumerate(FAMILIES) if data["kind"] in f.kinds), 1)
    return node | {"caption": caption(node["label"]), "family": family}


def _shown(value: _Value) -> _Value:
    return cast("_Value", visible(value)) if isinstance(value, str) else value


def _markup(value: object) -> str:
    from markupsafe import Markup

    return Markup(_embedded(value))  # noqa: S704 - no "<" is left in it


def _embedded(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _policy(scripts: Sequence[str], style: str) -> str:
    """Forbid every request, and every script and style but ours."""
    allowed = " ".join(_digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _engine() -> str:
    """vis-network as pyvis ships it (9.1.2, Apache-2.0 or MIT, its licence at its head)."""
    spec = importlib.util.find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise GraphError("pyvis is not installed, and the picture needs it: pip install pyvis")
    found = Path(spec.submodule_search_locations[0]) / "lib" / "vis-9.1.2" / "vis-network.min.js"
    try:
        text = found.read_text(encoding="utf-8")
    except OSError:
        raise GraphError(f"{found}: pyvis ships another vis-network; install pyvis 0.3.2") from None
    # The map is a file that does not stand beside the page: a browser's tools would ask for it.
    return re.sub(r"\n//# sourceMappingURL=.*", "", text)
