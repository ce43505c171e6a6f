const NODE = { height: 34, gapX: 44, gapY: 16 };

/** How far a service is from those that need nothing; a cycle, which no configuration has, ends. */
function depths(services) {
  const byName = new Map(services.map(service => [service.id, service]));
  const known = new Map();
  function depth(id, path) {
    if (known.has(id) || path.includes(id)) return known.get(id) ?? 0;
    const needed = byName.get(id).dependencies.filter(other => byName.has(other));
    known.set(id, needed.length ? 1 + Math.max(...needed.map(other => depth(other, [...path, id]))) : 0);
    return known.get(id);
  }
  services.forEach(service => depth(service.id, []));
  return known;
}

/** Services that need nothing at the top, those that need them below. */
function layOut(services) {
  const depth = depths(services);
  const rows = [];
  for (const service of services) (rows[depth.get(service.id)] ??= []).push(service);
  const widths = new Map(services.map(service => [service.id, 40 + 7.6 * service.id.length]));
  const rowWidth = row => row.reduce((sum, { id }) => sum + widths.get(id) + NODE.gapY, -NODE.gapY);
  const width = Math.max(...rows.map(rowWidth));
  const places = new Map();
  rows.forEach((row, r) => {
    let x = (width - rowWidth(row)) / 2;
    for (const { id } of row) {
      places.set(id, { x, y: r * (NODE.height + NODE.gapX), width: widths.get(id) });
      x += widths.get(id) + NODE.gapY;
    }
  });
  return { places, width, height: rows.length * (NODE.height + NODE.gapX) - NODE.gapX };
}

function edge(from, to) {
  const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y, to.x + to.width / 2, to.y + NODE.height + 3];
  const middle = (y1 + y2) / 2;
  return drawing("path", { class: "edge", "marker-end": "url(#tip)", d: `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}` });
}

function node(service, { x, y, width }) {
  const label = drawing("text", { x: x + 28, y: y + NODE.height / 2 + 4.5 });
  label.textContent = service.id;
  return drawing("g", { class: `node ${toneOf(service.state)}` },
    drawing("rect", { x, y, width, height: NODE.height, rx: 10 }),
    drawing("circle", { cx: x + 16, cy: y + NODE.height / 2, r: 5 }),
    label);
}

let drawnGraph = "";

function showGraph(services) {
  const shown = JSON.stringify(services.map(({ id, state, dependencies }) => [id, state, dependencies]));
  if (shown === drawnGraph) return;
  drawnGraph = shown;
  const needs = services.filter(service => service.dependencies.length)
    .map(service => `${service.id} needs ${service.dependencies.join(" and ")}`);
  if (!services.length) {
    byId("graph").replaceChildren(element("p", {}, "There are no services."));
    return;
  }
  const { places, width, height } = layOut(services);
  const tip = drawing("marker", { id: "tip", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
    drawing("path", { d: "M0 0 8 4 0 8Z" }));
  const edges = services.flatMap(service => service.dependencies.filter(id => places.has(id))
    .map(id => edge(places.get(service.id), places.get(id))));
  byId("graph").replaceChildren(drawing("svg", {
    viewBox: `-2 -2 ${width + 4} ${height + 4}`, width: width + 4, height: height + 4, role: "img",
    "aria-label": needs.length ? `${needs.join("; ")}.` : "No service needs another.",
  }, drawing("defs", {}, tip), ...edges, ...services.map(service => node(service, places.get(service.id)))));
}
