"""Mandates: who is asked for what, by when; never what another text asked for."""

from __future__ import annotations

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document
from kg.extraction import extract
from kg.findings import Mandate

FRAMES = {
    "GA": {
        "en": "A/RES/76/900\n\nResolution adopted by the General Assembly on 16 December 2021\n\nThe General Assembly,\n\nRecalling the past,\n\n",
        "fr": "A/RES/76/900\n\nRésolution adoptée par l’Assemblée générale le 16 décembre 2021\n\nL’Assemblée générale,\n\nRappelant le passé,\n\n",
    },
    "HRC": {
        "en": "Resolution adopted by the Human Rights Council on 11 October 2021\n\nThe Human Rights Council,\n\nRecalling the past,\n\n",
        "fr": "Résolution adoptée par le Conseil des droits de l’homme le 11 octobre 2021\n\nLe Conseil des droits de l’homme,\n\nRappelant le passé,\n\n",
    },
    "SC": {
        "en": "Resolution 2593 (2021)\n\nThe Security Council,\n\nRecalling the past,\n\n",
        "fr": "Résolution 2593 (2021)\n\nLe Conseil de sécurité,\n\nRappelant le passé,\n\n",
    },
}


def mandates(paragraph, organ="GA", language="en"):
    source = FRAMES[organ][language] + paragraph + "\n"
    extraction = extract(Document("text.txt", "", "utf-8", language, source), load_catalogue())
    return [f for f in extraction.findings if isinstance(f, Mandate)]


# language, organ, paragraph, type, targets, due
ASKED = [
    # reports
    ("en", "GA", "1. Requests the Secretary-General to submit to it at its seventy-eighth session a report on libraries;", "report", ("body:SG",), "session:GA-78"),
    ("en", "HRC", "1. Requests the Secretary-General to submit a report to the General Assembly at its seventy-eighth session;", "report", ("body:SG",), "session:GA-78"),
    ("en", "SC", "1. Requests the Secretary-General to report to it within six months on the boats;", "report", ("body:SG",), "P6M"),
    ("en", "SC", "1. Requests the Secretary-General to report to the Council within 30 days;", "report", ("body:SG",), "P30D"),
    ("en", "SC", "1. Requests the Secretary-General to submit a report no later than 1 March 2022;", "report", ("body:SG",), "2022-03-01"),
    ("en", "SC", "1. Requests the Secretary-General to keep the Council informed of the tides;", "report", ("body:SG",), None),
    ("fr", "GA", "1. Prie le Secrétaire général de lui présenter à sa soixante-dix-huitième session un rapport sur les bibliothèques ;", "report", ("body:SG",), "session:GA-78"),
    ("fr", "HRC", "1. Prie le Secrétaire général de présenter un rapport à l’Assemblée générale à sa soixante-dix-huitième session ;", "report", ("body:SG",), "session:GA-78"),
    ("fr", "SC", "1. Prie le Secrétaire général de lui faire rapport dans un délai de six mois ;", "report", ("body:SG",), "P6M"),
    ("fr", "SC", "1. Prie le Secrétaire général de lui présenter, avant le 1er mars 2022, un rapport sur les barques ;", "report", ("body:SG",), "2022-03-01"),
    ("fr", "GA", "1. Demande au Secrétaire général de lui présenter un rapport à sa soixante-dix-huitième session ;", "report", ("body:SG",), "session:GA-78"),
    # tasks
    ("en", "GA", "1. Requests the Secretary-General to count the boats;", "task", ("body:SG",), None),
    ("fr", "GA", "1. Prie le Secrétaire général de compter les barques ;", "task", ("body:SG",), None),
    # recommendations
    ("en", "GA", "1. Urges Member States to keep their catalogues in double;", "recommendation", ("group:member-states",), None),
    ("en", "GA", "1. Calls upon all States to return the books;", "recommendation", ("group:states",), None),
    ("fr", "GA", "1. Engage les États Membres à tenir leurs catalogues en double ;", "recommendation", ("group:member-states",), None),
    # the agenda
    ("en", "SC", "1. Decides to remain actively seized of the matter.", "agenda", ("body:SC",), None),
    ("en", "GA", "1. Decides to include in the provisional agenda of its seventy-eighth session the item entitled “Libraries”.", "agenda", ("body:GA",), "session:GA-78"),
    ("en", "GA", "1. Decides to continue its consideration of the question at its seventy-eighth session.", "agenda", ("body:GA",), "session:GA-78"),
    ("fr", "SC", "1. Décide de rester activement saisi de la question.", "agenda", ("body:SC",), None),
    ("fr", "GA", "1. Décide d’inscrire à l’ordre du jour provisoire de sa soixante-dix-huitième session la question intitulée « Bibliothèques ».", "agenda", ("body:GA",), "session:GA-78"),
    # decisions
    ("en", "SC", "1. Decides to extend the measures until 1 March 2022;", "decision", ("body:SC",), None),
    ("fr", "SC", "1. Décide de proroger les mesures jusqu’au 1er mars 2022 ;", "decision", ("body:SC",), None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "organ", "paragraph", "type_", "targets", "due"), ASKED)
