// Find pages by symbol in any spelling, or by words of a title or name. Texts are only ever set as text.
(() => {
  "use strict";
  const SHOWN = 200;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase()
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15));
  const parts = (text) => plain(text).replace(/([0-9])([IVXLC]+\b)/g, "$1 $2").match(/[\p{L}\p{N}]+/gu) || [];
  // where a symbol's parts hold those wanted, one behind the other: the later, the nearer its number
  const at = (whole, wanted) => {
    for (let from = whole.length - wanted.length; from >= 0; from--)
      if (wanted.every((part, k) => whole[from + k] === part)) return from;
    return -1;
  };
  // words by their beginning, numbers whole
  const starts = (word, part) => (/^[0-9]/.test(part) ? word === part : word.startsWith(part));
  const rank = ([label, beside], wanted) => {
    const symbol = parts(label), from = at(symbol, wanted);
    if (from >= 0) return symbol.length - from - wanted.length;
    const words = parts(label + " " + beside);
    return wanted.every((part) => words.some((word) => starts(word, part))) ? 10 : -1;
  };
  const ranked = (wanted) => self.unkgPages.map((page) => [rank(page, wanted), page]).filter(([place]) => place >= 0);
  const find = (text) => {
    const wanted = parts(text), number = wanted.findIndex((part) => /^[0-9]/.test(part));
    if (!wanted.length) return [];
    let found = ranked(wanted);
    // "resolution 70/1": the words before the number are tried, then left out
    if (!found.length && number > 0) found = ranked(wanted.slice(number));
    return found.sort((a, b) => a[0] - b[0]).map(([, page]) => page);
  };
  const make = (tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  };
  const item = ([label, beside, stem]) => {
    const line = document.createElement("li"), link = document.createElement("a"), name = make("bdi", label);
    link.href = stem + ".html";
    link.append(name);
    line.append(link, " ");
    if (beside) line.append(make("cite", beside));
    line.lastChild.dir = "auto";
    return line;
  };
  const asked = new URLSearchParams(location.search).get("q") || "";
  if (!asked.trim()) return;
  const found = find(asked);
  document.querySelector("input[name=q]").value = asked;
  const told = found.length ? self.unkgWords.found_some.replace("{count}", found.length) : self.unkgWords.found_none;
  document.getElementById("told").textContent = told;
  document.getElementById("found").append(...found.slice(0, SHOWN).map(item));
})();
