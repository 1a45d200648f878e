/* What all views need: who is next to whom among what may be shown, and lines between two texts. */

import { latestFirst } from "../model.js";

/** The texts that a text cites (out) or that cite it (into), each with the citations between. */
export function neighbours(model, marks, i, direction) {
  const ends = direction === "out" ? model.citations.to : model.citations.from;
  const found = new Map();
  for (const e of direction === "out" ? model.out(i) : model.into(i)) {
    if (!marks.edge[e]) continue;
    const other = ends[e];
    if (other === i) continue;
    if (found.has(other)) found.get(other).push(e);
    else found.set(other, [e]);
  }
  return found;
}

/** All lines between the texts of a view: one for two texts, with the citations that it stands for. */
export function linesAmong(model, marks, members) {
  const inside = new Set(members), lines = [];
  for (const a of members)
    for (const [b, edges] of neighbours(model, marks, a, "out"))
      if (inside.has(b)) lines.push({ a, b, edges });
  return lines;
}

/** Keep the n that most speak for themselves: by how often they are named here, then anywhere. */
export function strongest(model, found, n) {
  const order = latestFirst(model);
  const strength = (i) => found.get(i).length * 4 + Math.log2(1 + model.cited[i]);
  return [...found.keys()].sort((a, b) => strength(b) - strength(a) || order(a, b)).slice(0, n);
}

/** Turn a view around: where one reads from the right, the past stands at the right. */
export function mirrored(scene) {
  const around = (place) => ({ ...place, x: -place.x, side: -(place.side ?? 0) });
  return {
    ...scene, nodes: scene.nodes.map(around), headings: scene.headings.map(around),
    ticks: scene.ticks.map(around), rightToLeft: true,
  };
}

export function emptyScene(view) {
  return { view, nodes: [], lines: [], headings: [], ticks: [], lanes: [], left: [], curve: "across" };
}
