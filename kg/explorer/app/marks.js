/* The marks of texts: a shape and a colour for each family, filled where the text was read. */

const CAPTION = 26; // characters of a label

export function caption(text, most = CAPTION) {
  return text.length <= most ? text : text.slice(0, most - 1).trimEnd() + "…";
}

function ring(n, turn, radii) {
  return Array.from({ length: n }, (_, k) => {
    const angle = turn + (k * 2 * Math.PI) / n, r = radii[k % radii.length];
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
}

const UP = -Math.PI / 2;
const CORNERS = {
  square: ring(4, Math.PI / 4, [1.22]),
  diamond: ring(4, 0, [1.28]),
  triangle: ring(3, UP, [1.32]),
  star: ring(10, UP, [1.38, 0.62]),
  hexagon: ring(6, 0, [1.12]),
}; // a dot has none

/** The corners of a mark, or null for a circle. */
export function corners(shape, x, y, r) {
  return CORNERS[shape] ? CORNERS[shape].map(([dx, dy]) => [x + dx * r, y + dy * r]) : null;
}

/** Add a mark to the path of a canvas. */
export function trace(context, shape, x, y, r) {
  const points = corners(shape, x, y, r);
  if (!points) {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  points.forEach(([px, py], k) => (k ? context.lineTo(px, py) : context.moveTo(px, py)));
  context.closePath();
}

/** How large the mark of a text is: by how many texts cite it. */
export function radius(model, i) {
  return Math.min(4.6 + 1.1 * Math.sqrt(model.cited[i]), 9.5);
}

export function familyOf(model, i) {
  return model.families[model.family[i]];
}

const SVG = "http://www.w3.org/2000/svg";

/** A mark as an element, for lists and the legend. */
export function markElement(family, hollow) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", "-8 -8 16 16"], ["width", 14], ["height", 14], ["aria-hidden", "true"], ["class", "mark"]])
    svg.setAttribute(name, value);
  const points = corners(family.shape, 0, 0, 5);
  const shape = document.createElementNS(SVG, points ? "polygon" : "circle");
  if (points) shape.setAttribute("points", points.map((point) => point.map((at) => at.toFixed(2)).join(",")).join(" "));
  else shape.setAttribute("r", 5);
  shape.setAttribute("fill", hollow ? "none" : family.colour);
  shape.setAttribute("stroke", family.colour);
  shape.setAttribute("stroke-width", 1.8);
  svg.append(shape);
  return svg;
}
