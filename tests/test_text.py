"""Text beside the source: what normalisation changes, and that the way back is exact."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.text import Text, join, normalise, printed, replaced, single_spaced, without

NORMALISED = [
    ("apostrophe", "l\u2019éducation", "l'éducation"),
    (
        "other apostrophes",
        "l\u02bcun, l\u00b4autre, l\u2032une, l\uff07on",
        "l'un, l'autre, l'une, l'on",
    ),
    ("plain apostrophe", "l'éducation", "l'éducation"),
    ("gap before an apostrophe", "l \u2019éducation et l 'emploi", "l'éducation et l'emploi"),
    ("no gap between words", "les États d 'abord", "les États d'abord"),
    ("no-break spaces", "vol.\u00a01\u202f249", "vol. 1 249"),
    ("a tab", "1.\tDemande", "1. Demande"),
    ("no-break hyphen", "S\u201124/2", "S-24/2"),
    ("en dash between", "ES\u201310/14 et 26\u201431", "ES-10/14 et 26\u201431"),
    ("dash stays", "la mer \u2013 et 26\u201431", "la mer \u2013 et 26\u201431"),
    ("soft hyphen", "gouverne\u00admentales", "gouvernementales"),
    ("zero-width", "A/RES\u200b/70/1\ufeff", "A/RES/70/1"),
    ("direction marks", "\u200fA/RES/70/1\u200e", "A/RES/70/1"),
    ("tatweel", "مح\u0640مد", "محمد"),
    ("composed accents", "E\u0301tats", "États"),
    ("ligature", "\ufb01nancement e\ufb00ectif", "financement effectif"),
    ("full-width slash", "76\uff0f136", "76/136"),
    ("full-width digits", "７６", "76"),
    ("Arabic digits", "٧٦/١٣٦", "76/136"),
    ("Persian digits", "۲۰۳۰", "2030"),
    ("raised ordinals", "1^{er} juillet, 89^e séance", "1er juillet, 89e séance"),
    ("a raised note", "Millénaire^{1}", "Millénaire¹"),
    ("superscripts stay", "Millénaire¹", "Millénaire¹"),
    (
        "emphasis",
        "*Souligne* que le *Rapport du Sommet*, paru",
        "Souligne que le Rapport du Sommet, paru",
    ),
    ("strong emphasis", "**Demande** à tous", "Demande à tous"),
    ("the star of a reissue: the same document", "A/68/448* (suite)", "A/68/448 (suite)"),
    ("a product", "3 * 4 = 12", "3 * 4 = 12"),
    ("line ends", "a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
    ("quotes stay", "« Titre », \u201cTitle\u201d", "« Titre », \u201cTitle\u201d"),
]


@pytest.mark.parametrize(
    ("source", "expected"), [row[1:] for row in NORMALISED], ids=[r[0] for r in NORMALISED]
)
def test_spelling_is_normalised_and_meaning_is_not(source, expected):
    assert normalise(source).string == expected


SLICES = [
    ("la résolution\u00a076\uff0f136 du", "76/136", "76\uff0f136"),
    ("l \u2019éducation pour tous", "l'éducation", "l \u2019éducation"),
    ("les inter\u00adgouvernementales", "intergouvernementales", "inter\u00adgouvernementales"),
    ("le *Rapport* final", "Rapport", "Rapport"),
    ("E\u0301tats Membres", "États", "E\u0301tats"),
    ("1^{er} juillet 2000", "1er juillet", "1^{er} juillet"),
    ("\ufb01nancement", "financement", "\ufb01nancement"),
    ("Millénaire^{12}, fin", "Millénaire¹²", "Millénaire^{12}"),
]


@pytest.mark.parametrize(("source", "wanted", "words"), SLICES)
def test_a_stretch_of_the_text_gives_its_words_in_the_source(source, wanted, words):
    text = normalise(source)
    at = text.string.index(wanted)
    start, end = text.span(at, at + len(wanted))
    assert source[start:end] == words


# what our rules react to stands beside all of Unicode
spelled = st.lists(
    st.one_of(
        st.characters(),
        st.sampled_from(
            [
                "^{12}",
                "^{er}",
                "^e",
                " \u2019",
                "*mot*",
                "**",
                "\r\n",
                "\u00ad",
                "e\u0301",
                "\ufb03",
                "٣",
                "\ufdfa",
                "\u00a0",
                "l 'e",
            ]
        ),
    ),
    max_size=40,
).map("".join)


def assert_lawful(text: Text, source: str) -> None:
    """Each character's words lie in the source, behind those of the character before it."""
    places = list(text.places())
    assert len(text.string) == len(places)
    before = (0, 0)
    for place in places:
        assert before[0] <= place[0] <= place[1] <= len(source)
        assert before[1] <= place[1]
        before = place


