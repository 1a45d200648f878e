/* Place texts by time along x, in lanes along y; no label upon another. */

import { moment } from "../model.js";
import { caption } from "../marks.js";
import { called, count, inLanguage, say, topicOf } from "../words.js";

const LANES = { organ: 6, topic: 12, kind: 12 }, LANE_NAME = 60, TICK = 62, HEADING = 24, UNDATED = 130;

/** Years as abscissae: a third of the width is shared evenly, the rest by the texts. */
function scale(years, width) {
  const from = Math.min(...years), to = Math.max(...years) + 1, counts = new Map();
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  const starts = [0];
  for (let year = from; year < to; year += 1)
    starts.push(starts.at(-1) + (width * (1 / (to - from) + (2 * (counts.get(year) ?? 0)) / years.length)) / 3);
  const place = (when) => {
    const year = Math.floor(when), start = starts[year - from];
    return start + (0.1 + 0.8 * (when - year)) * (starts[year - from + 1] - start);
  };
  return { from, to, starts, place };
}

function ticksOf({ from, to, starts }) {
  const kept = [];
  for (const step of [10, 5, 1]) // round years first, others where there is room between them
    for (let year = Math.ceil(from / step) * step; year < to; year += step) {
      const x = starts[year - from];
      if (kept.every((tick) => Math.abs(tick.x - x) >= TICK)) kept.push({ text: String(year), x });
    }
  return kept;
}

function laneOf(model, i, lanes) {
  const kind = model.nodes.kinds[model.nodes.kind[i]];
  if (lanes === "kind") return [0, called("kind", kind)];
  if (lanes === "topic") return [model.nodes.topic[i] < 0 ? 2 : 0, caption(topicOf(model, i), LANE_NAME)];
  if (["conference", "event"].includes(kind)) return [4, say("lane-events")];
  if (["treaty", "declaration", "programme", "outcome", "instrument"].includes(kind)) return [3, say("lane-instruments")];
  const organ = model.organs[model.nodes.organ[i]];
  return organ.key ? [0, inLanguage(organ.names, organ.key)] : [2, say("lane-others")];
}

/** Lanes from the top: the largest first, then what no organ adopted; small ones share one. */
function lanesOf(model, members, by) {
  const found = new Map();
  for (const i of members) {
    const [order, text] = laneOf(model, i, by), key = order + text;
    if (!found.has(key)) found.set(key, { order, text, list: [] });
    found.get(key).list.push(i);
  }
  const bySize = (a, b) => a.order - b.order || b.list.length - a.list.length || (a.text < b.text ? -1 : 1);
  const ordered = [...found.values()].sort(bySize), named = ordered.filter((lane) => lane.order === 0);
  if (named.length <= LANES[by]) return ordered;
  const rest = { order: 1, text: say("lane-other-" + by), list: named.slice(LANES[by]).flatMap((lane) => lane.list) };
  return [...named.slice(0, LANES[by]), rest, ...ordered.filter((lane) => lane.order > 0)];
}

/** Give each text of a lane the first row that is free where its label begins. */
function inRows(spans) {
  spans.sort((a, b) => a.x - a.half - (b.x - b.half) || a.i - b.i);
  const ends = [];
  for (const span of spans) {
    let row = 0;
    while (row < ends.length && ends[row] > span.x - span.half) row += 1;
    ends[row] = span.x + span.half;
    span.row = row;
  }
  return ends.length;
}

/**
 * Fill a view with texts by time.
 * half tells the room that a text takes to each side; row is the height of a row.
 */
export function byTime(scene, model, members, { half, row, width, lanes }) {
  const when = new Map(members.map((i) => [i, moment(model, i)]));
  const years = [...when.values()].filter((at) => at !== null).map(Math.floor);
  const time = years.length ? scale(years, width) : null;
  const unknown = members.length - years.length;
  const columns = Math.max(1, Math.round(Math.sqrt(unknown / 8))); // what has no date stands apart
  let top = 0;
  for (const lane of lanesOf(model, members, lanes)) {
    let undated = 0;
    const spans = lane.list.map((i) => {
      const at = when.get(i);
      if (at === null) undated += 1;
      return { i, x: at === null ? -UNDATED - (undated % columns) * 2 * half(i) : time.place(at), half: half(i) };
    });
    const rows = inRows(spans);
    for (const span of spans)
      scene.nodes.push({ i: span.i, x: span.x, y: top + HEADING + (span.row + 0.4) * row, side: 0 });
    scene.lanes.push({ text: lane.text + " · " + count(lane.list.length), top, bottom: top + HEADING + rows * row });
    top += HEADING + rows * row + 14;
  }
  scene.ticks = time ? ticksOf(time) : [];
  if (unknown) scene.ticks.unshift({ text: say("undated"), x: -UNDATED });
  scene.height = top;
  scene.curve = "straight";
  return scene;
}
