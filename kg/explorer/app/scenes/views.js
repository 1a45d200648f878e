/* The views by name: each makes of the graph and the state what is to be shown. */

import { chain } from "./chain.js";
import { compare } from "./compare.js";
import { neighbourhood } from "./neighbourhood.js";
import { path } from "./path.js";
import { timeline } from "./timeline.js";
import { whole } from "./whole.js";

const SCENES = { neighbourhood, timeline, chain, path, compare, whole };

export function sceneOf(model, state, marks, room) {
  return SCENES[state.view](model, state, marks, room);
}
