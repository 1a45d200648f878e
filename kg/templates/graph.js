"use strict";
(() => {
  // Texts reach the page by textContent and canvas only: never as markup, never as an address.
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const graph = read("graph"), details = read("details");
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel"), query = byId("query"), results = byId("results"), box = byId("canvas");
  const KINDS = {
    resolution: "Resolution", decision: "Decision", statement: "Presidential statement", draft: "Draft",
    report: "Report", record: "Meeting record", document: "Document", treaty: "Treaty",
    declaration: "Declaration", programme: "Programme of action", outcome: "Outcome document",
    instrument: "Instrument", conference: "Conference or summit", event: "Event",
    publication: "Publication", series: "Set of documents",
  };
  const STEP = 100;

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) { element.textContent = text; element.dir = "auto"; }
    return element;
  };
  const button = (text, action, className = "link") => {
    const element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  };

  // ---- marks: one drawing of each shape for legend and panel -------------------------------
  const OUTLINES = {
    dot: "M8 2a6 6 0 1 0 .01 0z", square: "M3 3h10v10H3z", diamond: "M8 1l7 7-7 7-7-7z",
    triangle: "M8 2l6.5 12h-13z", triangleDown: "M8 14L1.5 2h13z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
    star: "M8 1l2.1 4.7 5 .5-3.8 3.4 1.1 5L8 12l-4.4 2.6 1.1-5L.9 6.2l5-.5z",
  };
  const mark = (family, hollow) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of [["viewBox", "0 0 16 16"], ["width", "14"], ["height", "14"], ["aria-hidden", "true"]])
      svg.setAttribute(name, value);
    path.setAttribute("d", OUTLINES[family.shape]);
    path.setAttribute("fill", hollow ? "none" : family.colour);
    path.setAttribute("stroke", family.colour);
    path.setAttribute("stroke-width", "1.5");
    svg.append(path);
    return svg;
  };
  const legend = byId("legend");
  const present = new Set(details.nodes.map((node) => node.family));
  for (const family of details.families.filter((_, i) => present.has(i))) {
    const item = make("li");
    item.append(mark(family, false), make("span", "", family.label));
    legend.append(item);
  }
  for (const [hollow, words] of [[false, "text read"], [true, "cited only"]]) {
    const item = make("li", hollow ? "" : "apart");
    item.append(mark({ shape: "dot", colour: "currentColor" }, hollow), make("span", "", words));
    legend.append(item);
  }

  // ---- the picture -------------------------------------------------------------------------
  const theme = () => {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(["paper", "ink", "soft", "faint", "line", "edge", "out", "in", "accent", "sans"]
      .map((name) => [name, style.getPropertyValue("--" + name).trim()]));
  };
  let colours = theme();
  let selected = null, chosenEdge = null, hovered = null, near = null;
  const incoming = details.nodes.map(() => []), outgoing = details.nodes.map(() => []);
  details.edges.forEach((edge, i) => { outgoing[edge.from].push(i); incoming[edge.to].push(i); });
  const family = (i) => details.families[details.nodes[i].family];

  const look = (node) => {
    const own = family(node.id).colour, faded = near && !near.has(node.id);
    return { id: node.id, opacity: faded ? 0.25 : 1,
      color: { border: own, background: details.nodes[node.id].stub ? colours.paper : own } };
  };
  const lookEdge = (edge) => {
    const { from, to } = details.edges[edge.id];
    const focus = edge.id === chosenEdge || (selected !== null && (from === selected || to === selected));
    const idle = selected === null && chosenEdge === null;
    const color = !focus ? colours.edge : from === selected || edge.id === chosenEdge ? colours.out : colours.in;
    return { id: edge.id, width: focus ? 1.6 : 0.8, color: { color, opacity: focus ? 0.95 : idle ? 0.45 : 0.07 } };
  };
  const nodes = new vis.DataSet(graph.nodes.map(({ label, ...node }) => ({ ...node, ...look(node) })));
  const edges = new vis.DataSet(graph.edges.map((edge) => ({ ...edge, ...lookEdge(edge) })));
  const network = new vis.Network(box, { nodes, edges }, JSON.parse(graph.options));
  const repaint = () => { nodes.update(graph.nodes.map(look)); edges.update(graph.edges.map(lookEdge)); network.redraw(); };

  const xs = graph.nodes.map((node) => node.x);
  const left = Math.min(...xs, 0) - 60, right = Math.max(...xs, 0) + 60;
  const top = -details.gap, bottom = Math.max(...details.lanes.map((lane) => lane.bottom), 40) + 6;
  const HEAD = 34, FOOT = 14; // room for the years above and a last label below
  const whole = () => {
    const width = box.clientWidth, height = box.clientHeight - HEAD - FOOT;
    const scale = Math.min(width / (right - left), height / (bottom - top), 1.4);
    network.moveTo({ scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 - (HEAD - FOOT) / 2 / scale } });
  };

  // Lanes and years lie under the marks, in their own coordinates.
  network.on("beforeDrawing", (context) => {
    const scale = network.getScale();
    context.lineWidth = 1 / scale;
    context.strokeStyle = colours.line;
    context.beginPath();
    for (const tick of details.ticks) { context.moveTo(tick.x, top - 4000); context.lineTo(tick.x, bottom + 4000); }
    context.stroke();
    context.strokeStyle = colours.faint;
    context.beginPath();
    details.lanes.slice(1).forEach((lane) => {
      const y = lane.top - details.gap / 2;
      context.moveTo(left - 4000, y); context.lineTo(right + 4000, y);
    });
    context.stroke();
  });

  // Labels have one size at any zoom; the most cited come first, and none covers another.
  const free = (taken, x, y, w, h) =>
    taken.every((other) => x >= other[0] + other[2] || other[0] >= x + w || y >= other[1] + other[3] || other[1] >= y + h);
  const place = (taken, x, y, w, h) => free(taken, x, y, w, h) && taken.push([x, y, w, h]) > 0;
  const FONT = 11;
  const drawLabels = (context, taken) => {
    const marks = [];
    const scale = network.getScale();
    const first = [hovered, selected, ...(near || [])].filter((i) => i !== null);
    // a label may not hide a mark either
    details.nodes.forEach((_, i) => {
      const at = network.canvasToDOM(graph.nodes[i]), r = graph.nodes[i].size * scale * 0.7;
      if (!near || near.has(i)) marks.push([at.x - r, at.y - r, 2 * r, 2 * r]);
    });
    const order = [...new Set([...first, ...(near ? [] : details.nodes.keys())])];
    for (const i of order) {
      const at = network.canvasToDOM(graph.nodes[i]);
      if (at.x < -80 || at.y < HEAD - 10 || at.x > box.clientWidth + 80 || at.y > box.clientHeight + 20) continue;
      const strong = i === selected || i === hovered;
      context.font = (strong ? "600 " : "") + FONT + "px " + colours.sans;
      const text = strong ? details.nodes[i].label.slice(0, 70) : details.nodes[i].caption;
      const width = context.measureText(text).width, y = at.y + graph.nodes[i].size * scale + 2;
      const inside = strong ? Math.max(width / 2 + 4, Math.min(at.x, box.clientWidth - width / 2 - 4)) : at.x;
      if (!strong && !free(marks, inside - width / 2, y, width, FONT)) continue;
      if (!place(taken, inside - width / 2 - 3, y - 1, width + 6, FONT + 4)) continue;
      context.fillStyle = colours.paper; context.globalAlpha = 0.82;
      context.fillRect(inside - width / 2 - 2, y - 1, width + 4, FONT + 3);
      context.globalAlpha = 1; context.fillStyle = colours.ink;
      context.fillText(text, inside, y);
    }
  };
  const drawYears = (context) => {
    context.fillStyle = colours.paper; context.globalAlpha = 0.94;
    context.fillRect(0, 0, box.clientWidth, HEAD - 6);
    context.globalAlpha = 1; context.fillStyle = colours.faint;
    context.fillRect(0, HEAD - 6, box.clientWidth, 1);
    context.font = "12px " + colours.sans; context.fillStyle = colours.soft;
    const taken = [];
    const rank = (tick) => (tick.year % 10 ? tick.year % 5 ? 2 : 1 : 0);
    const named = details.ticks.map((tick) => [String(tick.year), tick.x, rank(tick)]);
    if (details.undated !== null) named.push(["undated", details.undated, -1]);
    for (const [text, x] of named.sort((a, b) => a[2] - b[2])) {
      const at = network.canvasToDOM({ x, y: 0 }).x, width = context.measureText(text).width;
      if (place(taken, at - width / 2 - 9, 0, width + 18, 10)) context.fillText(text, at, 8);
    }
  };
  const drawLanes = (context, taken) => {
    context.textAlign = "left"; context.font = "italic 13px " + colours.sans;
    for (const lane of details.lanes) {
      const from = network.canvasToDOM({ x: 0, y: lane.top - details.gap / 2 }).y;
      const to = network.canvasToDOM({ x: 0, y: lane.bottom }).y;
      const y = Math.max(from + 3, HEAD);
      const width = context.measureText(lane.label).width;
      if (y + 14 > Math.max(to, from + 20) || !place(taken, 0, y, width + 18, 16)) continue;
      context.fillStyle = colours.paper; context.globalAlpha = 0.85;
      context.fillRect(8, y - 2, width + 10, 18);
      context.globalAlpha = 1; context.fillStyle = colours.soft;
      context.fillText(lane.label, 13, y);
    }
    context.textAlign = "center";
  };
  network.on("afterDrawing", (context) => {
    const ratio = context.canvas.width / context.canvas.clientWidth, taken = [];
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textBaseline = "top"; context.textAlign = "center";
    drawLanes(context, taken);
    drawLabels(context, taken);
    drawYears(context);
    context.restore();
  });

  // ---- the panel ---------------------------------------------------------------------------
  const said = (citation) => {
    const line = make("p", "said");
    const how = (citation.act || citation.function).replaceAll("-", " ");
    line.append(make("em", "", how));
    if (citation.paragraph) line.append(" · ", make("span", "", citation.paragraph));
    if (citation.status !== "explicit") line.append(" · ", make("span", "doubt", citation.status));
    if (citation.confidence !== null && citation.confidence < 1)
      line.append(" · ", make("span", "", "confidence " + citation.confidence));
    return line;
  };
  // Symbols read from left to right wherever they stand; the words around them as their script does.
  const SYMBOL = /[A-Z][A-Za-z]*(?:\/[A-Za-z0-9.-]+)+(?: ?\((?:\d{4}|[IVXLC-]+)\))?/g;
  const worded = (words) => {
    const parts = [];
    let at = 0;
    for (const found of words.matchAll(SYMBOL)) {
      const symbol = make("bdi", "", found[0]);
      symbol.dir = "ltr";
      parts.push(words.slice(at, found.index), symbol);
      at = found.index + found[0].length;
    }
    return [...parts, words.slice(at)];
  };
  const evidence = (entry, edge) => {
    for (const citation of edge.citations) {
      entry.append(said(citation));
      if (!citation.quote) continue;
      const quote = make("blockquote");
      quote.dir = citation.language === "ar" ? "rtl" : "ltr";
      const marked = make("mark");
      marked.append(...worded(citation.quote));
      quote.append(...worded(citation.before), marked, ...worded(citation.behind));
      if (/^[a-z]{2,3}$/.test(citation.language)) quote.lang = citation.language;
      entry.append(quote);
    }
  };
  const listed = (heading, list, other) => {
    const title = make("h3", "", heading);
    title.append(make("b", "", list.length.toLocaleString("en")));
    panel.append(title);
    const sorted = [...list].sort((a, b) => details.edges[a][other] - details.edges[b][other]);
    const show = (from) => {
      for (const i of sorted.slice(from, from + STEP)) {
        const entry = make("div", "entry"), edge = details.edges[i];
        entry.append(button(details.nodes[edge[other]].label, () => select(edge[other])));
        evidence(entry, edge);
        panel.append(entry);
      }
      if (sorted.length > from + STEP) {
        const more = button("Show more", () => { more.remove(); show(from + STEP); }, "more");
        panel.append(more);
      }
    };
    show(0);
  };
  const kindLine = (i) => {
    const node = details.nodes[i], line = make("p", "kind");
    line.append(mark(family(i), node.stub), make("span", "", KINDS[node.kind] || "Document"));
    return line;
  };
  const showNode = (i) => {
    const node = details.nodes[i], facts = make("div", "facts");
    panel.replaceChildren(button("← Overview", clear, "back"), kindLine(i), make("h2", "", node.label));
    if (node.title) {
      const title = make("p", "title", node.title);
      title.dir = "auto";
      panel.append(title);
    }
    if (node.organ) facts.append(make("p", "", node.organ));
    if (node.date) facts.append(make("p", "", node.date));
    else if (node.year) facts.append(make("p", "", node.year + ", by its symbol"));
    if (node.stub && node.group === "document") facts.append(make("p", "", "Cited; its own text was not read."));
    if (node.symbol) {
      // The address is fixed but for the symbol, which is encoded: no text can choose where it leads.
      const link = make("a", "", "Read at docs.un.org");
      link.href = "https://docs.un.org/en/" + node.symbol.split("/").map(encodeURIComponent).join("/");
      link.rel = "noreferrer noopener"; link.target = "_blank";
      const line = make("p"); line.append(link); facts.append(line);
    }
    panel.append(facts);
    if (outgoing[i].length) listed("Cites", outgoing[i], "to");
    if (incoming[i].length) listed("Cited by", incoming[i], "from");
  };
  const showEdge = (i) => {
    const edge = details.edges[i], entry = make("div", "entry");
    panel.replaceChildren(button("← Overview", clear, "back"), make("p", "kind", "Citation"));
    panel.append(button(details.nodes[edge.from].label, () => select(edge.from)));
    panel.append(make("p", "said", "cites"), button(details.nodes[edge.to].label, () => select(edge.to)));
    evidence(entry, edge);
    panel.append(entry);
  };
  const overview = () => {
    panel.replaceChildren(make("h2", "", "Most cited"));
    panel.append(make("p", "hint", "Choose a mark, a line, or a name to read the words behind each citation."));
    const list = make("div"), show = (from) => {
      const ranked = details.nodes.slice(from, from + 30);
      ranked.forEach((node, k) => {
        const row = make("div", "ranked"), count = node.cited;
        row.append(button(node.label, () => select(from + k)), make("span", "", count ? String(count) : "–"));
        list.append(row);
      });
      if (details.nodes.length > from + 30) {
        const more = button("Show more", () => { more.remove(); show(from + 30); }, "more");
        list.append(more);
      }
    };
    show(0);
    panel.append(list);
  };
  const remember = (i) => history.replaceState(null, "", i === null ? "#" : "#" + encodeURIComponent(details.nodes[i].label));
  const select = (i, quiet) => {
    selected = i; chosenEdge = null;
    near = new Set([i, ...outgoing[i].map((e) => details.edges[e].to), ...incoming[i].map((e) => details.edges[e].from)]);
    showNode(i); repaint(); remember(i);
    panel.scrollTop = 0;
    if (quiet) return;
    const at = network.canvasToDOM(graph.nodes[i]);
    if (at.x < 20 || at.y < HEAD || at.x > box.clientWidth - 20 || at.y > box.clientHeight - 20)
      network.moveTo({ position: graph.nodes[i] });
  };
  const selectEdge = (i) => {
    selected = null; chosenEdge = i;
    near = new Set([details.edges[i].from, details.edges[i].to]);
    showEdge(i); repaint();
  };
  const clear = () => { selected = chosenEdge = near = null; overview(); repaint(); remember(null); };

  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) select(node, true);
    else if (edge !== undefined) selectEdge(edge);
    else clear();
  });
  network.on("hoverNode", ({ node }) => { hovered = node; box.style.cursor = "pointer"; network.redraw(); });
  network.on("blurNode", () => { hovered = null; box.style.cursor = ""; network.redraw(); });
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  byId("nearer").addEventListener("click", () => zoom(1.4));
  byId("farther").addEventListener("click", () => zoom(1 / 1.4));
  byId("whole").addEventListener("click", whole);

  // ---- search: symbols by their parts, in any spelling; titles by their words ----------------
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase()
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15));
  const parts = (text) => plain(text).replace(/([0-9])([IVXLC]+\b)/g, "$1 $2").match(/[\p{L}\p{N}]+/gu) || [];
  const index = details.nodes.map((node) => ({ symbol: parts(node.label), words: plain(node.label + " " + node.title) }));
  const starts = (whole, wanted) => {
    for (let at = whole.length - wanted.length; at >= 0; at--)
      if (wanted.every((part, k) => whole[at + k] === part)) return at;
    return -1;
  };
  const rank = ({ symbol, words }, wanted) => {
    const at = starts(symbol, wanted);
    if (at >= 0) return symbol.length - at - wanted.length; // the end of a symbol is its number
    return wanted.every((part) => words.includes(part)) ? 10 : null;
  };
  const find = (text) => {
    let wanted = parts(text);
    const numbers = wanted.findIndex((part) => /^[0-9]/.test(part));
    const search = (list) => index.map((entry, i) => [rank(entry, list), i]).filter(([r]) => r !== null);
    let found = wanted.length ? search(wanted) : [];
    // "resolution 70/1": the words before the number are tried, then left out
    if (!found.length && numbers > 0) found = search(wanted = wanted.slice(numbers));
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 12).map(([, i]) => i);
  };
  let options = [], active = -1;
  const point = (k) => {
    active = k;
    [...results.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === k)));
    if (k >= 0) { query.setAttribute("aria-activedescendant", "result-" + k); results.children[k].scrollIntoView({ block: "nearest" }); }
    else query.removeAttribute("aria-activedescendant");
  };
  const close = () => { results.hidden = true; query.setAttribute("aria-expanded", "false"); active = -1; };
  const choose = (k) => { const i = options[k]; close(); if (i !== undefined) { select(i); } };
  const suggest = () => {
    options = find(query.value);
    results.replaceChildren(...options.map((i, k) => {
      const item = make("li", "", details.nodes[i].label);
      item.id = "result-" + k; item.setAttribute("role", "option");
      if (details.nodes[i].title) item.append(make("small", "", details.nodes[i].title));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(k); });
      return item;
    }));
    const asked = query.value.trim() !== "";
    if (asked && !options.length) results.append(make("li", "none", "Nothing here bears that symbol or title."));
    results.hidden = !asked;
    query.setAttribute("aria-expanded", String(asked));
    point(options.length ? 0 : -1);
  };
  query.addEventListener("input", suggest);
  query.addEventListener("focus", () => { if (query.value.trim()) suggest(); });
  query.addEventListener("blur", close);
  query.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) { event.preventDefault(); point((active + step + options.length) % options.length); }
  });
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); if (active >= 0) choose(active); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== query) { event.preventDefault(); query.focus(); query.select(); }
    if (event.key === "Escape") {
      if (document.activeElement === query && query.value) { query.value = ""; close(); }
      else clear();
    }
  });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours = theme(); repaint(); });
  addEventListener("resize", () => { if (selected === null) requestAnimationFrame(whole); });
  overview();
  whole();
  let asked = "";
  try { asked = decodeURIComponent(location.hash.slice(1)); } catch { /* a broken address asks for nothing */ }
  const wanted = asked ? details.nodes.findIndex((node) => node.label === asked) : -1;
  if (wanted >= 0) select(wanted);
  performance.mark("ready");
  document.documentElement.dataset.ready = "true";
  window.unkg = { network, at: (i) => network.canvasToDOM(graph.nodes[i]), details };
})();
