/* What led to a text and what follows from it, step by step, in the order of time. */

import { caption } from "../marks.js";
import { moment } from "../model.js";
import { plain } from "../search.js";
import { nameOf, say, titleOf } from "../words.js";
import { emptyScene, linesAmong, neighbours } from "./shared.js";

const LIMIT = 44, ROW = 54, LEAST = 26, MOST = 96;

/** Texts of one organ that bear one title, session after session. */
function isOfSeries(model, at) {
  const key = (i) => model.nodes.organ[i] + " " + plain(model.nodes.title[i] || titleOf(model, i)).replace(/[^\p{L}\p{N}]+/gu, " ");
  const own = key(at);
  return (i) => i === at || (model.nodes.title[i] !== "" && key(i) === own);
}

/** Walk in one direction through documents; the series first, then the nearest, then the most cited. */
function walk(model, marks, at, direction, limit, inSeries) {
  const step = new Map([[at, 0]]), open = [at];
  while (open.length && step.size < limit) {
    const i = open.shift(), found = [...neighbours(model, marks, i, direction).keys()].filter((other) => !step.has(other) && model.nodes.symbol[other]);
    found.sort((a, b) => inSeries(b) - inSeries(a) || model.nodes.read[b] - model.nodes.read[a] || model.cited[b] - model.cited[a] || a - b);
    for (const other of found.slice(0, limit - step.size)) {
      step.set(other, step.get(i) + 1);
      if (inSeries(other)) open.unshift(other);
      else open.push(other);
    }
  }
  step.delete(at);
  return step;
}

export function chain(model, state, marks, room) {
  const scene = emptyScene("chain"), { at } = state, inSeries = isOfSeries(model, at);
  const limit = LIMIT / 2 + state.extra / 2;
  const before = walk(model, marks, at, "out", limit, inSeries), behind = walk(model, marks, at, "into", limit, inSeries);
  const members = [at, ...before.keys(), ...[...behind.keys()].filter((i) => !before.has(i))];
  const when = (i) => moment(model, i) ?? -Infinity;
  const ordered = [...members].sort((a, b) => when(a) - when(b) || a - b);
  const step = Math.max(LEAST, Math.min(MOST, (room.width - 230) / Math.max(1, members.length - 1)));
  const ends = new Map(); // row → where its last label ends
  ordered.forEach((i, k) => {
    const x = k * step, half = caption(nameOf(model, i)).length * 3.4 + 8;
    const rows = i === at || inSeries(i) ? [0] : [1, -1, 2, -2, 3, -3, 4, -4];
    const row = rows.find((one) => (ends.get(one) ?? -Infinity) < x - half) ?? rows.at(-1);
    ends.set(row, x + half);
    scene.nodes.push({ i, x, y: row * ROW, side: 0, middle: i === at });
  });
  let shown = null;
  for (const node of scene.nodes) {
    const year = model.nodes.year[node.i], text = year === null ? say("undated") : String(year);
    if (text !== shown) scene.ticks.push({ text, x: node.x });
    shown = text;
  }
  scene.lines = linesAmong(model, marks, members);
  scene.curve = "arc";
  scene.series = members.filter(inSeries);
  scene.title = say("title-chain");
  return scene;
}
