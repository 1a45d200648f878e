/* The search field: suggestions while one types, chosen by keyboard or pointer. */

import { byId, make, name } from "./elements.js";
import { familyOf, markElement } from "./marks.js";
import { count, nameOf, say, titleOf } from "./words.js";

const SHOWN = 12;

export function makeFinder(model, find, { choose, announce }) {
  const field = byId("query"), list = byId("results"), nothing = byId("nothing");
  let options = [], active = -1;
  const point = (k) => {
    active = k;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === k)));
    if (k < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", "result-" + k);
      list.children[k].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    list.hidden = nothing.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const take = (k) => {
    const i = options[k];
    close();
    if (i === undefined) return;
    field.value = "";
    choose(i);
  };
  const option = (i, k) => {
    const item = make("li", { id: "result-" + k, role: "option" }, markElement(familyOf(model, i), !model.nodes.read[i]), make("span", {}, name(nameOf(model, i))));
    if (titleOf(model, i)) item.append(make("small", { dir: "auto" }, titleOf(model, i)));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(k); });
    return item;
  };
  const suggest = () => {
    const asked = field.value.trim() !== "", found = asked ? find(field.value) : [];
    options = found.slice(0, SHOWN);
    list.replaceChildren(...options.map(option));
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(options.length > 0));
    point(options.length ? 0 : -1);
    if (asked) announce(found.length ? say("found", { n: count(found.length) }) : say("nothing-found"));
    nothing.textContent = say("nothing-found");
    nothing.hidden = !asked || options.length > 0;
  };
  field.addEventListener("input", suggest);
  field.addEventListener("focus", () => { if (field.value.trim()) suggest(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      point((active + step + options.length) % options.length);
    }
    if (event.key === "Escape" && field.value) {
      event.stopPropagation();
      field.value = "";
      suggest();
    }
  });
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    if (active >= 0) take(active);
  });
  return { focus() { field.focus(); field.select(); } };
}
