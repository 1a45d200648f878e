/* Draw a view on canvas: lanes, lines, marks, labels; and what is looked at, above it. */

import { alignText, AXIS, chooseLabels, fontOf, labelBox, makeRoom, sizeOf } from "./look.js";
import { familyOf, trace } from "./marks.js";
import { nameOf } from "./words.js";

const AT_ONCE = 400; // lines of one stroke; more are slow to put together
const ARROWS = 500; // lines of a view in which arrows can still be told apart

/** The control points of a line from the citing text to the cited one. */
export function bend(curve, from, to) {
  const dx = to.x - from.x, dy = to.y - from.y;
  if (curve === "across") return [from.x + dx * 0.55, from.y, to.x - dx * 0.4, to.y];
  if (curve === "down") return [from.x, from.y + dy * 0.5, to.x, to.y - dy * 0.45];
  if (curve === "arc") {
    const lift = Math.abs(dy) < 2 ? -Math.min(90, Math.abs(dx) * 0.28) : 0;
    return [from.x + dx * 0.3, from.y + dy * 0.1 + lift, to.x - dx * 0.3, to.y - dy * 0.1 + lift];
  }
  return null;
}

function addLine(context, curve, from, to) {
  const way = bend(curve, from, to);
  context.moveTo(from.x, from.y);
  if (way) context.bezierCurveTo(...way, to.x, to.y);
  else context.lineTo(to.x, to.y);
}

/** The head of an arrow at the cited text, short of its mark. */
export function arrow(curve, from, to, r) {
  const way = bend(curve, from, to);
  const angle = way ? Math.atan2(to.y - way[3], to.x - way[2]) : Math.atan2(to.y - from.y, to.x - from.x);
  const x = to.x - Math.cos(angle) * (r + 2), y = to.y - Math.sin(angle) * (r + 2);
  return [0, 2.65, -2.65].map((turn) => (turn ? [x + 7 * Math.cos(angle + turn), y + 7 * Math.sin(angle + turn)] : [x, y]));
}

function strokeLines(context, scene, lines, look) {
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    context.beginPath();
    for (const { a, b } of lines.slice(at, at + AT_ONCE)) addLine(context, scene.curve, look.placeOf(a), look.placeOf(b));
    context.stroke();
  }
}

function drawLines(context, scene, lines, look, colour, alpha) {
  context.strokeStyle = context.fillStyle = colour;
  context.globalAlpha = alpha;
  context.lineWidth = lines.length > ARROWS ? 0.6 : 1.1;
  strokeLines(context, scene, lines, look);
  if (lines.length <= ARROWS && scene.lines.length <= ARROWS * 4) {
    context.beginPath();
    for (const { a, b } of lines) {
      const head = arrow(scene.curve, look.placeOf(a), look.placeOf(b), sizeOf(look.model, look.nodeOf(b), look.dense));
      head.forEach(([x, y], k) => (k ? context.lineTo(x, y) : context.moveTo(x, y)));
      context.closePath();
    }
    context.fill();
  }
  context.globalAlpha = 1;
}

/** Marks by family, each family one path: what was read is filled, what was only cited is hollow. */
function drawMarks(context, nodes, look) {
  const groups = new Map();
  for (const node of nodes) {
    const at = look.place(node);
    if (at.x < -20 || at.y < -20 || at.x > look.width + 20 || at.y > look.height + 20) continue;
    const key = look.model.family[node.i] * 2 + look.model.nodes.read[node.i];
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push([node, at]);
  }
  for (const list of groups.values()) {
    const [first] = list[0], family = familyOf(look.model, first.i);
    context.beginPath();
    for (const [node, at] of list) {
      const r = sizeOf(look.model, node, look.dense);
      if (r < 2.2) context.rect(at.x - r, at.y - r, 2 * r, 2 * r);
      else trace(context, family.shape, at.x, at.y, r);
    }
    context.fillStyle = look.model.nodes.read[first.i] ? family.colour : look.colours.paper;
    context.fill();
    context.strokeStyle = family.colour;
    context.lineWidth = look.dense && look.dense < 0.6 ? 1 : 1.7;
    context.stroke();
  }
}

function write(context, text, box, colours, strong) {
  context.font = fontOf(strong);
  alignText(context, text);
  context.lineWidth = 3.5;
  context.lineJoin = "round";
  context.strokeStyle = colours.paper;
  context.strokeText(text, box.x, box.y + box.h / 2);
  context.fillStyle = colours.ink;
  context.fillText(text, box.x, box.y + box.h / 2);
}

function drawHeadings(context, scene, look) {
  context.fillStyle = look.colours.soft;
  context.strokeStyle = look.colours.paper;
  context.lineWidth = 4;
  for (const heading of scene.headings) {
    const at = look.place(heading);
    context.font = "italic " + fontOf(false);
    alignText(context, heading.text);
    const x = heading.side < 0 ? at.x + 5 - context.measureText(heading.text).width : at.x - 5;
    context.strokeText(heading.text, x, at.y);
    context.fillText(heading.text, x, at.y);
  }
}

