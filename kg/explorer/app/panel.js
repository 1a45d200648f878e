/* The panel: what is known of a text, its citations in and out with their words, its mandates. */

import { button, make, name, quoted, worded } from "./elements.js";
import { familyOf, markElement } from "./marks.js";
import { isResolved, latestFirst, wordsOf } from "./model.js";
import { actOf, called, count, dateOf, nameOf, organOf, say, spoken, titleOf, topicOf } from "./words.js";

const STEP = 20; // entries that are shown at once
const LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh"]; // in which the United Nations publishes

/** Where a document is published: the address is fixed but for its symbol, which is encoded. */
function sourceOf(model, i, language) {
  return model.online + language + "/" + model.nodes.label[i].split("/").map(encodeURIComponent).join("/");
}

function sureness(model, e) {
  const { citations } = model, status = citations.statuses[citations.status[e]], sure = citations.confidence[e];
  const parts = [];
  if (status !== "explicit") parts.push(make("span", { class: "doubt" }, called("status", status)));
  if (sure !== null && sure < 0.9) parts.push(say("confidence", { n: sure.toLocaleString(spoken()) }));
  return parts;
}

/** How, where and how surely a text is cited, and on which words. */
function citationEntry(model, e) {
  const line = make("p", { class: "said" }, make("em", {}, actOf(model, e)));
  const [, paragraph] = model.paragraphs[model.citations.paragraph[e]];
  if (paragraph) line.append(" · ", make("bdi", {}, paragraph));
  for (const part of sureness(model, e)) line.append(" · ", part);
  const entry = make("div", { class: "evidence", "aria-busy": "true" }, line);
  wordsOf(model, e, spoken()).then((words) => {
    entry.removeAttribute("aria-busy");
    if (words.quote) entry.append(quoted(words));
  });
  return entry;
}

function section(key, list, entry) {
  const part = make("section", { class: "part" }, make("h3", {}, say(key), " ", make("b", {}, count(list.length))));
  const show = (from) => {
    part.append(...list.slice(from, from + STEP).map(entry));
    if (list.length > from + STEP) {
      const more = button(say("more"), () => {
        more.remove();
        show(from + STEP);
        part.children[from + 1].querySelector("button")?.focus();
      }, { class: "more" });
      part.append(more);
    }
  };
  show(0);
  return part;
}

/** Citations under the other text: one entry for each text, however often it is cited. */
function byText(model, edges, ends) {
  const found = new Map();
  for (const e of edges) found.set(ends[e], [...(found.get(ends[e]) ?? []), e]);
  return [...found];
}

export function link(model, i, choose) {
  const title = titleOf(model, i), text = make("span", { class: "what" }, name(nameOf(model, i)));
  const button = make("button", { type: "button", class: "link", onclick: () => choose(i) }, text);
  if (title) button.append(make("small", { dir: "auto" }, title));
  return button;
}

function facts(model, i) {
  const dossier = model.dossiers[i] ?? {}, list = make("dl", { class: "facts" });
  const tell = (key, ...values) => values[0] && list.append(make("div", {}, make("dt", {}, say(key)), make("dd", {}, ...values)));
  tell("organ", organOf(model, i));
  tell("topic", model.nodes.topic[i] >= 0 && make("span", { dir: "auto" }, topicOf(model, i)));
  tell("date", dateOf(model, i));
  const votes = dossier.votes ? say("votes", { yes: count(dossier.votes[0]), no: count(dossier.votes[1]), abstained: count(dossier.votes[2]) }) : "";
  tell("adoption", [dossier.mode && dossier.mode !== "unknown" ? called("mode", dossier.mode) : "", votes].filter(Boolean).join(", "));
  tell("session", dossier.session && name(dossier.session));
  tell("meeting", dossier.meeting && name(dossier.meeting));
  tell("agenda", dossier.agenda && name(dossier.agenda.join(", ")));
  tell("versions", dossier.languages && dossier.languages.map(languageName).join(", "));
  return list;
}

export function languageName(language) {
  return new Intl.DisplayNames([spoken()], { type: "language" }).of(language);
}