def test_a_mandate_says_of_what_sort_to_whom_and_by_when(
    language, organ, paragraph, type_, targets, due
):
    (mandate,) = mandates(paragraph, organ, language)
    assert (mandate.type, mandate.targets, mandate.due) == (type_, targets, due)


ADDRESSEES = [
    ("en", "1. Requests the Secretary-General to count;", "Secretary-General"),
    ("en", "1. Urges Member States and the United Nations High Commissioner for Human Rights to count;", "Member States and the United Nations High Commissioner for Human Rights"),
    ("fr", "1. Prie le Secrétaire général de compter ;", "Secrétaire général"),
    ("en", "1. Encourages the villages of the delta to count;", "the villages of the delta"),
    ("fr", "1. Prie le Groupe d'experts de présenter un bilan ;", "le Groupe d'experts"),
    ("fr", "1. Prie le Groupe d'experts de présenter au Comité du Conseil de sécurité un bilan ;", "le Groupe d'experts"),
    ("fr", "1. Invite les États Membres à compter et les engage à recompter ;", "États Membres"),
    ("en", "1. Invites Member States to count, and urges them to count again;", "Member States"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "paragraph", "addressee"), ADDRESSEES)
def test_the_addressee_is_kept_as_printed(language, paragraph, addressee):
    asked = mandates(paragraph, language=language)
    assert {mandate.addressee for mandate in asked} == {addressee}


def test_two_verbs_make_two_mandates():
    asked = mandates(
        "1. Invites Member States to count the boats, and requests the Secretary-General to submit a report at its seventy-eighth session;"
    )
    assert [(m.act, m.targets, m.type, m.due) for m in asked] == [
        ("invites", ("group:member-states",), "recommendation", None),
        ("requests", ("body:SG",), "report", "session:GA-78"),
    ]


def test_the_evidence_of_a_mandate_is_its_clause():
    (mandate,) = mandates("1. Requests the Secretary-General to count the boats;")
    assert mandate.evidence[0].text == "Requests the Secretary-General to count the boats;"
    assert mandate.evidence[0].paragraph == "OP1"


NO_MANDATE = [
    ("en", "1. Welcomes the report of the Secretary-General;"),
    ("en", "1. Takes note of the report that it requested of the Secretary-General;"),
    ("en", "1. Recalls its resolution 70/1, in which it requested the Secretary-General to count;"),
    ("fr", "1. Prend acte du rapport du Secrétaire général ;"),
    (
        "fr",
        "1. Rappelle sa résolution 57/238, par laquelle elle a invité tous les organismes à compter ;",
    ),
    ("en", "Recalling that the Secretary-General was requested to submit a report,"),
]


@pytest.mark.parametrize(("language", "paragraph"), NO_MANDATE)
def test_what_is_welcomed_or_reported_is_asked_of_nobody(language, paragraph):
    assert mandates(paragraph, language=language) == []


POINTS = [
    ("en", "1. Requests the Secretary-General:\n\n(a) To count the boats;\n\n(b) To submit a report at its seventy-eighth session;", {"body:SG"}, "session:GA-78"),
    ("fr", "1. Prie le Secrétaire général :\n\na) De compter les barques ;\n\nb) De présenter un rapport à sa soixante-dix-huitième session ;", {"body:SG"}, "session:GA-78"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "paragraph", "targets", "due"), POINTS)
def test_the_points_of_a_request_are_asked_of_its_addressee(language, paragraph, targets, due):
    asked = mandates(paragraph, language=language)
    assert {t for m in asked for t in m.targets} == targets
    assert due in {m.due for m in asked}
    assert "report" in {m.type for m in asked}


TWO_REPORTS = [
    ("en", "1. Requests the Secretary-General to submit reports, the first by 31 December 2017 and the second by 30 June 2018;"),
    ("fr", "1. Prie le Secrétaire général de présenter des rapports, le premier le 31 décembre 2017 au plus tard et le second le 30 juin 2018 au plus tard ;"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "paragraph"), TWO_REPORTS)
def test_two_reports_with_a_day_each_are_two_mandates(language, paragraph):
    asked = mandates(paragraph, language=language)
    assert [(m.type, m.due) for m in asked] == [("report", "2017-12-31"), ("report", "2018-06-30")]