function drawLanes(context, scene, look) {
  context.font = "italic " + fontOf(false);
  for (const lane of scene.lanes) {
    const top = look.place({ x: 0, y: lane.top }).y, bottom = look.place({ x: 0, y: lane.bottom }).y;
    context.fillStyle = look.colours.line;
    context.fillRect(0, bottom + 5, look.width, 1);
    if (bottom < AXIS || bottom - top < 14) continue;
    const y = Math.max(top + 8, AXIS + 10), width = context.measureText(lane.text).width;
    const x = look.rightToLeft ? look.width - 12 - width : 12;
    context.fillStyle = look.colours.paper;
    context.globalAlpha = 0.8;
    context.fillRect(x - 4, y - 9, width + 8, 18);
    context.globalAlpha = 1;
    context.fillStyle = look.colours.soft;
    alignText(context, lane.text);
    context.fillText(lane.text, x, y);
  }
}

function drawAxis(context, scene, look) {
  if (!scene.ticks.length) return;
  context.fillStyle = look.colours.paper;
  context.globalAlpha = 0.94;
  context.fillRect(0, 0, look.width, AXIS);
  context.globalAlpha = 1;
  context.fillStyle = look.colours.line;
  context.fillRect(0, AXIS, look.width, 1);
  context.fillStyle = look.colours.soft;
  context.font = fontOf(false);
  const room = makeRoom();
  for (const tick of scene.ticks) {
    const x = look.place({ x: tick.x, y: 0 }).x, w = context.measureText(tick.text).width;
    const box = { x: x - w / 2 - 8, y: 0, w: w + 16, h: 10 };
    if (!room.isFree(box)) continue;
    room.take(box);
    alignText(context, tick.text);
    context.fillText(tick.text, x - w / 2, AXIS / 2);
  }
}

/** How strong lines are drawn: the more there are, the paler. */
function paleness({ view, lines }) {
  if (view === "compare") return 0.16; // the columns say it already
  return lines.length > 4000 ? 0.05 : lines.length > 900 ? 0.12 : lines.length > 150 ? 0.28 : 0.5;
}

/** All of a view. While it moves, lines are left out where there are many. */
export function drawBase(context, scene, look) {
  context.clearRect(0, 0, look.width, look.height);
  context.textBaseline = "middle";
  const many = scene.lines.length;
  if (!look.moving || many < 900)
    drawLines(context, scene, scene.lines, look, look.colours.edge, paleness(scene));
  drawMarks(context, scene.nodes, look);
  if (look.moving && scene.nodes.length > 2500) return [];
  drawLanes(context, scene, look);
  drawHeadings(context, scene, look);
  const labels = chooseLabels(context, look.model, scene, look.place, look);
  for (const { node, text, box } of labels) write(context, text, box, look.colours, node.middle);
  drawAxis(context, scene, look);
  return labels;
}

/** What is looked at: it and its lines, over a veil; or one line. */
export function drawOver(context, scene, look, { lit, ringed, line }) {
  context.clearRect(0, 0, look.width, look.height);
  context.textBaseline = "middle";
  if (lit !== null && look.nodeOf(lit)) drawLit(context, scene, look, lit);
  if (line !== null) drawLine(context, scene, look, line);
  if (ringed !== null && look.nodeOf(ringed)) drawRinged(context, look, look.nodeOf(ringed));
}

function drawLit(context, scene, look, lit) {
  const lines = look.linesOf(lit), near = new Set([lit, ...lines.flatMap(({ a, b }) => [a, b])]);
  context.fillStyle = look.colours.paper;
  context.globalAlpha = 0.7;
  context.fillRect(0, scene.ticks.length ? AXIS + 1 : 0, look.width, look.height);
  context.globalAlpha = 1;
  drawLines(context, scene, lines.filter(({ a }) => a === lit), look, look.colours.out, 0.85);
  drawLines(context, scene, lines.filter(({ b }) => b === lit), look, look.colours.in, 0.85);
  drawNamed(context, [...near].map(look.nodeOf), look);
}

function drawLine(context, scene, look, line) {
  drawLines(context, scene, [line], look, look.colours.accent, 1);
  context.lineWidth = 2.6;
  strokeLines(context, scene, [line], look);
  drawNamed(context, [line.a, line.b].map(look.nodeOf), look);
}

/** Marks with their labels. */
function drawNamed(context, nodes, look) {
  drawMarks(context, nodes, look);
  for (const { node, text, box } of chooseLabels(context, look.model, { nodes }, look.place, look))
    write(context, text, box, look.colours, node.middle);
}

function drawRinged(context, look, node) {
  const at = look.place(node), r = sizeOf(look.model, node, look.dense), text = nameOf(look.model, node.i).slice(0, 70);
  drawMarks(context, [node], look);
  context.beginPath();
  context.arc(at.x, at.y, Math.max(r + 5, 8), 0, 2 * Math.PI);
  context.strokeStyle = look.colours.accent;
  context.lineWidth = 2;
  context.stroke();
  context.font = fontOf(true);
  context.textBaseline = "middle";
  const box = labelBox(node, at, r, context.measureText(text).width);
  if (node.middle) return; // its label stands there already
  box.x = Math.max(6, Math.min(box.x, look.width - box.w - 6));
  write(context, text, box, look.colours, true);
}