@given(spelled)
@example("")
@example("*")
@example("\u0301")
@example("\ufdfa")
def test_every_character_knows_its_place_in_the_source(source):
    text = normalise(source)
    assert_lawful(text, source)
    assert all(start < end for start, end in text.places())


@given(spelled)
def test_a_character_that_is_not_normalised_is_the_sources_own(source):
    text = normalise(source)
    for character, (start, end) in zip(text.string, text.places(), strict=True):
        if (
            character.isascii()
            and character.isalpha()
            and end - start == 1
            and source[start].isascii()
        ):
            assert source[start] == character


@given(st.text(alphabet="abcéÉ ,.;:()«»0123456789/-\n", max_size=60))
def test_text_that_needs_nothing_stays_as_it_is(source):
    text = normalise(source)
    assert text.string == source
    assert list(text.places()) == [(at, at + 1) for at in range(len(source))]


@given(spelled, st.data())
def test_span_and_slice_agree(source, data):
    text = normalise(source)
    if not text.string:
        return
    start = data.draw(st.integers(0, len(text.string) - 1))
    end = data.draw(st.integers(start + 1, len(text.string)))
    part = text.slice(start, end)
    assert part.string == text.string[start:end]
    assert part.span(0, len(part.string)) == text.span(start, end)
    assert list(part.places()) == list(text.places())[start:end]


@given(spelled)
def test_single_spacing_loses_blanks_only(source):
    text = normalise(source)
    spaced = single_spaced(text)
    assert_lawful(spaced, source)
    assert spaced.string == " ".join(text.string.split())


@given(spelled)
def test_each_character_alone_knows_the_place_that_it_has_among_all(source):
    text = normalise(source)
    alone = [text.span(at, at + 1) for at in range(len(text.string))]
    assert alone == list(text.places())


def test_characters_put_for_others_stand_for_all_of_these_and_characters_copied_for_themselves():
    text = normalise("ab^{12}c\ufb03d")
    assert text.string == "ab¹²cffid"
    assert list(text.places()) == [
        (0, 1),
        (1, 2),
        (2, 7),
        (2, 7),
        (7, 8),
        (8, 9),
        (8, 9),
        (8, 9),
        (9, 10),
    ]


def test_a_piece_of_what_was_put_still_stands_for_all_the_words():
    text = normalise("ab^{12}c")
    assert list(text.slice(3, 5).places()) == [(2, 7), (7, 8)]
    assert list(replaced(text, [(0, 3, "A")]).places()) == [(0, 7), (2, 7), (7, 8)]


def test_a_text_is_printed_with_its_own_marks():
    source = "٧٦، \ufb01n\u060c"
    assert normalise(source).string == "76, fin,"
    assert printed(normalise(source), source) == "76، fin،"


def test_a_stretch_can_be_taken_out():
    text = normalise("Millénaire1, adoptée")
    at = text.string.index("1")
    shorter = without(text, [(at, at + 1)])
    assert shorter.string == "Millénaire, adoptée"
    assert shorter.span(0, len(shorter.string)) == (0, 20)


def test_several_stretches_can_be_taken_out():
    text = normalise("abcdefgh")
    assert without(text, [(0, 1), (3, 5), (7, 8)]).string == "bcfg"


def test_nothing_taken_out_leaves_the_text():
    assert without(normalise("abc"), []).string == "abc"


def test_glue_stands_behind_the_piece_before_it():
    source = "un\ndeux"
    text = normalise(source)
    joined = join([text.slice(0, 2), text.slice(3, 7)])
    assert joined.string == "un deux"
    assert list(joined.places())[1:4] == [(1, 2), (2, 2), (3, 4)]
    assert_lawful(joined, source)


def test_joining_nothing_gives_nothing():
    assert join([]).string == ""
