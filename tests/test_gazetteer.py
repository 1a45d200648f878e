"""Names in a text: the longest at each place, by word, in either apostrophe and case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities import Catalogue, Entry, load_catalogue
from kg.drafting import load_drafting
from kg.gazetteer import load_gazetteer
from kg.scripts import Script


def entry(id_, *names, short=(), holds=(), **facts):
    kind = id_.partition(":")[0]
    return Entry(
        id_, kind, "any", {"en": names}, {"en": tuple(short)} if short else {}, tuple(holds), facts
    )


SMALL = Catalogue(
    {
        e.id: e
        for e in (
            entry("body:C", "Council of Tides", short=["Council"]),
            entry("body:B", "Board of Boats", short=["Board", "Council"]),
            entry("instrument:t", "Treaty on Tides"),
            entry(
                "instrument:tl",
                "Treaty on Tides and Lamps [of the South]",
                "Treaty on (Lights|Lanterns)",
            ),
            entry("event:ct", "Conference on the Treaty on Tides", holds=["instrument:t"]),
            entry("event:cl", "Conference on the Lamps of the Council of Tides"),
            entry(
                "group:s",
                "states",
                not_behind={"en": r"\bUnited\s+"},
                not_before={"en": r"\s+of\s+mind"},
            ),
        )
    },
    {},
)


def found(text, catalogue=SMALL, language="en"):
    return [
        (text[n.start : n.end], n.entry.id, n.short, n.nested)
        for n in load_gazetteer(catalogue, language).find(text)
    ]


FOUND = [
    ("the Council of Tides met", [("Council of Tides", "body:C", False, False)]),
    ("the Treaty on Tides, the text", [("Treaty on Tides", "instrument:t", False, False)]),
    ("the Treaty on Tides and Lamps", [("Treaty on Tides and Lamps", "instrument:tl", False, False)]),
    ("the Treaty on Tides and Lamps of the South", [("Treaty on Tides and Lamps of the South", "instrument:tl", False, False)]),
    ("the Treaty on Lanterns", [("Treaty on Lanterns", "instrument:tl", False, False)]),
    ("the Treaty on Tides and lamps", [("Treaty on Tides", "instrument:t", False, False)]),
    ("a treaty on tides", []),
    ("the Council of Tidesmen", [("Council", "body:C", True, False), ("Council", "body:B", True, False)]),
    ("all states agree", [("states", "group:s", False, False)]),
    ("all States agree", [("States", "group:s", False, False)]),
    ("the United States agree", []),
    ("states of mind", []),
    ("interstates", []),
    ("the Board decides", [("Board", "body:B", True, False)]),
    ("the Council decides", [("Council", "body:C", True, False), ("Council", "body:B", True, False)]),
    ("the Conference on the Treaty on Tides", [("Conference on the Treaty on Tides", "event:ct", False, False), ("Treaty on Tides", "instrument:t", False, True)]),
    ("the Conference on the Lamps of the Council of Tides", [("Conference on the Lamps of the Council of Tides", "event:cl", False, False)]),
    ("the Treaty. On Tides", []),
    ("the Treaty – on Tides", [("Treaty – on Tides", "instrument:t", False, False)]),
    ("the Treaty on « Tides and Lamps »", [("Treaty on « Tides and Lamps", "instrument:tl", False, False)]),
    ("the Treaty on Tides – or Lamps", [("Treaty on Tides", "instrument:t", False, False)]),
    ("the Treaty on Ti-des and Lamps", [("Treaty on Ti-des and Lamps", "instrument:tl", False, False)]),
    ("the Treaty on –", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_the_longest_name_at_each_place_is_found(text, names):
    assert found(text) == names


WORDS = (
    "the Treaty on Tides and Lamps of South Conference Council Board Ti-des states United – («»)."
)


@given(st.lists(st.lists(st.sampled_from(WORDS.split()), max_size=12), max_size=4))
def test_what_was_read_before_changes_no_names(texts):
    anew = load_gazetteer.__wrapped__(SMALL, "en")
    last = " ".join(texts[-1]) if texts else ""
    for words in texts:
        load_gazetteer(SMALL, "en").find(" ".join(words))
    assert load_gazetteer(SMALL, "en").find(last) == anew.find(last)


def test_words_end_at_an_apostrophe():
    words = [
        word for word, _, _ in load_drafting("fr").script.words("l'Assemblée d'une vingt-troisième")
    ]
    assert words == ["l'", "Assemblée", "d'", "une", "vingt-troisième"]


def test_a_capitals_accent_does_not_matter():
    names = [
        load_gazetteer(load_catalogue(), "fr").find(text)
        for text in ("les États Membres", "les Etats Membres")
    ]
    assert (
        [n.entry.id for n in names[0]] == [n.entry.id for n in names[1]] == ["group:member-states"]
    )


REAL = [
    ("fr", "la Convention relative aux droits de l'enfant et", ["instrument:crc"]),
    ("fr", "la Charte des Nations Unies", ["instrument:un-charter"]),
    ("fr", "le Conseil des droits de l'homme", ["body:HRC"]),
    ("fr", "l'Assemblée générale", ["body:GA"]),
    ("fr", "le Secrétaire général", ["body:SG"]),
    ("fr", "le Programme de développement durable à l'horizon 2030", ["instrument:2030-agenda"]),
    ("fr", "les droits économiques, sociaux et culturels des riverains", []),
    ("fr", "le droit universel au travail", []),
    ("fr", "les services de conseil offerts", []),
    ("fr", "en rapport avec la question", []),
    ("en", "the Universal Declaration of Human Rights", ["instrument:udhr"]),
    ("en", "the Convention on the Rights of the Child", ["instrument:crc"]),
    ("en", "the Charter of the United Nations", ["instrument:un-charter"]),
    ("en", "the Security Council", ["body:SC"]),
    ("en", "the economic, social and cultural rights of all", []),
    ("en", "a council of elders and a general assembly of fishers", []),
]


@pytest.mark.parametrize(("language", "text", "ids"), REAL)
def test_the_authority_files_name_what_texts_name(language, text, ids):
    names = load_gazetteer(load_catalogue(), language).find(text)
    assert [n.entry.id for n in names if not n.short and not n.nested] == ids


def test_two_covenants_named_in_one_breath_are_two():
    text = (
        "le Pacte international relatif aux droits économiques, sociaux et culturels et le Pacte international "
        "relatif aux droits civils et politiques"
    )
    names = load_gazetteer(load_catalogue(), "fr").find(text)
    assert [n.entry.key for n in names if n.entry.kind == "instrument"] == ["icescr", "iccpr"]


def test_an_event_named_inside_a_longer_title_is_one_event():
    text = "le Sommet mondial pour le développement social et au-delà : le développement social pour tous à l'heure de la mondialisation"
    names = load_gazetteer(load_catalogue(), "fr").find(text)
    assert [n.entry.id for n in names if n.entry.kind == "event"] == ["event:ga-s24"]


def test_the_summit_without_its_sequel_is_the_summit():
    names = load_gazetteer(load_catalogue(), "fr").find(
        "le Sommet mondial pour le développement social, tenu à Copenhague"
    )
    assert [n.entry.id for n in names if n.entry.kind == "event"] == ["event:wssd-1995"]


class Pieces(list):
    """The pieces of a text; counts how often one is looked at."""

    def __init__(self, string):
        super().__init__(string.split(" "))
        self.looks = 0

    def __getitem__(self, index):
        self.looks += 1
        return super().__getitem__(index)

    def __iter__(self):
        for piece in super().__iter__():
            self.looks += 1
            yield piece


def test_what_follows_a_name_behind_a_mark_is_not_looked_for_from_the_texts_beginning(monkeypatch):
    pieces = Pieces("the Treaty - of boats " * 500)
    monkeypatch.setattr(Script, "pieces", lambda _script, _string: pieces)
    load_gazetteer(SMALL, "en").find("the Treaty - of boats " * 500)
    assert pieces.looks < 5 * len(pieces)
