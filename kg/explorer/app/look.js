/* Where things of a view stand on the screen, and which labels find room. */

import { caption, radius } from "./marks.js";
import { nameOf } from "./words.js";

const CELL = 48;
const TRIED = 800; // labels that are tried; the others could not be read any more
export const FONT = 12;
export const AXIS = 26; // the height of the time axis

/** Boxes that do not cover one another, found through a grid. */
export function makeRoom() {
  const cells = new Map();
  const around = (box, visit) => {
    for (let cx = Math.floor(box.x / CELL); cx <= Math.floor((box.x + box.w) / CELL); cx += 1)
      for (let cy = Math.floor(box.y / CELL); cy <= Math.floor((box.y + box.h) / CELL); cy += 1)
        if (visit(cx + ":" + cy) === false) return false;
    return true;
  };
  const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  return {
    isFree: (box) => around(box, (key) => !(cells.get(key) ?? []).some((other) => meets(box, other))),
    take: (box) => around(box, (key) => { cells.set(key, [...(cells.get(key) ?? []), box]); return true; }),
  };
}

/** Where the label of a mark stands: beside it, below it or above it. */
export function labelBox(node, at, r, width) {
  const h = FONT + 4;
  if (node.side) return { x: node.side > 0 ? at.x + r + 5 : at.x - r - 5 - width, y: at.y - h / 2, w: width, h };
  return { x: at.x - width / 2, y: node.above ? at.y - r - h - 3 : at.y + r + 2, w: width, h };
}

const widths = new Map();

function widthOf(context, text, strong) {
  const key = (strong ? "1" : "0") + text;
  if (!widths.has(key)) {
    context.font = fontOf(strong);
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

/** Choose the labels that can be written, the more important first; no label upon another. */
export function chooseLabels(context, model, scene, place, { width, height, dense }) {
  const room = makeRoom(), chosen = [];
  const seen = scene.nodes.map((node) => ({ node, at: place(node), r: sizeOf(model, node, dense) }))
    .filter(({ at }) => at.x > -60 && at.y > -20 && at.x < width + 60 && at.y < height + 20);
  if (seen.length < 1500) for (const { at, r } of seen) room.take({ x: at.x - r * 0.6, y: at.y - r * 0.6, w: r * 1.2, h: r * 1.2 });
  const weight = ({ node }) => (node.middle ? 1e9 : 0) + model.cited[node.i] + (model.nodes.read[node.i] ? 0.5 : 0);
  seen.sort((a, b) => weight(b) - weight(a));
  for (const { node, at, r } of seen.slice(0, TRIED)) {
    const text = node.middle ? nameOf(model, node.i).slice(0, 60) : caption(nameOf(model, node.i));
    const box = labelBox(node, at, r, widthOf(context, text, node.middle));
    if (!node.middle && !room.isFree(box)) continue;
    room.take({ x: box.x - 3, y: box.y, w: box.w + 6, h: box.h });
    chosen.push({ node, text, box });
  }
  return chosen;
}

export function sizeOf(model, node, dense) {
  const r = radius(model, node.i) + (node.middle ? 2 : 0);
  return dense ? Math.max(1.6, r * dense) : r;
}

const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff]/u;

/** Write from the left edge of a box; the text itself runs as its script does. */
export function alignText(context, text) {
  context.textAlign = "left";
  context.direction = RIGHT_TO_LEFT.test(text) ? "rtl" : "ltr";
}

// as --sans in page.css; asking the style for each label would cost more than drawing it
const FAMILY = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", "Noto Sans", sans-serif';

export function fontOf(strong) {
  return (strong ? "600 13px " : FONT + "px ") + FAMILY;
}
