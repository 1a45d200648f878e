/* What stands around the picture: the views, what a view leaves out, the legend, the counts. */

import { button, byId, make, name } from "./elements.js";
import { isFiltered } from "./filters.js";
import { markElement } from "./marks.js";
import { isResolved } from "./model.js";
import { compared } from "./scenes/compare.js";
import { LANES, nothingFiltered, toAddress, VIEWS } from "./state.js";
import { called, count, nameOf, say } from "./words.js";

const STEP = 70; // texts that "more" adds

export function showViews(model, state) {
  const links = VIEWS.map((view) => {
    const address = toAddress({ ...state, view, extra: 0, selected: null, line: null }, model);
    return make("a", { href: address, "aria-current": view === state.view ? "page" : null, title: say("about-" + view) }, say(view));
  });
  byId("views").replaceChildren(...links);
  byId("as-picture").setAttribute("aria-pressed", String(state.shownAs === "picture"));
  byId("as-table").setAttribute("aria-pressed", String(state.shownAs === "table"));
}

export function showCounts(model) {
  let resolved = 0;
  for (let e = 0; e < model.m; e += 1) resolved += isResolved(model, e);
  const open = model.unresolved.length, read = model.nodes.read.reduce((sum, one) => sum + one, 0);
  const parts = [
    say("count-texts", { n: count(model.n) }), say("count-read", { n: count(read) }),
    say("count-citations", { n: count(model.m) }), say("resolved", { n: count(resolved), all: count(model.m + open) }),
  ];
  byId("counts").replaceChildren(...parts.map((words) => make("span", {}, words)));
}

function hopButtons(state, change) {
  const group = make("span", { class: "group", role: "group", "aria-label": say("hops") }, make("span", { class: "of" }, say("hops")));
  for (const hops of [1, 2, 3])
    group.append(button(count(hops), () => change({ hops }), { "aria-pressed": String(state.hops === hops), "aria-keyshortcuts": String(hops) }));
  return group;
}

function laneButtons(state, change) {
  const group = make("span", { class: "group", role: "group", "aria-label": say("lanes") }, make("span", { class: "of" }, say("lanes")));
  for (const lanes of LANES)
    group.append(button(say(lanes), () => change({ lanes }), { "aria-pressed": String(state.lanes === lanes) }));
  return group;
}

/** The documents that a comparison or a way has, each to be taken out, and a field for one more. */
function chosenTexts(model, state, change, find) {
  const parts = [], several = state.view === "compare";
  const documents = several ? compared(model, state) : [state.at, ...state.others.slice(0, 1)];
  for (const i of documents.slice(several && documents.length > 1 ? 0 : 1)) {
    const without = documents.filter((one) => one !== i);
    parts.push(make("span", { class: "chip" }, name(nameOf(model, i)),
      button("×", () => change({ at: without[0] ?? state.at, others: without.slice(1) }), { "aria-label": say("take-out", { name: nameOf(model, i) }) })));
  }
  const field = make("input", { type: "text", "aria-label": say(several ? "add-text" : "way-to"), placeholder: say(several ? "add-text" : "way-to"), spellcheck: "false" });
  const form = make("form", { class: "adding", onsubmit: (event) => {
    event.preventDefault();
    const [found] = find(field.value);
    if (found === undefined) field.setCustomValidity(say("nothing-found"));
    else change({ others: several ? [...new Set([...state.others, found])].filter((i) => i !== state.at) : [found] });
    field.reportValidity();
  } }, field, make("button", { type: "submit" }, say("add")));
  field.addEventListener("input", () => field.setCustomValidity(""));
  parts.push(form);
  const read = several ? allRead(model) : [];
  if (read.length > 1 && read.length <= 12 && read.some((i) => !documents.includes(i)))
    parts.push(button(say("compare-all", { n: count(read.length) }), () => change({ at: read[0], others: read.slice(1) })));
  return parts;
}

function allRead(model) {
  return model.nodes.read.flatMap((read, i) => (read ? [i] : []));
}

/** What the view leaves out, and how to have more of it. */
export function showChips(model, state, marks, scene, { change, find }) {
  const parts = [];
  if (["path", "compare"].includes(state.view)) parts.push(...chosenTexts(model, state, change, find));
  if (["neighbourhood", "timeline"].includes(state.view)) parts.push(hopButtons(state, change));
  if (["timeline", "whole"].includes(state.view)) parts.push(laneButtons(state, change));
  for (const { key, shown, total } of scene.left) {
    const words = shown < total ? say("shown-of", { what: say(key), n: count(shown), all: count(total) }) : say("shown", { what: say(key), n: count(total) });
    parts.push(make("span", { class: "tally" }, words));
    if (shown < total) parts.push(button(say("show-more", { n: count(Math.min(STEP, total - shown)) }), () => change({ extra: state.extra + STEP })));
  }
  if (scene.note) parts.push(make("span", { class: "tally" }, scene.note));
  if (isFiltered(state.filters)) {
    parts.push(make("span", { class: "tally" }, say("hidden", { n: count(marks.hiddenNodes), m: count(marks.hiddenEdges) })));
    parts.push(button(say("clear-filters"), () => change({ filters: nothingFiltered() })));
  }
  byId("chips").replaceChildren(...parts);
}

export function showLegend(model) {
  const used = new Set(model.family), items = [];
  model.families.forEach((family, k) => {
    if (used.has(k)) items.push(make("li", {}, markElement(family, false), say("family-" + k)));
  });
  items.push(make("li", { class: "apart" }, markElement(model.families[0], true), say("legend-hollow")));
  items.push(make("li", {}, make("span", { class: "line out" }), say("legend-out")), make("li", {}, make("span", { class: "line in" }), say("legend-in")));
  byId("legend").replaceChildren(...items);
  byId("legend").setAttribute("aria-label", say("legend"));
}

/** What a screen reader is told of a text on which one comes. */
export function spokenMark(model, state, scene, i) {
  const words = [nameOf(model, i), called("kind", model.nodes.kinds[model.nodes.kind[i]]), model.nodes.year[i] ?? say("undated")];
  const lines = scene.lines.filter(({ a, b }) => a === i || b === i);
  words.push(say("lines-here", { n: count(lines.length) }));
  return words.join(", ");
}
