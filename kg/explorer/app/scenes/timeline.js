/* A text and what is around it, placed by date and by organ or kind. */

import { caption } from "../marks.js";
import { nameOf, say } from "../words.js";
import { around } from "./around.js";
import { byTime } from "./bytime.js";
import { emptyScene, linesAmong } from "./shared.js";

export function timeline(model, state, marks, room) {
  const scene = emptyScene("timeline"), found = around(model, marks, state);
  const members = [state.at, ...found.cited.layers.flat(), ...found.citing.layers.flat()];
  byTime(scene, model, members, {
    half: (i) => Math.max(24, caption(nameOf(model, i)).length * 3.7 + 7), row: 31,
    width: room.width * 0.72 - 200, lanes: state.lanes,
  });
  scene.lines = linesAmong(model, marks, members).filter(({ a, b }) => state.hops > 1 || a === state.at || b === state.at);
  scene.left = [["cites", found.cited], ["cited-by", found.citing]].map(([key, part]) => ({
    key, shown: part.layers[0].length, total: part.total,
  }));
  scene.title = say("title-timeline");
  return scene;
}
