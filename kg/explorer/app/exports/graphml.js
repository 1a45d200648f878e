/* The texts and citations shown as GraphML, for Gephi, Cytoscape, yEd. */

import { citationsShown, iriOf, rowOf, textsShown } from "./rows.js";

const NODE = { label: "string", kind: "string", title: "string", date: "string", year: "int" };
const EDGE = { function: "string", act: "string", paragraph: "string", quote: "string", language: "string", status: "string", confidence: "double" };
const SPACE = "http://graphml.graphdrawing.org/xmlns";

// XML 1.0 has no way to write these, not even escaped
function xml(text) {
  return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}

function element(parent, tag, attributes, text) {
  const made = parent.ownerDocument.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, xml(value));
  if (text !== undefined) made.textContent = xml(text);
  parent.append(made);
  return made;
}

function told(parent, keys, prefix, values) {
  for (const key of Object.keys(keys)) if (values[key] !== "" && values[key] !== null && values[key] !== undefined) element(parent, "data", { key: prefix + key }, values[key]);
}

export async function asGraphml(model, scene) {
  const page = document.implementation.createDocument(SPACE, "graphml"), root = page.documentElement, { nodes } = model;
  for (const [prefix, what, keys] of [["n-", "node", NODE], ["e-", "edge", EDGE]])
    for (const [key, type] of Object.entries(keys)) element(root, "key", { id: prefix + key, for: what, "attr.name": key, "attr.type": type });
  const graph = element(root, "graph", { edgedefault: "directed" });
  for (const i of textsShown(scene)) {
    const values = { label: nodes.label[i], kind: nodes.kinds[nodes.kind[i]], title: nodes.title[i], date: nodes.date[i], year: nodes.year[i] };
    told(element(graph, "node", { id: iriOf(model, i) }), NODE, "n-", values);
  }
  for (const row of await Promise.all(citationsShown(scene).map((e) => rowOf(model, e))))
    told(element(graph, "edge", { id: row.iri, source: row.citing_iri, target: row.cited_iri }), EDGE, "e-", row);
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(page) + "\n";
}
