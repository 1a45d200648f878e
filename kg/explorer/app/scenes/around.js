/* Which texts stand around one: what it cites, what cites it, step by step, within a limit. */

import { neighbours, strongest } from "./shared.js";

const LIMIT = 70; // marks that a reader can still take in

function layers(model, marks, at, direction, hops, room) {
  const first = neighbours(model, marks, at, direction);
  const kept = strongest(model, first, room);
  const found = [kept], seen = new Set([at, ...kept]);
  for (let hop = 2; hop <= hops; hop += 1) {
    const next = new Map();
    for (const i of found.at(-1))
      for (const [other, edges] of neighbours(model, marks, i, direction))
        if (!seen.has(other)) next.set(other, [...(next.get(other) ?? []), ...edges]);
    const more = strongest(model, next, Math.max(12, Math.round((room - kept.length) / (hops - 1))));
    more.forEach((i) => seen.add(i));
    found.push(more);
  }
  return { total: first.size, layers: found };
}

/** The layers on both sides of a text; a text on both sides stands among those that are cited. */
export function around(model, marks, state) {
  const limit = LIMIT + state.extra, { at, hops } = state;
  const sizes = ["out", "into"].map((way) => neighbours(model, marks, at, way).size);
  const half = Math.floor((limit - 1) / 2);
  const rooms = sizes.map((size, k) => Math.max(half, limit - 1 - sizes[1 - k]));
  const [cited, citing] = ["out", "into"].map((way, k) => layers(model, marks, at, way, hops, rooms[k]));
  const old = new Set(cited.layers.flat());
  citing.layers = citing.layers.map((layer) => layer.filter((i) => !old.has(i)));
  return { cited, citing };
}
