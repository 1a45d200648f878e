/* The citations shown as CSV: the columns of edges.csv. */

import { citationsShown, rowOf } from "./rows.js";

const COLUMNS = ["citing", "cited", "function", "act", "paragraph", "quote", "language", "status", "confidence", "citing_iri", "cited_iri", "iri"];

// a spreadsheet takes a cell that begins so for a formula
function cell(value) {
  const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

export async function asCsv(model, scene) {
  const rows = await Promise.all(citationsShown(scene).map((e) => rowOf(model, e)));
  return [COLUMNS.join(","), ...rows.map((row) => COLUMNS.map((key) => cell(row[key])).join(","))].join("\r\n") + "\r\n";
}
