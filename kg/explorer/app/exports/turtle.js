/* The citations shown as Turtle, in the terms and names of the graph. */

import { iriOf, citationsShown, rowOf, textsShown } from "./rows.js";

const ONTOLOGY = "https://w3id.org/unkg/ontology#", VOCABULARY = "https://w3id.org/unkg/vocab/";
const PREFIXES = { unkg: ONTOLOGY, cito: "http://purl.org/spar/cito/", dcterms: "http://purl.org/dc/terms/", rdfs: "http://www.w3.org/2000/01/rdf-schema#", xsd: "http://www.w3.org/2001/XMLSchema#" };

export function iri(text) {
  return "<" + text.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (one) => "\\u" + one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")) + ">";
}

function literal(text, language = "") {
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(/[\u0000-\u001f\u007f]/g, (one) => "\\u" + one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"));
  return `"${escaped}"` + (/^[a-z]{2,3}$/.test(language) ? "@" + language : "");
}

function concept(scheme, key) {
  return iri(VOCABULARY + scheme + "/" + key);
}

function text(model, i) {
  const lines = [];
  if (model.nodes.symbol[i]) lines.push(`unkg:symbol ${literal(model.nodes.label[i])}`);
  const names = model.nodes.names[i] ?? {}, property = model.nodes.symbol[i] ? "dcterms:title" : "rdfs:label";
  const own = model.nodes.symbol[i] ? model.nodes.title[i] : model.nodes.label[i];
  if (own) lines.push(`${property} ${literal(own)}`);
  for (const language of Object.keys(names)) lines.push(`${property} ${literal(names[language], language)}`);
  return lines.length ? `${iri(iriOf(model, i))} ${lines.join(" ;\n    ")} .\n` : "";
}

function citation(row) {
  const mention = row.iri.includes("#mention__");
  const lines = mention
    ? [`a unkg:Mention`, `unkg:mentioned ${iri(row.cited_iri)}`]
    : [`a unkg:Citation`, `cito:hasCitingEntity ${iri(row.citing_iri)}`, `cito:hasCitedEntity ${iri(row.cited_iri)}`,
      `unkg:citationFunction ${concept("citation-function", row.function)}`, `unkg:resolutionStatus ${concept("resolution-status", row.status)}`];
  if (row.act) lines.push(`unkg:act ${concept("act", row.act)}`);
  if (row.confidence !== "") lines.push(`unkg:confidence "${row.confidence}"^^xsd:decimal`);
  if (row.quote) lines.push(`unkg:quote ${literal(row.quote, row.language)}`);
  const edge = mention ? "" : `${iri(row.citing_iri)} unkg:cites ${iri(row.cited_iri)} .\n`;
  return `${iri(row.iri)} ${lines.join(" ;\n    ")} .\n${edge}`;
}

export async function asTurtle(model, scene) {
  const heads = Object.entries(PREFIXES).map(([name, space]) => `@prefix ${name}: <${space}> .\n`);
  const rows = await Promise.all(citationsShown(scene).map((e) => rowOf(model, e)));
  return [...heads, "\n", ...textsShown(scene).map((i) => text(model, i)), ...rows.map(citation)].join("");
}
