"""The authority files: what they hold, and what the loader refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.authorities import FILES, Catalogue, EntryKind, expand, load_catalogue
from kg.errors import RuleError

if TYPE_CHECKING:
    from pathlib import Path

ANNOTATED = [
    "body:CEB",
    "body:CEB-chair",
    "body:CSW",
    "body:CSocD",
    "body:ECOSOC",
    "body:GA",
    "body:GA-C3",
    "body:HRC",
    "body:ILO",
    "body:OHCHR",
    "body:SG",
    "body:UN",
    "body:UN-ICT-Task-Force",
    "body:UN-Women",
    "body:UNFPA",
    "body:UNICEF",
    "body:UPR",
    "body:board-vffta-upr",
    "body:board-vftc",
    "body:high-commissioner-human-rights",
    "body:hrc-special-procedures-mandate-holders",
    "body:ldc-sids-trust-fund",
    "body:vffta-upr",
    "body:vfp-upr",
    "body:vftc",
    "event:beijing25",
    "event:covid-19",
    "event:ecosoc-2000-hls",
    "event:ffd3-2015",
    "event:ga-s23",
    "event:ga-s24",
    "event:habitat3-2016",
    "event:hrc-general-debate-item10",
    "event:hrc47-panel-item10",
    "event:hrc50-panel-item10",
    "event:icpd-1994",
    "event:icpd-reviews",
    "event:mdg-hlpm-2010",
    "event:millennium-summit-2000",
    "event:sdg-summit-2019",
    "event:series-un-conferences",
    "event:wcw4-1995",
    "event:wsis",
    "event:wsis-prepcom",
    "event:wssd-1995",
    "group:civil-society",
    "group:civil-society-organisations",
    "group:development-partners",
    "group:dpos",
    "group:governments",
    "group:heads-of-state",
    "group:human-rights-mechanisms",
    "group:ifis",
    "group:igos",
    "group:international-community",
    "group:international-institutions",
    "group:local-institutions",
    "group:member-states",
    "group:national-institutions",
    "group:ngos",
    "group:nhris",
    "group:other-stakeholders",
    "group:private-sector",
    "group:public-bodies",
    "group:regional-organisations",
    "group:social-partners",
    "group:specialized-agencies",
    "group:states",
    "group:states-concerned",
    "group:un-country-teams-and-organisations",
    "group:un-development-system",
    "group:un-entities",
    "group:un-hr-funds",
    "group:un-organisations",
    "group:un-system",
    "group:un-system-actors",
    "group:womens-organisations",
    "instrument:2030-agenda",
    "instrument:addis-ababa-action-agenda",
    "instrument:beijing-declaration-platform",
    "instrument:cedaw",
    "instrument:crc",
    "instrument:crpd",
    "instrument:csw-beijing25-political-declaration",
    "instrument:ecosoc-ministerial-declaration-2000",
    "instrument:iadgs",
    "instrument:iccpr",
    "instrument:icerd",
    "instrument:icescr",
    "instrument:ilo-centenary-declaration-2019",
    "instrument:ilo-global-call-to-action-covid",
    "instrument:mdgs",
    "instrument:millennium-declaration",
    "instrument:new-urban-agenda",
    "instrument:post-2015-agenda",
    "instrument:sdg-summit-political-declaration-2019",
    "instrument:udhr",
    "instrument:un-charter",
    "instrument:wssd-programme-of-action",
    "publication:disability-development-report-2018",
    "publication:unicef-narrowing-the-gaps-2010",
]

REFERENCES: dict[str, str] = {
    "part_of": "body",
    "organ": "body",
    "publisher": "body",
    "event": "event",
    "outcome": "instrument",
}
SYMBOL = re.compile(r"[A-Z]+(?:\.\d+)?(?:/[A-Za-z0-9.\- ]+)+(?: ?\([A-Za-z0-9\- ]+\))?")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*FILES, "goals.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[GA]\ntype = "organ"\n', r"bodies\.toml: \[GA\] lacks 'names'"),
        ('[GA]\nnames.en = ["General Assembly"]\n', r"bodies\.toml: \[GA\] lacks 'type'"),
        (
            '[GA]\ntype = "organ"\nnames.de = ["Generalversammlung"]\n',
            r"bodies\.toml: \[GA\] .*unknown language 'de'",
        ),
        ('[GA]\ntype = "organ"\nnames.en = []\n', r"bodies\.toml: \[GA\] has an empty"),
        ("[GA\n", r"bodies\.toml: no valid TOML"),
        (
            '[GA]\ntype = "organ"\nnames.en = ["General Assembly"]\nholds = ["body:XX"]\n',
            r"body:GA: holds 'body:XX'",
        ),
    ],
    ids=["no names", "no type", "unknown language", "empty names", "no TOML", "unknown held entry"],
)
def test_a_broken_file_is_refused_with_its_name_and_entry(folder: Path, text: str, complaint: str):
    (folder / "bodies.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=complaint):
        load_catalogue(folder)


def test_a_missing_file_is_refused_with_its_name(folder: Path):
    (folder / "events.toml").unlink()
    with pytest.raises(RuleError, match=r"events\.toml: the authority file is missing"):
        load_catalogue(folder)


@pytest.mark.parametrize(
    ("kind", "least"),
    [("body", 110), ("instrument", 130), ("event", 75), ("group", 45), ("publication", 2)],
)
def test_each_kind_has_its_minimum_of_entries(catalogue: Catalogue, kind: EntryKind, least: int):
    assert sum(1 for _ in catalogue.of_kind(kind)) >= least


def test_there_are_seventeen_goals_in_the_official_languages(catalogue: Catalogue):
    assert list(catalogue.goals) == [str(number) for number in range(1, 18)]
    assert all(
        set(goal) == {"ar", "en", "es", "fr", "ru", "zh"} for goal in catalogue.goals.values()
    )


@pytest.mark.parametrize("key", ANNOTATED)
def test_every_annotated_key_exists(catalogue: Catalogue, key: str):
    assert key in catalogue.entries


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        (
            "organismes [compétents] des Nations Unies",
            ["organismes compétents des Nations Unies", "organismes des Nations Unies"],
        ),
        (
            "Déclaration (et|et le) Programme",
            ["Déclaration et Programme", "Déclaration et le Programme"],
        ),
        ("parties prenantes (concernées|)", ["parties prenantes concernées", "parties prenantes"]),
        ("Entity (UN-Women)", ["Entity (UN-Women)"]),
        ("Agenda 21", ["Agenda 21"]),
    ],
)
def test_a_pattern_stands_for_these_names(pattern: str, names: list[str]):
    assert list(expand(pattern)) == names


@pytest.mark.parametrize("kind", FILES.values())
def test_no_two_entries_of_a_kind_share_a_name_in_a_language(catalogue: Catalogue, kind: EntryKind):
    owners: dict[tuple[str, str], str] = {}
    shared = {
        (name, owner, entry.id)
        for entry in catalogue.of_kind(kind)
        for language, patterns in entry.names.items()
        for pattern in patterns
        for name in expand(pattern)
        if (owner := owners.setdefault((language, name), entry.id)) != entry.id
    }
    assert not shared


def test_no_name_is_empty_or_opens_with_an_article(catalogue: Catalogue):
    article = re.compile(r"(?:the|an|le|la|les|un|une|des)\s|l'")
    kept = {"La coopération technique"}  # titles that open with one
    assert not [
        (entry.id, name)
        for entry in catalogue.entries.values()
        for patterns in entry.names.values()
        for pattern in patterns
        for name in expand(pattern)
        if not name or (article.match(name) and not name.startswith(tuple(kept)))
    ]


def test_every_name_uses_the_straight_apostrophe(catalogue: Catalogue):
    assert not [
        (entry.id, name)
        for entry in catalogue.entries.values()
        for patterns in (*entry.names.values(), *entry.short.values())
        for name in patterns
        if "’" in name
    ]


def test_every_entry_has_an_english_and_a_french_name(catalogue: Catalogue):
    assert not [e.id for e in catalogue.entries.values() if not {"en", "fr"} <= set(e.names)]


def test_every_reference_to_another_entry_leads_somewhere(catalogue: Catalogue):
    assert not [
        (entry.id, field, key)
        for entry in catalogue.entries.values()
        for field, kind in REFERENCES.items()
        for key in _listed(entry.facts.get(field, ()))
        if f"{kind}:{key}" not in catalogue.entries
    ]


def test_what_an_event_adopted_says_so_itself(catalogue: Catalogue):
    assert not [
        (event.id, key)
        for event in catalogue.of_kind("event")
        for key in event.facts.get("outcome", ())
        if catalogue.entries[f"instrument:{key}"].facts.get("event") is None
        and event.key
        not in {"alma-ata-1978", "unclos3", "rome-conference-icc-1998", "san-francisco-1945"}
        and event.key != "madrid-peace-conference-1991"
    ]


def test_symbols_look_like_symbols(catalogue: Catalogue):
    assert not [
        (entry.id, symbol)
        for entry in catalogue.entries.values()
        if (symbol := entry.facts.get("symbol")) is not None and not SYMBOL.fullmatch(symbol)
    ]


def test_dates_are_iso_and_agree_with_the_year(catalogue: Catalogue):
    iso = re.compile(r"\d{4}-\d\d-\d\d(?:/(?:\d{4}-\d\d-\d\d|\.\.))?")
    for entry in catalogue.entries.values():
        date, year = str(entry.facts.get("date", "")), entry.facts.get("year")
        assert not date or iso.fullmatch(date), entry.id
        if date and year and entry.kind == "event":
            assert date.startswith(str(year)), entry.id


def test_the_special_sessions_of_the_assembly_are_complete(catalogue: Catalogue):
    special = [e for e in catalogue.of_kind("event") if e.type == "special-session"]
    assert [e.facts["session"] for e in special] == list(range(1, 33))
    assert {e.facts["organ"] for e in special} == {"GA"}


@pytest.mark.parametrize(
    ("key", "symbol"),
    [
        ("GA", "A/RES/76/136"),
        ("HRC", "A/HRC/RES/76/136"),
        ("ECOSOC", "E/RES/76/136"),
        ("SC", "S/RES/136 (1999)"),
        ("CHR", "E/CN.4/RES/76/136"),
    ],
)
def test_a_template_builds_the_official_symbol(catalogue: Catalogue, key: str, symbol: str):
    template = catalogue.entries[f"body:{key}"].facts["resolution"]
    assert template.format(session="76", number="136", year="1999") == symbol


def test_a_body_with_a_template_is_not_marked_as_merely_numbered(catalogue: Catalogue):
    assert not [
        e.id for e in catalogue.of_kind("body") if "resolution" in e.facts and "numbered" in e.facts
    ]


@pytest.mark.parametrize("key", ["CND", "CCPCJ", "WHA", "UNFCCC-COP", "CHR-Sub", "AU-Assembly"])
def test_a_body_without_a_certain_symbol_is_marked_as_numbered(catalogue: Catalogue, key: str):
    assert catalogue.entries[f"body:{key}"].facts["numbered"] is True


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Conférence", "fr"),
        ("Convention", "en"),
        ("Conseil", "fr"),
        ("Assembly", "en"),
        ("Fonds", "fr"),
        ("Committee", "en"),
        ("droits économiques, sociaux et culturels", "fr"),
    ],
)
def test_a_generic_word_is_nobodys_full_name(catalogue: Catalogue, name: str, language: str):
    assert not [
        entry.id
        for entry in catalogue.entries.values()
        for pattern in entry.names.get(language, ())
        if name in expand(pattern)
    ]


def _listed(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
