/* One text in the middle: what it cites on the side of the past, what cites it on the other. */

import { latestFirst } from "../model.js";
import { actOf, say } from "../words.js";
import { around } from "./around.js";
import { emptyScene, linesAmong, neighbours } from "./shared.js";

const ROW = 23, NEAREST = 190, STEP = 205, BULGE = 46;

/** The rows of a side: texts under the act with which they are cited, the largest group first. */
function grouped(model, marks, at, direction, members) {
  const found = neighbours(model, marks, at, direction), groups = new Map();
  for (const i of members) {
    const act = actOf(model, found.get(i)[0]);
    groups.set(act, [...(groups.get(act) ?? []), i]);
  }
  const order = latestFirst(model);
  const ordered = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  return ordered.flatMap(([act, list]) => [{ heading: act }, ...list.sort(order).map((i) => ({ i }))]);
}

/** Cut rows into columns; no column ends with a heading. */
function columns(rows, height) {
  const fit = Math.max(10, Math.floor(height / ROW));
  const size = Math.ceil(rows.length / Math.ceil(rows.length / fit));
  const cut = [];
  let from = 0;
  while (from < rows.length) {
    let to = Math.min(rows.length, from + size);
    if (to < rows.length && rows[to - 1].heading) to -= 1;
    cut.push(rows.slice(from, to));
    from = to;
  }
  return cut;
}

function placeColumn(scene, rows, side, x) {
  const middle = (rows.length - 1) / 2;
  rows.forEach((row, k) => {
    const from = middle ? (k - middle) / middle : 0;
    const place = { x: side * (x + BULGE * (1 - from * from)), y: (k - middle) * ROW, side };
    if (row.heading) scene.headings.push({ ...place, text: row.heading });
    else scene.nodes.push({ ...place, i: row.i });
  });
}

export function neighbourhood(model, state, marks, room) {
  const scene = emptyScene("neighbourhood"), { at } = state;
  const found = around(model, marks, state);
  scene.nodes.push({ i: at, x: 0, y: 0, side: 0, middle: true });
  for (const [key, way, side, part] of [["cites", "out", -1, found.cited], ["cited-by", "into", 1, found.citing]]) {
    const [nearest, ...others] = part.layers;
    let x = NEAREST;
    const rows = grouped(model, marks, at, way, nearest);
    for (const column of columns(rows, room.height)) {
      placeColumn(scene, column, side, x);
      x += STEP;
    }
    for (const layer of others)
      for (const column of columns(layer.map((i) => ({ i })), room.height)) {
        placeColumn(scene, column, side, x + 60);
        x += STEP;
      }
    scene.left.push({ key, shown: nearest.length, total: part.total });
  }
  const members = scene.nodes.map((node) => node.i);
  scene.lines = linesAmong(model, marks, members).filter(({ a, b }) => state.hops > 1 || a === at || b === at);
  scene.title = say("title-neighbourhood");
  return scene;
}
