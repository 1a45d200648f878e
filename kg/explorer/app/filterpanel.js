/* The filters: what can be chosen, how often it is there, and what is chosen. */

import { button, byId, make } from "./elements.js";
import { isFiltered, organKey, topicKey } from "./filters.js";
import { languageName } from "./panel.js";
import { nothingFiltered } from "./state.js";
import { called, count, inLanguage, say, topicOf } from "./words.js";

const SHOWN = 8; // choices of a group; the others are folded

function tally(keys) {
  const found = new Map();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Group → its keys with their counts, and what they are called. */
function groups(model) {
  const { nodes, citations } = model, all = Array.from({ length: model.n }, (_, i) => i);
  const organs = new Map(model.organs.map((organ) => [organ.key, organ]));
  const column = (name, table) => tally(citations[name].map((k) => table[k] || "none"));
  return [
    ["organ", tally(all.map((i) => organKey(model, i))), (key) => (key === "none" ? say("no-organ") : inLanguage(organs.get(key).names, key))],
    ["topic", tally(all.map((i) => topicKey(model, i))), (key) => topicOf(model, model.byId.get(key))],
    ["kind", tally(nodes.kind.map((k) => nodes.kinds[k])), (key) => called("kind", key)],
    ["act", column("act", citations.acts), (key) => (key === "none" ? say("no-act") : called("act", key))],
    ["status", column("status", citations.statuses), (key) => called("status", key)],
    ["language", column("language", citations.languages), (key) => (key === "none" ? say("no-words") : languageName(key))],
  ];
}

function choice(group, [key, n], text, chosen, toggle) {
  const box = make("input", { type: "checkbox", checked: chosen.has(key), onchange: (event) => toggle(group, key, event.target.checked) });
  return make("label", {}, box, make("span", {}, text), make("span", { class: "n" }, count(n)));
}

function fieldset(group, rows, text, state, toggle) {
  const chosen = state.filters[group], set = make("fieldset", {}, make("legend", {}, say(group)));
  const make1 = (row) => choice(group, row, text(row[0]), chosen, toggle);
  const first = rows.filter((row, k) => k < SHOWN || chosen.has(row[0])), rest = rows.filter((row) => !first.includes(row));
  set.append(...first.map(make1));
  if (rest.length) set.append(make("details", {}, make("summary", {}, say("more-choices", { n: count(rest.length) })), ...rest.map(make1)));
  return set;
}

function yearField(name, state, change) {
  const field = make("input", { type: "number", inputmode: "numeric", min: "1", max: "9999", value: state.filters[name] ?? "", onchange: () => {
    const year = field.value === "" ? null : Number(field.value);
    change({ filters: { ...state.filters, [name]: Number.isInteger(year) ? year : null } });
  } });
  return make("label", { class: "year" }, say("year-" + name), field);
}

export function showFilters(model, state, change) {
  const box = byId("filters"), toggle = (group, key, on) => {
    const chosen = new Set(state.filters[group]);
    if (on) chosen.add(key);
    else chosen.delete(key);
    change({ filters: { ...state.filters, [group]: chosen } });
  };
  const years = make("fieldset", { class: "years" }, make("legend", {}, say("years")), yearField("from", state, change), yearField("to", state, change));
  const read = make("label", {}, make("input", { type: "checkbox", checked: state.filters.read, onchange: (event) => change({ filters: { ...state.filters, read: event.target.checked } }) }), make("span", {}, say("only-read")));
  const sets = groups(model).filter(([, rows]) => rows.length > 1 || state.filters.organ.size);
  const clear = button(say("clear-filters"), () => change({ filters: nothingFiltered() }), { class: "more", disabled: !isFiltered(state.filters) });
  box.replaceChildren(make("h2", {}, say("filters")), years, ...sets.map(([group, rows, text]) => fieldset(group, rows, text, state, toggle)), make("fieldset", {}, make("legend", {}, say("texts")), read), clear);
  box.setAttribute("aria-label", say("filters"));
}
