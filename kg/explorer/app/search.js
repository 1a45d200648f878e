/* Find texts by symbol in any spelling, by the words of their titles, by the names of things. */

export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase()
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

// a number and the Roman number of its session are two parts: 1514XV
function parts(text) {
  return plain(text).replace(/([0-9])([IVXLC]+(?![\p{L}]))/gu, "$1 $2").match(/[\p{L}\p{N}]+/gu) || [];
}

export function makeIndex(model) {
  const { label, title, names } = model.nodes;
  return label.map((symbol, i) => ({
    symbol: parts(symbol),
    words: plain([symbol, title[i], ...Object.values(names[i] ?? {})].join(" ")),
  }));
}

function lastPlace(whole, wanted) {
  for (let at = whole.length - wanted.length; at >= 0; at -= 1)
    if (wanted.every((part, k) => whole[at + k] === part)) return at;
  return -1;
}

function rank({ symbol, words }, wanted) {
  const at = lastPlace(symbol, wanted);
  if (at >= 0) return symbol.length - at - wanted.length; // the end of a symbol is its number
  return wanted.every((part) => words.includes(part)) ? 10 : null;
}

/** The texts found, the best first. */
export function find(model, index, text) {
  const among = (wanted) => index.map((entry, i) => [rank(entry, wanted), i]).filter(([found]) => found !== null);
  let wanted = parts(text);
  let found = wanted.length ? among(wanted) : [];
  const number = wanted.findIndex((part) => /^[0-9]/.test(part));
  // "resolution 70/1": the words before the number are tried, then left out
  if (!found.length && number > 0) found = among((wanted = wanted.slice(number)));
  const weight = (i) => model.nodes.read[i] * 1e6 + model.cited[i];
  return found.sort((a, b) => a[0] - b[0] || weight(b[1]) - weight(a[1]) || a[1] - b[1]).map(([, i]) => i);
}
