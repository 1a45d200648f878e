/* What is shown, as rows: the citations of a view, each with all that is known of it. */

import { wordsOf } from "../model.js";

export function iriOf(model, i) {
  const id = model.nodes.id[i];
  return model.data + (id.includes("/") ? id : "doc/" + id);
}

/** Conferences and other events are not cited: they are mentioned. */
function isMention(model, e) {
  return ["conference", "event"].includes(model.nodes.kinds[model.nodes.kind[model.citations.to[e]]]);
}

/** The name of a citation, from its ends, its paragraph and its function. */
function citationIri(model, e) {
  const { citations } = model, told = citations.named[e];
  if (told !== undefined) return model.data + (told.split("#")[0].includes("/") ? told : "doc/" + told);
  const [eid] = model.paragraphs[citations.paragraph[e]], cited = model.nodes.id[citations.to[e]].replaceAll("/", "-");
  const citing = iriOf(model, citations.from[e]);
  if (isMention(model, e)) return `${citing}#mention__${eid}__${cited}`;
  return `${citing}#cit__${eid}__${cited}__${citations.functions[citations.function[e]]}`;
}

export function citationsShown(scene) {
  return [...new Set(scene.lines.flatMap((line) => line.edges))].sort((a, b) => a - b);
}

export function textsShown(scene) {
  return [...new Set(scene.nodes.map((node) => node.i))].sort((a, b) => a - b);
}

export async function rowOf(model, e) {
  const { citations, nodes } = model, from = citations.from[e], to = citations.to[e];
  const { quote, language } = await wordsOf(model, e, model.language);
  return {
    citing: nodes.label[from], cited: nodes.label[to], function: citations.functions[citations.function[e]],
    act: citations.acts[citations.act[e]], paragraph: model.paragraphs[citations.paragraph[e]][1], quote,
    language, status: citations.statuses[citations.status[e]],
    confidence: citations.confidence[e] ?? "", citing_iri: iriOf(model, from), cited_iri: iriOf(model, to), iri: citationIri(model, e),
  };
}
