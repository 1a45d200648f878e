"""Tell a web page's document from the site around it: menus, forms, what is hidden.

Say which elements to read and which to leave out; read nothing. Source: the HTML standard
(html.spec.whatwg.org) on sections, forms and the hidden attribute; WAI-ARIA on roles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_LEFT_OUT = frozenset({
    "script", "style", "noscript", "template", "head", "nav", "aside", "footer", "button",
    "input", "select", "textarea", "label", "option", "iframe", "object", "embed", "applet",
    "svg", "canvas", "audio", "video", "map", "menu", "dialog",
})  # fmt: skip
_FURNITURE = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_WHOLE = ("html", "body", "main", "article")
# what sites call the parts of a page that are not the document
_SITE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|cookies?|skip-?link|sr-only|"
    r"page-?(?:header|footer)|site-?(?:header|footer)|share|toolbar|pagetop)(?:$|[\s_-])"
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MAIN_SHARE = 0.3  # of a page's words that its main part has, where it is the document
_WHOLE_SHARE = 0.5  # of a page's words that no form or menu has, unless it encloses the page


@dataclass(frozen=True, slots=True)
class Parts:
    """What to read of a page.

    Attributes:
        root: the element that holds the document.
        left_out: the elements inside it that the site put there.
    """

    root: etree._Element
    left_out: frozenset[etree._Element]


def tell_parts(page: etree._Element) -> Parts:
    """Tell the document from its site.

    Args:
        page: the root of the page.

    Returns:
        What to read. A form or a menu that has half the page's words encloses the page, and stays.
    """
    total, weights, sure = _weigh(page)
    left_out = sure | {
        element
        for element, weight in weights.items()
        if not _is_main(element) and weight < _WHOLE_SHARE * total
    }
    for mains in (
        [e for e in weights if e.tag == "main" or e.get("role") == "main"],
        [e for e in weights if e.tag == "article"],
    ):
        if len(mains) == 1 and weights[mains[0]] >= _MAIN_SHARE * total:
            return Parts(mains[0], frozenset(left_out))
    return Parts(page, frozenset(left_out))


def _weigh(
    page: etree._Element,
) -> tuple[int, dict[etree._Element, int], set[etree._Element]]:
    """The characters of the page, those of parts in doubt, and the parts to leave out surely."""
    total = inside = 0
    open_parts: list[int] = []
    weights: dict[etree._Element, int] = {}
    sure: set[etree._Element] = set()
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            inside -= element.tag in _WHOLE[2:]
            if element in weights:
                weights[element] = total - open_parts.pop()
            total += len((element.tail or "").strip())
            continue
        inside += element.tag in _WHOLE[2:]
        if _is_surely_left_out(element, in_document=inside > 0):
            sure.add(element)
            walk.skip_subtree()
            continue
        if _is_main(element) or _is_doubtful(element):
            weights[element] = 0
            open_parts.append(total)
        total += len((element.text or "").strip())
    return total, weights, sure


def _is_main(element: etree._Element) -> bool:
    return element.tag in ("main", "article") or element.get("role") == "main"


def _is_surely_left_out(element: etree._Element, *, in_document: bool) -> bool:
    if element.tag in _WHOLE[:2]:
        return False
    if element.tag in _LEFT_OUT or (element.tag == "header" and not in_document):
        return True
    return (
        element.get("role") in _FURNITURE
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _is_doubtful(element: etree._Element) -> bool:
    if element.tag in _WHOLE:
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return element.tag == "form" or bool(_SITE.search(named))
