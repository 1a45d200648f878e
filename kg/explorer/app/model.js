/* The graph as the page reads it: columns, and who stands next to whom. Nothing here changes. */

import { read } from "./packed.js";

const BLOCK = 1024; // citations whose words stand together

/** Lists of numbers by number, in one row: those of i stand from start[i] to start[i + 1]. */
function grouped(keys, n) {
  const start = new Int32Array(n + 1);
  for (const key of keys) start[key + 1] += 1;
  for (let i = 0; i < n; i += 1) start[i + 1] += start[i];
  const next = start.slice(), list = new Int32Array(keys.length);
  keys.forEach((key, e) => { list[next[key]] = e; next[key] += 1; });
  const places = new Int32Array(keys.length);
  list.forEach((e, at) => { places[e] = at; });
  return Object.assign((i) => list.subarray(start[i], start[i + 1]), { places });
}

/** How many different texts stand at the other end of the citations of each. */
function distinct(n, edgesOf, end) {
  const seen = new Int32Array(n).fill(-1);
  return Int32Array.from({ length: n }, (_, i) => {
    let total = 0;
    for (const e of edgesOf(i)) {
      if (seen[end[e]] !== i) total += 1;
      seen[end[e]] = i;
    }
    return total;
  });
}

/** The name of most documents, from their symbol: S/RES/1325 (2000), S-RES-1325_2000. */
function plainId(label) {
  return label.replaceAll("/", "-").replaceAll(" (", "_").replaceAll(")", "").replaceAll(" ", "_");
}

export async function readModel() {
  const graph = await read("data");
  const { nodes, citations } = graph, n = nodes.id.length;
  nodes.id = nodes.id.map((id, i) => id || plainId(nodes.label[i]));
  const family = nodes.kinds.map((kind) => {
    const found = graph.families.findIndex((one) => one.kinds.includes(kind));
    return found < 0 ? 1 : found;
  });
  const model = {
    ...graph, n, m: citations.from.length,
    out: grouped(citations.from, n), into: grouped(citations.to, n),
    byId: new Map(nodes.id.map((id, i) => [id, i])),
    family: Uint8Array.from(nodes.kind, (kind) => family[kind]),
    mandatesOf: byFirst(graph.mandates),
    unresolvedOf: byFirst(graph.unresolved),
  };
  placeOfWords = model.into.places;
  model.cited = distinct(n, model.into, citations.from);
  model.citing = distinct(n, model.out, citations.to);
  return model;
}

/** Rows by the text that they are of. */
function byFirst(rows) {
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row[0])) found.set(row[0], []);
    found.get(row[0]).push(row);
  }
  return found;
}

/** What was chosen is shown before its words are unpacked. */
function later() {
  return new Promise((done) => { setTimeout(done, 24); });
}

const blocks = new Map();
let placeOfWords = null; // words stand in the order of the texts that they cite

/** The words of a citation: before, quote, behind; in a language, where it was read in it. */
export async function wordsOf(model, e, language) {
  const place = placeOfWords[e], number = Math.floor(place / BLOCK);
  if (!blocks.has(number)) blocks.set(number, later().then(() => read("words-" + number)));
  const [before, quote, behind, others = {}] = (await blocks.get(number))[place % BLOCK];
  if (others[language]) {
    const [b, q, h] = others[language];
    return { before: b, quote: q, behind: h, language };
  }
  return { before, quote, behind, language: model.citations.languages[model.citations.language[e]] };
}

/** The day, or what is known of it, as a number of years; null where nothing is. */
export function moment(model, i) {
  const { date, year } = model.nodes;
  if (year[i] === null) return null;
  const month = Number(date[i].slice(5, 7)), day = Number(date[i].slice(8, 10));
  if (!month) return year[i] + 0.5;
  return year[i] + (month - 1 + (day ? day - 1 : 15) / 31) / 12;
}

/** From the latest; what has no date comes last. */
export function latestFirst(model) {
  const at = (i) => moment(model, i) ?? -Infinity;
  return (a, b) => at(b) - at(a) || a - b;
}

/** Whether a citation was resolved: its words, or a rule, tell the text that is meant. */
export function isResolved(model, e) {
  return ["explicit", "inferred"].includes(model.citations.statuses[model.citations.status[e]]);
}
