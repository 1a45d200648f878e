/* What the filters let through: a mark for each text and each citation, and what they hide. */

import { SETS } from "./state.js";

/** Whether a set of chosen keys lets a key through; an empty one lets all. */
function lets(chosen, table) {
  return chosen.size ? table.map((key) => chosen.has(key)) : table.map(() => true);
}

export function organKey(model, i) {
  return model.organs[model.nodes.organ[i]].key || "none";
}

/** A topic is named by the text that most others of it cite. */
export function topicKey(model, i) {
  const topic = model.nodes.topic[i];
  return topic < 0 ? "none" : model.nodes.id[model.topics[topic]];
}

function nodeMarks(model, filters) {
  const { nodes } = model;
  const organs = lets(filters.organ, model.organs.map((organ) => organ.key || "none"));
  const kinds = lets(filters.kind, nodes.kinds), topics = filters.topic;
  return Uint8Array.from({ length: model.n }, (_, i) => {
    const year = nodes.year[i];
    const inTime = (filters.from === null || (year !== null && year >= filters.from))
      && (filters.to === null || (year !== null && year <= filters.to));
    return organs[nodes.organ[i]] && kinds[nodes.kind[i]] && (!topics.size || topics.has(topicKey(model, i))) && inTime && (!filters.read || nodes.read[i]);
  });
}

function edgeMarks(model, filters, node) {
  const { citations } = model;
  const acts = lets(filters.act, citations.acts.map((act) => act || "none"));
  const statuses = lets(filters.status, citations.statuses);
  const languages = lets(filters.language, citations.languages.map((language) => language || "none"));
  return Uint8Array.from({ length: model.m }, (_, e) => acts[citations.act[e]]
    && statuses[citations.status[e]] && languages[citations.language[e]]
    && node[citations.from[e]] && node[citations.to[e]]);
}

function sum(marks) {
  let total = 0;
  for (const mark of marks) total += mark;
  return total;
}

/** What may be shown. The text that is looked at is never hidden: a view has a middle. */
export function visible(model, state) {
  const node = nodeMarks(model, state.filters);
  const hiddenNodes = model.n - sum(node);
  for (const i of [state.at, ...state.others]) node[i] = 1;
  const edge = edgeMarks(model, state.filters, node);
  return { node, edge, hiddenNodes, hiddenEdges: model.m - sum(edge) };
}

export function isFiltered(filters) {
  return SETS.some((name) => filters[name].size) || filters.from !== null || filters.to !== null || filters.read;
}
