/* The keyboard reaches everything: the field, the marks, the views, the ways to look. */

import { spokenMark } from "./controls.js";
import { byId } from "./elements.js";
import { showHelp } from "./help.js";
import { say } from "./words.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function move(page, [dx, dy]) {
  const { picture, model } = page, next = picture.beside(dx, dy);
  if (next === null) {
    page.announce(say("no-further"));
    return;
  }
  page.choose(next);
  page.announce(spokenMark(model, page.state, page.scene, next));
}

/** From one text to the next along the lines of the chosen one. */
function follow(page, step) {
  const { picture, state, scene } = page, from = state.at;
  const ends = scene.lines.filter(({ a, b }) => a === from || b === from).map(({ a, b }) => (a === from ? b : a));
  if (!ends.length) return;
  const at = ends.indexOf(picture.chosen), next = ends[(at + step + ends.length) % ends.length];
  page.choose(next);
  page.announce(spokenMark(page.model, state, scene, next));
}

function inPicture(page, event) {
  const { picture } = page;
  if (STEPS[event.key]) move(page, STEPS[event.key]);
  else if (event.key === "Enter" && picture.chosen !== null) page.open(picture.chosen);
  else if (event.key === "n") follow(page, 1);
  else if (event.key === "p") follow(page, -1);
  else if (event.key === "+" || event.key === "=") picture.zoomBy(1.4);
  else if (event.key === "-") picture.zoomBy(1 / 1.4);
  else if (event.key === "0") picture.fit();
  else return;
  event.preventDefault();
}

function anywhere(page, finder, event) {
  const { state } = page;
  if (event.key === "/") finder.focus();
  else if (event.key === "?") showHelp();
  else if (event.key === "t") page.turn();
  else if (event.key === "f") byId("filters-button").click();
  else if (event.key === "s") byId("share-button").click();
  else if (["1", "2", "3"].includes(event.key)) page.change({ hops: Number(event.key) });
  else if (event.key === "Escape" && (state.selected !== null || state.line)) page.change({ selected: null }, { replace: true });
  else return;
  event.preventDefault();
}

export function listenToKeys(page, finder) {
  byId("picture").addEventListener("keydown", (event) => { if (event.target === byId("picture")) inPicture(page, event); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.target.matches("input, select, textarea") && event.key !== "Escape") return;
    anywhere(page, finder, event);
  });
}
