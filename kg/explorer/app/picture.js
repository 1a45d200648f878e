/* The picture: it shows a view, and tells which mark or line was pointed at, chosen or opened. */

import { drawBase, drawOver } from "./draw.js";
import { byId } from "./elements.js";
import { lineAt } from "./pointing.js";
import { mirrored } from "./scenes/shared.js";
import { isRightToLeft } from "./words.js";

const REACH = 16; // pixels around a mark that count as the mark
const POINTED = 3000; // lines among which one can be pointed at; of more, those of the chosen text
const LEAST = { neighbourhood: 0.8 }; // smaller, and its rows could not be read
const PADDING = { x: 92, y: 46, label: 176 };
const STILL = 140; // milliseconds without a move after which all is drawn

function palette() {
  const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue("--" + name).trim();
  return Object.fromEntries(["paper", "ink", "soft", "line", "edge", "out", "in", "accent"].map((name) => [name, colour(name)]));
}

export function makePicture(model, { onChoose, onLine, onOpen }) {
  const box = byId("picture"), layers = ["base", "over"].map((id) => byId(id).getContext("2d"));
  const picture = { scene: null, transform: d3.zoomIdentity, hovered: null, chosen: null, marked: null, hoveredLine: null, line: null, labels: [], moving: false };
  let places = new Map(), lines = new Map(), tree = null, colours = palette(), waiting = 0, rest = 0;

  const look = () => {
    const { k, x, y } = picture.transform;
    const place = (at) => ({ x: at.x * k + x, y: at.y * k + y });
    const many = picture.scene.nodes.length > 400;
    return {
      model, colours, place, width: box.clientWidth, height: box.clientHeight, moving: picture.moving,
      rightToLeft: picture.scene.rightToLeft, dense: many ? Math.min(1, Math.max(0.3, k * 0.9)) : 0,
      nodeOf: (i) => places.get(i), placeOf: (i) => place(places.get(i)), linesOf: (i) => lines.get(i) ?? [],
    };
  };
  // what is pointed at or chosen is lit; the text in the middle is only ringed
  const over = () => ({ lit: picture.moving ? null : picture.hovered ?? picture.marked, ringed: picture.hovered ?? picture.chosen, line: picture.hoveredLine ?? picture.line });
  const paint = () => {
    waiting = 0;
    if (!picture.scene || !box.clientWidth) return;
    const seen = look();
    picture.labels = drawBase(layers[0], picture.scene, seen);
    drawOver(layers[1], picture.scene, seen, over());
  };
  const paintSoon = () => { waiting ||= requestAnimationFrame(paint); };
  const paintOver = () => {
    if (picture.scene && box.clientWidth) drawOver(layers[1], picture.scene, look(), over());
  };

  const zoom = d3.zoom().scaleExtent([0.01, 14]).clickDistance(5)
    .on("zoom", ({ transform, sourceEvent }) => {
      picture.transform = transform;
      picture.moving = Boolean(sourceEvent);
      clearTimeout(rest);
      if (sourceEvent) rest = setTimeout(() => { picture.moving = false; paintSoon(); }, STILL);
      paintSoon();
    });
  const surface = d3.select(box).call(zoom).on("dblclick.zoom", null);

  const resize = () => {
    const ratio = window.devicePixelRatio || 1;
    for (const context of layers) {
      context.canvas.width = box.clientWidth * ratio;
      context.canvas.height = box.clientHeight * ratio;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
  };
  const lanesBeside = () => {
    if (!picture.scene.lanes.length) return { left: 0, right: 0 };
    const room = box.clientWidth * 0.11; // for the names of the lanes
    return picture.scene.rightToLeft ? { left: 0, right: room } : { left: room, right: 0 };
  };
  const fit = () => {
    const { nodes, view } = picture.scene, width = box.clientWidth, height = box.clientHeight;
    if (!nodes.length || !width) return;
    const [left, right] = d3extent(nodes, "x"), [top, bottom] = d3extent(nodes, "y");
    // labels stand outside of the marks: the room that they take does not grow with the scale
    const aside = (which) => Math.min(nodes.some((node) => node.side === which) ? PADDING.label : PADDING.x, width * 0.22);
    const lanes = lanesBeside(), free = { from: aside(-1) + lanes.left, to: width - aside(1) - lanes.right };
    const across = (free.to - free.from) / (right - left || 1), down = (height - 2 * PADDING.y) / (bottom - top || 1);
    const wanted = Math.min(across, down);
    const k = view === "whole" ? Math.min(2, wanted) : Math.min(1.15, Math.max(view === "timeline" ? across : wanted, LEAST[view] ?? 0.62));
    // what is too large begins where one begins to read: a timeline at its top, others in their middle
    const kept = k > across && nodes.find((node) => node.middle);
    const x = kept ? middleAt(kept.x - left, right - kept.x, width) - kept.x * k : (free.from + free.to) / 2 - ((left + right) / 2) * k;
    const y = view === "timeline" && k > down ? PADDING.y - top * k : height / 2 + 6 - ((top + bottom) / 2) * k;
    surface.call(zoom.transform, d3.zoomIdentity.translate(x, y).scale(k));
  };

  const nodeAt = (event) => {
    const [x, y] = d3.pointer(event, box);
    const label = picture.labels.find(({ box: b }) => x >= b.x && x <= b.x + b.w && y >= b.y && y <= b.y + b.h);
    if (label) return label.node.i;
    const [wx, wy] = picture.transform.invert([x, y]);
    return tree?.find(wx, wy, REACH / picture.transform.k)?.i ?? null;
  };
  const lineUnder = (event) => {
    const [x, y] = d3.pointer(event, box), { scene, marked } = picture, { placeOf } = look();
    const seen = marked === null ? scene.lines : lines.get(marked) ?? [];
    return seen.length > POINTED ? null : lineAt(seen, scene.curve, placeOf, { x, y });
  };
  const hover = (i, line) => {
    if (i === picture.hovered && line === picture.hoveredLine) return;
    [picture.hovered, picture.hoveredLine] = [i, line];
    box.style.cursor = i === null && line === null ? "" : "pointer";
    paintOver();
  };
  box.addEventListener("pointermove", (event) => {
    if (event.buttons || !picture.scene) return;
    const found = nodeAt(event);
    hover(found, found === null ? lineUnder(event) : null);
  });
  box.addEventListener("pointerleave", () => hover(null, null));
  box.addEventListener("click", (event) => {
    if (event.target.closest("button")) return;
    const found = nodeAt(event);
    if (found !== null) onChoose(found);
    else {
      const line = lineUnder(event);
      if (line) onLine(line);
    }
  });
  box.addEventListener("dblclick", (event) => { const found = nodeAt(event); if (found !== null) onOpen(found); });
  byId("nearer").addEventListener("click", () => surface.call(zoom.scaleBy, 1.4));
  byId("farther").addEventListener("click", () => surface.call(zoom.scaleBy, 1 / 1.4));
  byId("whole").addEventListener("click", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours = palette(); paintSoon(); });
  new ResizeObserver(() => { resize(); if (picture.scene) fit(); paintSoon(); }).observe(box);
  resize();

  /** The mark that is next in a direction from the chosen one. */
  const beside = (dx, dy) => {
    const from = places.get(picture.chosen);
    if (!from) return picture.scene.nodes[0]?.i ?? null;
    let best = null, least = Infinity;
    for (const node of picture.scene.nodes) {
      const along = (node.x - from.x) * dx + (node.y - from.y) * dy, aside = Math.abs((node.x - from.x) * dy + (node.y - from.y) * dx);
      if (along <= 1 || aside > along * 3) continue;
      const far = along + aside * 2;
      if (far < least) [best, least] = [node.i, far];
    }
    return best;
  };
  const bringIn = (i) => {
    const node = places.get(i);
    if (!node) return;
    const [x, y] = picture.transform.apply([node.x, node.y]);
    if (x < 30 || y < 40 || x > box.clientWidth - 30 || y > box.clientHeight - 20) surface.call(zoom.translateTo, node.x, node.y);
  };

  Object.assign(picture, {
    show(scene, { keep = false } = {}) {
      picture.scene = isRightToLeft() ? mirrored(scene) : scene;
      places = new Map();
      for (const node of picture.scene.nodes) if (!places.get(node.i)?.middle) places.set(node.i, node);
      lines = new Map();
      for (const line of scene.lines)
        for (const end of [line.a, line.b]) {
          if (!lines.has(end)) lines.set(end, []);
          lines.get(end).push(line);
        }
      tree = d3.quadtree(picture.scene.nodes, (node) => node.x, (node) => node.y);
      picture.hovered = picture.hoveredLine = null;
      if (!keep) fit();
      paintSoon();
    },
    choose({ at, selected, line }, { bring = false } = {}) {
      const i = selected ?? at;
      picture.chosen = places.has(i) ? i : null;
      picture.marked = places.has(selected) ? selected : null;
      picture.line = (line && lines.get(line[0])?.find(({ a, b }) => a === line[0] && b === line[1])) ?? null;
      if (bring) bringIn(i);
      paintOver();
    },
    repaint() { colours = palette(); paintSoon(); },
    paintNow() { colours = palette(); paint(); },
    resize, fit, beside, look,
    zoomBy: (factor) => surface.call(zoom.scaleBy, factor),
    at: (i) => (places.has(i) ? look().placeOf(i) : null),
  });
  return picture;
}

/** Where the text in the middle stands on a screen that is too narrow: nearer to the side with less. */
function middleAt(before, behind, width) {
  return width * Math.min(0.84, Math.max(0.16, before / (before + behind)));
}

function d3extent(nodes, axis) {
  let least = Infinity, most = -Infinity;
  for (const node of nodes) {
    least = Math.min(least, node[axis]);
    most = Math.max(most, node[axis]);
  }
  return [least, most];
}
