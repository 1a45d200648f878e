/* What is looked at: one value, which the address says and the address gives back. */

export const VIEWS = ["neighbourhood", "timeline", "chain", "path", "compare", "whole"];
export const SETS = ["organ", "topic", "kind", "act", "status", "language"]; // filters that are a set of keys
export const LANES = ["organ", "topic", "kind"]; // what the rows of a timeline may be

const FORMS = ["picture", "table"];
const DIGITS = /^\d{1,4}$/;

export function nothingFiltered() {
  return { ...Object.fromEntries(SETS.map((name) => [name, new Set()])), from: null, to: null, read: false };
}

/** The state that a page opens with: its most telling document, and what is around it. */
function first(model) {
  const weigh = (i) => (model.nodes.read[i] ? 1e6 : 0) + model.citing[i] + 2 * model.cited[i];
  let at = 0;
  for (let i = 1; i < model.n; i += 1) if (weigh(i) > weigh(at)) at = i;
  return {
    view: "neighbourhood", at, selected: null, line: null, others: [], hops: 1, extra: 0, lanes: "organ",
    form: "", language: model.language, filters: nothingFiltered(),
  };
}

/** Read a state from an address; what it does not say, or says wrongly, is as at first. */
export function fromAddress(hash, model, find) {
  const state = first(model), said = new URLSearchParams(hash.replace(/^#/, ""));
  const node = (text) => model.byId.get(text) ?? find(text)[0];
  const one = (name, among) => among.includes(said.get(name)) && said.get(name);
  state.view = one("view", VIEWS) || state.view;
  state.at = (said.get("at") && node(said.get("at"))) ?? state.at;
  state.selected = (said.get("selected") && node(said.get("selected"))) ?? null;
  const ends = many(said.get("line")).map(node);
  state.line = ends.length === 2 && !ends.includes(undefined) ? ends : null;
  state.others = many(said.get("with")).map(node).filter((i) => i !== undefined);
  state.hops = Number(one("hops", ["1", "2", "3"]) || 1);
  state.extra = DIGITS.test(said.get("extra")) ? Number(said.get("extra")) : 0;
  state.lanes = one("lanes", LANES) || "organ";
  state.form = one("as", FORMS) || "";
  state.language = one("ui", Object.keys(model.interface)) || state.language;
  for (const name of SETS) state.filters[name] = new Set(many(said.get(name)));
  for (const name of ["from", "to"]) state.filters[name] = DIGITS.test(said.get(name)) ? Number(said.get(name)) : null;
  state.filters.read = said.get("read") === "yes";
  return state;
}

function many(text) {
  return text ? text.split(" ").filter(Boolean) : [];
}

/** Say a state as an address; what is as at first is not said. */
export function toAddress(state, model) {
  const said = new URLSearchParams(), id = (i) => model.nodes.id[i], { filters } = state;
  if (state.view !== "neighbourhood") said.set("view", state.view);
  said.set("at", id(state.at));
  if (state.selected !== null && state.selected !== state.at) said.set("selected", id(state.selected));
  if (state.line) said.set("line", state.line.map(id).join(" "));
  if (state.others.length) said.set("with", state.others.map(id).join(" "));
  if (state.hops !== 1) said.set("hops", state.hops);
  if (state.extra) said.set("extra", state.extra);
  if (state.lanes !== "organ") said.set("lanes", state.lanes);
  if (state.form) said.set("as", state.form);
  if (state.language !== model.language) said.set("ui", state.language);
  for (const name of SETS) if (filters[name].size) said.set(name, [...filters[name]].sort().join(" "));
  for (const name of ["from", "to"]) if (filters[name] !== null) said.set(name, filters[name]);
  if (filters.read) said.set("read", "yes");
  return "#" + said.toString().replaceAll("%2F", "/");
}
