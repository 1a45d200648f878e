/* Which line a point is on: a bend is followed in a few straight steps. */

import { bend } from "./draw.js";

const REACH = 6; // pixels beside a line that count as the line
const STEPS = 16;

/** A place on a line, from 0 at the citing text to 1 at the cited one. */
function along(from, to, way, t) {
  const u = 1 - t, [ax, ay, bx, by] = way;
  const mixed = (p, a, b, q) => u * u * u * p + 3 * u * u * t * a + 3 * u * t * t * b + t * t * t * q;
  return { x: mixed(from.x, ax, bx, to.x), y: mixed(from.y, ay, by, to.y) };
}

function pathOf(curve, from, to) {
  const way = bend(curve, from, to);
  return way ? Array.from({ length: STEPS + 1 }, (_, k) => along(from, to, way, k / STEPS)) : [from, to];
}

function distance({ x, y }, from, to) {
  const dx = to.x - from.x, dy = to.y - from.y, square = dx * dx + dy * dy;
  const t = square ? Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / square)) : 0;
  return Math.hypot(x - from.x - t * dx, y - from.y - t * dy);
}

/** The line that is nearest to a point, if one is near enough; null where none is. */
export function lineAt(lines, curve, placeOf, point) {
  let best = null, least = REACH;
  for (const line of lines) {
    const path = pathOf(curve, placeOf(line.a), placeOf(line.b));
    for (let k = 1; k < path.length; k += 1) {
      const far = distance(point, path[k - 1], path[k]);
      if (far < least) [best, least] = [line, far];
    }
  }
  return best;
}
