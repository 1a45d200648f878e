/* All texts by time and organ; labels come as one comes nearer. */

import { say } from "../words.js";
import { byTime } from "./bytime.js";
import { emptyScene } from "./shared.js";

const ROW = 11, HALF = 6, FEW = 300;

/** Lines of the whole: citations between the same two texts are one line. */
function allLines(model, marks) {
  const { from, to } = model.citations, lines = [], known = new Map();
  for (let e = 0; e < model.m; e += 1) {
    if (!marks.edge[e] || from[e] === to[e]) continue;
    const key = from[e] * model.n + to[e], line = known.get(key);
    if (line) line.edges.push(e);
    else {
      const made = { a: from[e], b: to[e], edges: [e] };
      known.set(key, made);
      lines.push(made);
    }
  }
  return lines;
}

export function whole(model, state, marks, room) {
  const scene = emptyScene("whole"), members = [];
  for (let i = 0; i < model.n; i += 1) if (marks.node[i]) members.push(i);
  const form = { half: () => HALF, row: members.length < FEW ? 2 * ROW : ROW, lanes: state.lanes };
  const narrow = Math.max(room.width - 240, Math.sqrt(members.length) * 2 * ROW);
  // the height shows only when all is placed: then as wide as the room is for that height
  const { height } = byTime(emptyScene("whole"), model, members, { ...form, width: narrow });
  byTime(scene, model, members, { ...form, width: Math.max(narrow, Math.sqrt((narrow * height * room.width) / room.height)) });
  scene.lines = allLines(model, marks);
  scene.title = say("title-whole");
  return scene;
}
