/* Sharing: the link to what is looked at, and what is shown as a file. */

import { button, byId, make } from "./elements.js";
import { asCsv } from "./exports/csv.js";
import { asGraphml } from "./exports/graphml.js";
import { asSparql } from "./exports/sparql.js";
import { asSvg } from "./exports/svg.js";
import { asTurtle } from "./exports/turtle.js";
import { say } from "./words.js";

function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function savePng(page, name) {
  const base = byId("base"), whole = document.createElement("canvas"), context = whole.getContext("2d");
  whole.width = base.width;
  whole.height = base.height;
  context.fillStyle = page.picture.look().colours.paper;
  context.fillRect(0, 0, whole.width, whole.height);
  for (const id of ["base", "over"]) context.drawImage(byId(id), 0, 0);
  whole.toBlob((blob) => save(name, "image/png", blob));
}

/** A file's name: the view and the text that is looked at. */
function fileName(page, ending) {
  const id = page.model.nodes.id[page.state.at].replace(/[^\w.-]+/g, "-").slice(0, 80);
  return `${page.state.view}-${id}.${ending}`;
}

function linkField(page, say_) {
  const field = make("input", { type: "text", readonly: true, id: "link", value: location.href, "aria-label": say("link") });
  const copy = button(say("copy-link"), async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch { // a browser that forbids it: the link is marked, to be copied by hand
      document.execCommand("copy");
    }
    say_(say("copied"));
  });
  return make("div", { class: "row" }, field, copy);
}

export function showShare(page) {
  const { model, state, scene } = page, dialog = byId("share");
  const done = make("p", { class: "note", role: "status" }), tell = (words) => { done.textContent = words; };
  const file = (ending, type, content) => button(ending.toUpperCase(), async () => {
    save(fileName(page, ending), type, await content());
    tell(say("saved", { name: fileName(page, ending) }));
  });
  const query = asSparql(model, state, scene), shown = state.shownAs === "picture";
  const data = [
    file("csv", "text/csv", () => asCsv(model, scene)), file("ttl", "text/turtle", () => asTurtle(model, scene)),
    file("graphml", "application/graphml+xml", () => asGraphml(model, scene)), file("rq", "application/sparql-query", () => query),
  ];
  const pictures = [
    file("svg", "image/svg+xml", () => asSvg(page.picture, page.picture.look(), document.title)),
    button("PNG", () => { savePng(page, fileName(page, "png")); tell(say("saved", { name: fileName(page, "png") })); }),
  ];
  dialog.replaceChildren(
    make("h2", { id: "share-title" }, say("share")),
    make("h3", {}, say("link")), linkField(page, tell),
    make("h3", {}, say("save-data")), make("div", { class: "row" }, ...data),
    ...(shown ? [make("h3", {}, say("save-picture")), make("div", { class: "row" }, ...pictures)] : []),
    make("h3", {}, say("query")), make("pre", { tabindex: "0", lang: "en", dir: "ltr", "aria-label": say("query") }, query),
    done,
    make("div", { class: "row" }, button(say("print"), () => { dialog.close(); window.print(); }), button(say("close"), () => dialog.close())),
  );
  dialog.showModal();
}
