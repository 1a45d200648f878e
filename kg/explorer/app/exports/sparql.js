/* The SPARQL query that gives from the graph the citations shown. */

import { iriOf } from "./rows.js";
import { iri } from "./turtle.js";

const VOCABULARY = "https://w3id.org/unkg/vocab/";
const HEAD = [
  "PREFIX cito: <http://purl.org/spar/cito/>",
  "PREFIX eli: <http://data.europa.eu/eli/ontology#>",
  "PREFIX unkg: <https://w3id.org/unkg/ontology#>",
  "",
  "SELECT DISTINCT ?citation ?citing ?cited ?act ?status WHERE {",
  "",
].join("\n");
const WHO = [
  "  { ?citation cito:hasCitingEntity ?citing ; cito:hasCitedEntity ?cited }",
  "  UNION",
  "  { ?citation unkg:mentioned ?cited ; unkg:inProvision/eli:is_part_of ?citing .",
  "    VALUES ?class { unkg:Conference unkg:Event unkg:Session }",
  "    ?cited a ?class .",
  "    ?citing eli:is_realized_by ?version",
  "    FILTER(!CONTAINS(STR(?cited), \"/session/\")) }",
  "  OPTIONAL { ?citation unkg:act ?act }",
  "  OPTIONAL { ?citation unkg:resolutionStatus ?status }",
  "",
].join("\n");

function concepts(scheme, keys) {
  return [...keys].sort().map((key) => iri(`${VOCABULARY}${scheme}/${key}`)).join(", ");
}

/** Where a view is all that the graph has around some texts, it is asked so; else text by text. */
function where(model, state, scene) {
  const { filters } = state, sets = ["organ", "topic", "kind", "language"];
  const plain = sets.every((name) => !filters[name].size) && filters.from === null && filters.to === null && !filters.read;
  const complete = scene.left.every(({ shown, total }) => shown === total);
  if (plain && state.view === "whole") return "";
  if (plain && complete && state.view === "neighbourhood" && state.hops === 1)
    return `  VALUES ?here { ${iri(iriOf(model, state.at))} }\n  FILTER(?citing = ?here || ?cited = ?here)\n`;
  if (plain && state.view === "compare") return `  VALUES ?citing { ${scene.documents.map((i) => iri(iriOf(model, i))).join(" ")} }\n`;
  const pairs = scene.lines.map(({ a, b }) => `    (${iri(iriOf(model, a))} ${iri(iriOf(model, b))})\n`);
  return `  VALUES (?citing ?cited) {\n${pairs.join("")}  }\n`;
}

export function asSparql(model, state, scene) {
  const { act, status } = state.filters, acts = [...act].filter((key) => key !== "none"), lines = [];
  if (act.size) lines.push(`  FILTER(${[acts.length && `?act IN (${concepts("act", acts)})`, act.has("none") && "!BOUND(?act)"].filter(Boolean).join(" || ")})\n`);
  // a summit is mentioned in so many words: its mention has no status of its own
  if (status.size) lines.push(`  FILTER(?status IN (${concepts("resolution-status", status)})${status.has("explicit") ? " || !BOUND(?status)" : ""})\n`);
  return HEAD + where(model, state, scene) + WHO + lines.join("") + "}\nORDER BY ?citing ?cited ?citation\n";
}
