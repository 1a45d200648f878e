/* The page: a state, and everything that shows it. One way in: the state changes, all is shown. */

import { showChips, showCounts, showLegend, showViews, spokenMark } from "./controls.js";
import { button, byId, make } from "./elements.js";
import { showFilters } from "./filterpanel.js";
import { visible } from "./filters.js";
import { makeFinder } from "./finder.js";
import { showHelp } from "./help.js";
import { listenToKeys } from "./keys.js";
import { readModel } from "./model.js";
import { receiveFiles } from "./packed.js";
import { showCitation, showText } from "./panel.js";
import { makePicture } from "./picture.js";
import { sceneOf } from "./scenes/views.js";
import { find as findAmong, makeIndex } from "./search.js";
import { showShare } from "./share.js";
import { fromAddress, toAddress } from "./state.js";
import { showTable } from "./table.js";
import { isRightToLeft, nameOf, say, speak } from "./words.js";

const NARROW = matchMedia("(max-width: 860px)"); // there the list comes first

function sayAll(model) {
  document.documentElement.dir = isRightToLeft() ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const [id, key] of [["results", "results"], ["views", "views"], ["forms", "forms"], ["panel", "details"], ["nearer", "nearer"], ["farther", "farther"], ["whole", "everything"]])
    byId(id).setAttribute("aria-label", say(key));
  byId("query").placeholder = say("search-hint");
  byId("picture").setAttribute("aria-roledescription", say("picture"));
  showLegend(model);
  showCounts(model);
}

function languages(model, change) {
  const own = byId("language");
  for (const language of Object.keys(model.interface))
    own.append(make("option", { value: language, lang: language }, model.interface[language]["own-name"]));
  own.addEventListener("change", () => change({ language: own.value }));
}

function makePage(model) {
  let index = null; // made when it is first asked
  const find = (text) => findAmong(model, (index ??= makeIndex(model)), text);
  const page = { model, find, state: fromAddress(location.hash, model, find), marks: null, scene: null };
  const panel = byId("panel"), status = byId("status");
  const announce = (words) => { status.textContent = words; };
  const choose = (i) => page.change({ selected: i }, { replace: true });
  const chooseLine = ({ a, b }) => {
    page.change({ selected: null, line: [a, b] }, { replace: true });
    announce(say("line-between", { citing: nameOf(model, a), cited: nameOf(model, b) }));
  };
  const open = (i) => page.change({ at: i, selected: null, extra: 0 });
  page.picture = makePicture(model, { onChoose: (i) => { choose(i); announce(spokenMark(model, page.state, page.scene, i)); }, onLine: chooseLine, onOpen: open });

  const actions = (i) => {
    const { state } = page, others = [...new Set([...state.others, i])].filter((one) => one !== state.at), here = i === state.at;
    const found = [];
    if (!here || state.view !== "neighbourhood") found.push(button(say("show-around"), () => page.change({ at: i, selected: null, view: "neighbourhood", extra: 0 })));
    if (!here || state.view !== "chain") found.push(button(say("show-chain"), () => page.change({ at: i, selected: null, view: "chain", extra: 0 })));
    if (!here) {
      found.push(button(say("compare-with", { name: nameOf(model, state.at) }), () => page.change({ view: "compare", others, selected: null })));
      found.push(button(say("way-from", { name: nameOf(model, state.at) }), () => page.change({ view: "path", others: [i], selected: null })));
    }
    return found;
  };
  const showPicture = (kept) => {
    const { state } = page, table = state.shownAs === "table";
    byId("picture").hidden = byId("legend").hidden = table;
    byId("table").hidden = !table;
    if (table) showTable(byId("table"), model, state, page.marks, page.scene, choose);
    else {
      page.picture.resize();
      page.picture.show(page.scene, { keep: kept });
      page.picture.choose(state);
    }
  };
  const showPanel = () => {
    const { line, selected, at } = page.state;
    if (line) showCitation(panel, model, line, choose);
    else showText(panel, model, selected ?? at, { choose, actions });
  };
  const show = (before = {}) => {
    const { state } = page, box = byId("picture");
    state.shownAs = state.form || (NARROW.matches ? "table" : "picture");
    document.documentElement.lang = state.language;
    speak(model, state.language);
    if (before.language !== state.language) sayAll(model);
    byId("language").value = state.language;
    page.marks = visible(model, state);
    const room = { width: box.clientWidth || 900, height: (box.clientHeight || 640) - 40 };
    page.scene = sceneOf(model, state, page.marks, room);
    const names = state.view === "whole" ? "" : " · " + nameOf(model, state.at);
    byId("scene").textContent = page.scene.title + (["compare"].includes(state.view) ? "" : names);
    byId("hint").textContent = page.scene.hint ?? "";
    byId("hint").hidden = !page.scene.hint;
    showViews(model, state);
    showChips(model, state, page.marks, page.scene, page);
    if (!byId("filters").hidden) showFilters(model, state, page.change);
    showPicture(false);
    showPanel();
    document.title = `${nameOf(model, state.at)} · ${say(state.view)} · ${model.title}`;
  };
  const sameScene = (a, b) => ["view", "at", "others", "hops", "extra", "lanes", "form", "language", "filters"].every((key) => a[key] === b[key]);

  page.change = (change, { replace = false } = {}) => {
    const before = page.state, focused = document.activeElement?.id;
    page.state = { ...before, ...("selected" in change ? { line: null } : {}), ...change };
    const address = toAddress(page.state, model);
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    if (sameScene(before, page.state)) {
      page.picture.choose(page.state, { bring: true });
      showPanel();
    } else {
      show(before);
      announce(byId("scene").textContent);
    }
    keepFocus(focused);
  };
  const keepFocus = (id) => {
    if (document.activeElement && document.activeElement !== document.body) return;
    (byId(id) ?? byId("scene")).focus({ preventScroll: true });
  };
  page.turn = () => page.change({ form: page.state.shownAs === "table" ? "picture" : "table" }, { replace: true });
  page.open = open;
  page.choose = choose;
  page.announce = announce;
  page.show = show;
  return page;
}

function listen(page) {
  const { model } = page, panel = byId("panel");
  const finder = makeFinder(model, page.find, { choose: (i) => { page.open(i); panel.focus({ preventScroll: true }); }, announce: page.announce });
  languages(model, page.change);
  addEventListener("hashchange", () => {
    const before = page.state;
    page.state = fromAddress(location.hash, model, page.find);
    page.show(before);
    page.announce(byId("scene").textContent);
  });
  NARROW.addEventListener("change", () => page.show(page.state));
  byId("as-picture").addEventListener("click", () => page.change({ form: "picture" }, { replace: true }));
  byId("as-table").addEventListener("click", () => page.change({ form: "table" }, { replace: true }));
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); panel.focus(); });
  byId("filters-button").addEventListener("click", () => {
    const box = byId("filters");
    box.hidden = !box.hidden;
    byId("filters-button").setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden) return;
    showFilters(model, page.state, page.change);
    box.querySelector("input").focus();
  });
  byId("share-button").addEventListener("click", () => showShare(page));
  byId("help-button").addEventListener("click", () => showHelp());
  addEventListener("beforeprint", () => page.picture.paintNow());
  addEventListener("afterprint", () => page.picture.paintNow());
  listenToKeys(page, finder);
}

async function start() {
  receiveFiles();
  const model = await readModel(), page = makePage(model);
  listen(page);
  page.show();
  window.unkg = page;
  performance.mark("ready");
  document.documentElement.dataset.ready = "true";
}

start().catch((error) => {
  document.body.append(make("p", { class: "unable" }, String(error)));
  throw error;
});
