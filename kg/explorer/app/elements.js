/* Make elements of a page. Every text enters as text: nothing here reads markup. */

export function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes, listeners (on…) and children, which are elements or text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

export function button(text, act, attributes = {}) {
  return make("button", { type: "button", onclick: act, ...attributes }, text);
}

/** A symbol or name: it keeps its own direction among words of another script. */
export function name(text) {
  return make("bdi", {}, text);
}

const SYMBOL = /[A-Z][A-Za-z]*(?:\/[A-Za-z0-9.-]+)+(?: ?\((?:\d{4}|[IVXLC-]+)\))?/g;

/** Words of a text; symbols in them are read from left to right wherever they stand. */
export function worded(words) {
  const parts = [];
  let at = 0;
  for (const found of words.matchAll(SYMBOL)) {
    parts.push(words.slice(at, found.index), make("bdi", { dir: "ltr" }, found[0]));
    at = found.index + found[0].length;
  }
  return [...parts, words.slice(at)];
}

/** The words of a citation, the quote marked. */
export function quoted({ before, quote, behind, language }) {
  const tongue = /^[a-z]{2,3}$/.test(language) ? language : null;
  return make(
    "blockquote", { lang: tongue, dir: language === "ar" ? "rtl" : "ltr" },
    ...worded(before), make("mark", {}, ...worded(quote)), ...worded(behind),
  );
}
