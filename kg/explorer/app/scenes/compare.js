/* Which texts several documents cite: all of them, some, or only one. */

import { latestFirst } from "../model.js";
import { count, nameOf, say } from "../words.js";
import { emptyScene, neighbours } from "./shared.js";

const ROW = 25, STEP = 250, FIT = 26;

/** The documents that are compared: the one looked at and those chosen beside it. */
export function compared(model, state) {
  return [...new Set([state.at, ...state.others])];
}

/** Texts by the documents that cite them: most first; with two documents, who cites it counts. */
function groups(model, marks, documents) {
  const by = new Map();
  documents.forEach((document, k) => {
    for (const [i, edges] of neighbours(model, marks, document, "out")) {
      if (!by.has(i)) by.set(i, documents.map(() => []));
      by.get(i)[k] = edges;
    }
  });
  // what all cite is always told, also where that is nothing
  const found = new Map([[`by ${documents.length}`, { n: documents.length, alone: -1, rows: [] }]]), order = latestFirst(model);
  for (const i of [...by.keys()].sort(order)) {
    const cells = by.get(i), n = cells.filter((edges) => edges.length).length;
    const alone = documents.length === 2 && n === 1 ? cells.findIndex((edges) => edges.length) : -1;
    const key = alone >= 0 ? `only ${alone}` : `by ${n}`;
    if (!found.has(key)) found.set(key, { n, alone, rows: [] });
    found.get(key).rows.push({ i, cells });
  }
  // with two: only the one, both, only the other; with more: from all down to one
  const place = ({ n, alone }) => (documents.length > 2 ? -n : alone < 0 ? 0.5 : alone);
  return [...found.values()].sort((a, b) => place(a) - place(b));
}

function headingOf(model, documents, { n, alone }) {
  return alone >= 0 ? say("only", { name: nameOf(model, documents[alone]) })
    : n === documents.length ? say("by-all", { n: count(n) }) : say("by-some", { n: count(n), all: count(documents.length) });
}

export function compare(model, state, marks) {
  const scene = emptyScene("compare"), documents = compared(model, state);
  scene.title = say("title-compare");
  if (documents.length < 2) return { ...scene, hint: say("hint-compare"), groups: [], documents };
  const found = groups(model, marks, documents);
  let x = 0;
  for (const group of found) {
    const rows = group.rows.filter(({ i }) => !documents.includes(i)); // those stand above already
    scene.headings.push({ text: `${headingOf(model, documents, group)} · ${count(group.rows.length)}`, x: x - 6, y: 0, side: 1 });
    for (let from = 0; from === 0 || from < rows.length; from += FIT) {
      rows.slice(from, from + FIT).forEach(({ i }, k) => scene.nodes.push({ i, x, y: (k + 1) * ROW, side: 1 }));
      x += STEP;
    }
  }
  const gap = x / documents.length;
  documents.forEach((i, k) => scene.nodes.push({ i, x: gap * (k + 0.5) - STEP * 0.3, y: -ROW * 3.5, side: 0, middle: true, above: true }));
  scene.lines = found.flatMap(({ rows }) => rows.flatMap(({ i, cells }) =>
    cells.flatMap((edges, k) => (edges.length && documents[k] !== i ? [{ a: documents[k], b: i, edges }] : []))));
  scene.curve = "down";
  scene.groups = found.map((group) => ({ ...group, heading: headingOf(model, documents, group) }));
  scene.documents = documents;
  return scene;
}
