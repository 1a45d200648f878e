/* The picture as SVG: the same lines, marks and labels, as shapes and text. */

import { arrow, bend } from "../draw.js";
import { AXIS, chooseLabels, FONT, sizeOf } from "../look.js";
import { corners, familyOf } from "../marks.js";

const SVG = "http://www.w3.org/2000/svg";

function add(parent, tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, typeof value === "number" ? Math.round(value * 100) / 100 : value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

const pair = ([x, y]) => x.toFixed(1) + "," + y.toFixed(1);

function lines(root, scene, look) {
  const group = add(root, "g", { fill: "none", stroke: look.colours.edge, "stroke-width": 1, "stroke-opacity": scene.lines.length > 900 ? 0.3 : 0.55 });
  for (const { a, b } of scene.lines) {
    const from = look.placeOf(a), to = look.placeOf(b), way = bend(scene.curve, from, to);
    const course = way ? `C${pair(way.slice(0, 2))} ${pair(way.slice(2))} ${pair([to.x, to.y])}` : `L${pair([to.x, to.y])}`;
    add(group, "path", { d: `M${pair([from.x, from.y])}${course}` });
    if (scene.lines.length < 500)
      add(group, "polygon", { points: arrow(scene.curve, from, to, sizeOf(look.model, look.nodeOf(b), look.dense)).map(pair).join(" "), fill: look.colours.edge, stroke: "none" });
  }
}

function marks(root, scene, look) {
  for (const node of scene.nodes) {
    const at = look.place(node), r = sizeOf(look.model, node, look.dense), family = familyOf(look.model, node.i);
    const points = corners(family.shape, at.x, at.y, r);
    const paint = { fill: look.model.nodes.read[node.i] ? family.colour : look.colours.paper, stroke: family.colour, "stroke-width": 1.6 };
    if (points) add(root, "polygon", { points: points.map(pair).join(" "), ...paint });
    else add(root, "circle", { cx: at.x, cy: at.y, r, ...paint });
  }
}

function words(root, scene, look, context) {
  const halo = { stroke: look.colours.paper, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" };
  for (const heading of scene.headings) {
    const at = look.place(heading);
    add(root, "text", { x: at.x + (heading.side < 0 ? 5 : -5), y: at.y + 4, "text-anchor": heading.side < 0 ? "end" : "start", "font-style": "italic", fill: look.colours.soft, ...halo }, heading.text);
  }
  for (const { node, text, box } of chooseLabels(context, look.model, scene, look.place, look))
    add(root, "text", { x: box.x, y: box.y + box.h / 2 + 4, fill: look.colours.ink, "font-weight": node.middle ? 600 : 400, ...halo }, text);
  for (const lane of scene.lanes) add(root, "text", { x: 12, y: Math.max(look.place({ x: 0, y: lane.top }).y + 12, AXIS + 12), "font-style": "italic", fill: look.colours.soft, ...halo }, lane.text);
  for (const tick of scene.ticks) add(root, "text", { x: look.place({ x: tick.x, y: 0 }).x, y: AXIS / 2 + 4, "text-anchor": "middle", fill: look.colours.soft, ...halo }, tick.text);
}

export function asSvg(picture, look, title) {
  const root = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", `0 0 ${look.width} ${look.height}`], ["width", look.width], ["height", look.height], ["font-family", "Helvetica, Arial, sans-serif"], ["font-size", FONT], ["direction", "ltr"]]) root.setAttribute(name, value);
  add(root, "title", {}, title);
  add(root, "rect", { width: look.width, height: look.height, fill: look.colours.paper });
  lines(root, picture.scene, look);
  marks(root, picture.scene, look);
  words(root, picture.scene, look, document.getElementById("base").getContext("2d"));
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(root) + "\n";
}
