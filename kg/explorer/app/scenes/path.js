/* The shortest ways from one text to another along citations. */

import { say } from "../words.js";
import { emptyScene, linesAmong, neighbours } from "./shared.js";

const STEP = 230, ROW = 46, WIDEST = 14;

function distances(model, marks, from, ways) {
  const far = new Map([[from, 0]]);
  const open = [from];
  for (let k = 0; k < open.length; k += 1)
    for (const way of ways)
      for (const other of neighbours(model, marks, open[k], way).keys())
        if (!far.has(other)) {
          far.set(other, far.get(open[k]) + 1);
          open.push(other);
        }
  return far;
}

/** Along citations from the one to the other; if there is no way, from the other; if none, either way. */
function ways(model, marks, a, b) {
  for (const [key, forth, back] of [["forth", ["out"], ["into"]], ["back", ["into"], ["out"]], ["either", ["out", "into"], ["out", "into"]]]) {
    const far = distances(model, marks, a, forth);
    if (far.has(b)) return { key, far, near: distances(model, marks, b, back), length: far.get(b) };
  }
  return null;
}

export function path(model, state, marks) {
  const scene = emptyScene("path"), [b] = state.others;
  if (b === undefined || b === state.at) return { ...scene, title: say("title-path"), hint: say("hint-path") };
  const found = ways(model, marks, state.at, b);
  if (!found) return { ...scene, title: say("title-path"), hint: say("no-path") };
  const steps = Array.from({ length: found.length + 1 }, () => []);
  for (const [i, d] of found.far) if (found.near.get(i) === found.length - d) steps[d].push(i);
  steps.forEach((list, d) => {
    list.sort((x, y) => model.cited[y] - model.cited[x] || x - y);
    const kept = list.slice(0, WIDEST + Math.floor(state.extra / 5));
    kept.forEach((i, k) => {
      const end = d === 0 || d === found.length;
      scene.nodes.push({ i, x: d * STEP, y: (k - (kept.length - 1) / 2) * ROW, side: 0, middle: end });
    });
    if (list.length > kept.length) scene.left.push({ key: "ways", shown: kept.length, total: list.length });
  });
  const step = new Map(scene.nodes.map((node) => [node.i, Math.round(node.x / STEP)]));
  scene.lines = linesAmong(model, marks, [...step.keys()]).filter(({ a, b: c }) => Math.abs(step.get(a) - step.get(c)) === 1);
  scene.title = say("title-path");
  scene.note = say("path-" + found.key, { n: found.length });
  return scene;
}