function sources(model, i) {
  if (!model.nodes.symbol[i]) return null;
  const own = spoken(), line = make("p", { class: "sources" }, say("read-at") + " ");
  for (const language of [own, ...LANGUAGES.filter((other) => other !== own)]) {
    const words = language === own ? languageName(language) : language;
    const attributes = { href: sourceOf(model, i, language), rel: "noreferrer noopener", target: "_blank", hreflang: language };
    if (language !== own) attributes["aria-label"] = languageName(language);
    line.append(make("a", attributes, words), " ");
  }
  return line;
}

function mandateEntry(model, row) {
  const [, paragraph, type, act, addressee, due] = row;
  const line = make("p", { class: "said" }, make("em", {}, called("act", act)), " · ", make("bdi", {}, model.paragraphs[paragraph][1]));
  const whom = model.addressees[addressee];
  const entry = make("div", { class: "entry" }, make("p", { class: "plain" }, called("mandate", type), whom ? ": " : "", whom ? make("span", { dir: "auto" }, whom) : ""), line);
  if (due) line.append(" · ", say("due", { when: due }));
  return entry;
}

function unresolvedEntry(model, row, choose) {
  const [, paragraph, act, status, reason, quote, language, candidates] = row;
  const line = make("p", { class: "said" }, make("span", { class: "doubt" }, called("status", status)));
  if (act) line.append(" · ", make("em", {}, called("act", act)));
  line.append(" · ", make("bdi", {}, model.paragraphs[paragraph][1]));
  const entry = make("div", { class: "entry" }, line, quoted({ before: "", quote, behind: "", language }), make("p", { class: "said", lang: "en", dir: "ltr" }, ...worded(reason)));
  if (candidates.length) entry.append(make("p", { class: "said" }, say("candidates")));
  for (const one of candidates) entry.append(typeof one === "number" ? link(model, one, choose) : make("p", { class: "plain" }, name(one)));
  return entry;
}

/** Fill the panel with one line of the picture: how, where and on which words one text cites another. */
export function showCitation(panel, model, [citing, cited], choose) {
  const edges = Array.from(model.out(citing)).filter((e) => model.citations.to[e] === cited);
  const title = say("line-between", { citing: nameOf(model, citing), cited: nameOf(model, cited) });
  panel.replaceChildren(make("h2", { id: "named" }, ...worded(title)));
  panel.append(...[citing, cited].map((i) => make("div", { class: "entry" }, link(model, i, choose))));
  panel.append(make("div", { class: "entry" }, ...edges.map((e) => citationEntry(model, e))));
  panel.scrollTop = 0;
}

/** Fill the panel with a text. */
export function showText(panel, model, i, { choose, actions }) {
  const family = familyOf(model, i), kind = model.nodes.kinds[model.nodes.kind[i]], title = titleOf(model, i);
  const head = make("p", { class: "kind" }, markElement(family, !model.nodes.read[i]), called("kind", kind));
  panel.replaceChildren(head, make("h2", { id: "named" }, name(nameOf(model, i))));
  if (title) panel.append(make("p", { class: "title", dir: "auto" }, title));
  panel.append(facts(model, i), sources(model, i) ?? "");
  if (!model.nodes.read[i] && model.nodes.symbol[i]) panel.append(make("p", { class: "note" }, say("not-read")));
  const out = Array.from(model.out(i)), into = Array.from(model.into(i)), open = model.unresolvedOf.get(i) ?? [];
  const resolved = out.filter((e) => isResolved(model, e)).length;
  if (model.nodes.read[i]) panel.append(make("p", { class: "note" }, say("resolved", { n: count(resolved), all: count(out.length + open.length) })));
  panel.append(make("div", { class: "actions" }, ...actions(i)));
  const { from, to } = model.citations, order = latestFirst(model);
  const entry = ([other, edges]) => make("div", { class: "entry" }, link(model, other, choose), ...edges.map((e) => citationEntry(model, e)));
  if (out.length) panel.append(section("cites", byText(model, out, to), entry));
  if (into.length) panel.append(section("cited-by", byText(model, into, from).sort((a, b) => order(a[0], b[0])), entry));
  const mandates = model.mandatesOf.get(i) ?? [];
  if (mandates.length) panel.append(section("mandates", mandates, (row) => mandateEntry(model, row)));
  if (open.length) panel.append(section("unresolved", open, (row) => unresolvedEntry(model, row, choose)));
  panel.scrollTop = 0;
}
