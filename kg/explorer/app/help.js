/* The help: how to read the picture, and the keys. */

import { button, byId, make } from "./elements.js";
import { say } from "./words.js";

const KEYS = [
  ["/", "key-search"], ["← ↑ → ↓", "key-arrows"], ["n p", "key-follow"], ["Enter", "key-enter"], ["Esc", "key-escape"],
  ["1 2 3", "key-hops"], ["+ - 0", "key-zoom"], ["t", "key-table"], ["f", "key-filters"], ["s", "key-share"], ["?", "key-help"],
];
const VIEWS = ["neighbourhood", "timeline", "chain", "path", "compare", "whole"];

export function showHelp() {
  const dialog = byId("help");
  const keys = make("dl", { class: "keys" }, ...KEYS.map(([key, words]) => make("div", {}, make("dt", {}, ...key.split(" ").flatMap((one) => [make("kbd", {}, one), " "])), make("dd", {}, say(words)))));
  const views = make("dl", { class: "facts" }, ...VIEWS.map((view) => make("div", {}, make("dt", {}, say(view)), make("dd", {}, say("about-" + view)))));
  dialog.replaceChildren(
    make("h2", { id: "help-title" }, say("help")), make("p", {}, say("help-reading")), make("h3", {}, say("views")), views,
    make("h3", {}, say("keys")), keys, make("p", { class: "note" }, say("help-unofficial")), button(say("close"), () => dialog.close(), { class: "more" }),
  );
  dialog.showModal();
}
