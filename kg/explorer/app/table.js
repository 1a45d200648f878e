/* The table: the equal of the picture, for those who cannot or would not use one. */

import { button, make, quoted } from "./elements.js";
import { moment, wordsOf } from "./model.js";
import { link } from "./panel.js";
import { neighbours } from "./scenes/shared.js";
import { actOf, called, count, dateOf, nameOf, organOf, say, spoken } from "./words.js";

const STEP = 100; // rows that are shown at once

/** A column: its key, what its cells hold, and what its rows are sorted by. */
function column(key, cell, sort, attributes = {}) {
  return { key, cell, sort, attributes };
}

function wordsCell(model, e) {
  const cell = make("div", { "aria-busy": "true" });
  wordsOf(model, e, spoken()).then((words) => {
    cell.removeAttribute("aria-busy");
    if (words.quote) cell.append(quoted(words));
  });
  return cell;
}

function textColumns(model, choose, key = "text") {
  return [
    column(key, ({ i }) => link(model, i, choose), ({ i }) => nameOf(model, i), { header: true }),
    column("date", ({ i }) => dateOf(model, i), ({ i }) => moment(model, i) ?? -1),
  ];
}

function citationColumns(model) {
  const { citations } = model;
  return [
    column("act", ({ e }) => actOf(model, e), ({ e }) => actOf(model, e)),
    column("paragraph", ({ e }) => make("bdi", {}, model.paragraphs[citations.paragraph[e]][1]), ({ e }) => e),
    column("words", ({ e }) => wordsCell(model, e)),
    column("status", ({ e }) => called("status", citations.statuses[citations.status[e]]), ({ e }) => citations.status[e]),
  ];
}

function citationTables(model, marks, at, choose) {
  return [["cites", "out"], ["cited-by", "into"]].map(([key, way]) => ({
    title: say(key),
    columns: [...textColumns(model, choose), ...citationColumns(model)],
    rows: [...neighbours(model, marks, at, way)].flatMap(([i, edges]) => edges.map((e) => ({ i, e }))).sort((a, b) => a.e - b.e),
  })).filter((table) => table.rows.length);
}

function textTable(model, members, choose, title) {
  return {
    title,
    columns: [
      ...textColumns(model, choose),
      column("kind", ({ i }) => called("kind", model.nodes.kinds[model.nodes.kind[i]]), ({ i }) => called("kind", model.nodes.kinds[model.nodes.kind[i]])),
      column("organ", ({ i }) => organOf(model, i), ({ i }) => organOf(model, i)),
      column("cites", ({ i }) => count(model.citing[i]), ({ i }) => -model.citing[i], { number: true }),
      column("cited-by", ({ i }) => count(model.cited[i]), ({ i }) => -model.cited[i], { number: true }),
    ],
    rows: [...new Set(members)].map((i) => ({ i })),
  };
}

function pairColumns(model, choose) {
  const { from, to } = model.citations;
  return [
    column("citing", ({ e }) => link(model, from[e], choose), ({ e }) => nameOf(model, from[e]), { header: true }),
    column("cited", ({ e }) => link(model, to[e], choose), ({ e }) => nameOf(model, to[e])),
    ...citationColumns(model),
  ];
}

function compareTables(model, scene, choose) {
  const cell = (edges) => [...new Set(edges.map((e) => `${actOf(model, e)} (${model.paragraphs[model.citations.paragraph[e]][1]})`))].join(", ") || "–";
  return (scene.groups ?? []).map((group) => ({
    title: group.heading,
    columns: [
      ...textColumns(model, choose),
      ...scene.documents.map((document, k) => ({ title: nameOf(model, document), ...column("", ({ cells }) => cell(cells[k]), ({ cells }) => -cells[k].length) })),
    ],
    rows: group.rows,
  }));
}

function tablesOf(model, state, marks, scene, choose) {
  const members = scene.nodes.map((node) => node.i);
  const pairs = () => ({ title: say("citations-shown"), columns: pairColumns(model, choose), rows: scene.lines.flatMap((line) => line.edges.map((e) => ({ e }))) });
  switch (scene.view) {
    case "neighbourhood": return citationTables(model, marks, state.at, choose);
    case "compare": return compareTables(model, scene, choose);
    case "path": case "chain": return [textTable(model, members, choose, say("texts-shown")), pairs()];
    default: return [textTable(model, members.sort((a, b) => model.cited[b] - model.cited[a] || a - b), choose, say("texts-shown"))];
  }
}

function sortedBy(rows, { sort }, down) {
  const compared = (a, b) => {
    const [x, y] = [sort(a), sort(b)];
    return typeof x === "string" ? x.localeCompare(y, undefined, { numeric: true }) : x - y;
  };
  return [...rows].sort((a, b) => (down ? -1 : 1) * compared(a, b));
}

function bodyRow(columns, row) {
  return make("tr", {}, ...columns.map(({ cell, attributes }) => {
    const kind = attributes.header ? ["th", { scope: "row" }] : ["td", { class: attributes.number ? "number" : null }];
    return make(...kind, cell(row));
  }));
}

function tableElement({ title, columns, rows }) {
  const body = make("tbody"), region = make("div", { class: "rows", role: "region", tabindex: "0", "aria-label": title });
  let ordered = rows;
  const fill = (from) => {
    body.append(...ordered.slice(from, from + STEP).map((row) => bodyRow(columns, row)));
    if (ordered.length > from + STEP) {
      const more = button(say("more"), () => { more.remove(); fill(from + STEP); }, { class: "more" });
      region.append(more);
    }
  };
  const heads = columns.map((one) => {
    const text = one.title ?? say(one.key), head = make("th", { scope: "col" });
    if (!one.sort) head.append(text);
    else head.append(button(text, () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      ordered = sortedBy(rows, one, down);
      body.replaceChildren();
      region.querySelector(".more")?.remove();
      fill(0);
    }));
    return head;
  });
  region.append(make("table", {}, make("caption", {}, title + " ", make("b", {}, count(rows.length))), make("thead", {}, make("tr", {}, ...heads)), body));
  fill(0);
  if (!rows.length) region.append(make("p", { class: "note" }, say("none")));
  return region;
}

export function showTable(box, model, state, marks, scene, choose) {
  const tables = tablesOf(model, state, marks, scene, choose);
  box.replaceChildren(...tables.map(tableElement));
  if (!tables.length) box.append(make("p", { class: "note" }, scene.hint ?? say("nothing-shown")));
}
