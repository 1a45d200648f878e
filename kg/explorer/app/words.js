/* What the page says, in the reader's language; numbers, dates and symbols as it writes them. */

let told = {}, labels = {}, language = "en", numbers = new Intl.NumberFormat("en");

export function speak(model, to) {
  language = model.interface[to] ? to : "en";
  told = model.interface[language];
  labels = model.labels;
  numbers = new Intl.NumberFormat(language);
}

export function spoken() {
  return language;
}

export function isRightToLeft() {
  return language === "ar";
}

export function say(key, values = {}) {
  const words = told[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

export function count(n) {
  return numbers.format(n);
}

/** What the ontology calls a concept. */
export function called(scheme, key) {
  const known = labels[scheme]?.[key] ?? {};
  return known[language] ?? known.en ?? key.replaceAll("-", " ");
}

export function inLanguage(names, otherwise = "") {
  return names?.[language] ?? names?.en ?? otherwise;
}

export function dateOf(model, i) {
  const { date, year } = model.nodes;
  if (/^\d{4}-\d{2}-\d{2}$/.test(date[i])) {
    const style = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, style).format(new Date(date[i] + "T00:00:00Z"));
  }
  return date[i] || (year[i] === null ? "" : say("by-symbol", { year: year[i] }));
}

/** A name in the page's language; the one that stands with the text is in the page's first. */
function named(model, i, own) {
  const names = model.nodes.names[i] ?? {};
  return names[language] ?? (language === model.language ? own : names.en ?? own);
}

/** A text's short name: its symbol, or what the thing is called. */
export function nameOf(model, i) {
  return model.nodes.symbol[i] ? model.nodes.label[i] : named(model, i, model.nodes.label[i]);
}

export function titleOf(model, i) {
  return model.nodes.symbol[i] ? named(model, i, model.nodes.title[i]) : "";
}

export function organOf(model, i) {
  const organ = model.organs[model.nodes.organ[i]];
  return inLanguage(organ.names, organ.key);
}

/** What a text is about: it and those around it cite that text more than others do. */
export function topicOf(model, i) {
  const topic = model.nodes.topic[i] ?? -1;
  return topic < 0 ? say("no-topic") : say("topic-of", { name: nameOf(model, model.topics[topic]) });
}

/** How a citation is made: the act of the paragraph, else what the citation is for. */
export function actOf(model, e) {
  const act = model.citations.acts[model.citations.act[e]];
  return act ? called("act", act) : called("function", model.citations.functions[model.citations.function[e]]);
}
