const NODE = { height: 32, gapX: 18, gapY: 44 };

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

/** Rows of services, those that need nothing first, with a gap wherever an edge passes a row. */
function arrange(services) {
  const depth = depths(services);
  const rows = [];
  const edges = [];
  const put = (row, key, width, above) => (rows[row] ??= []).push({ key, width, above });
  for (const { id, dependencies } of services) {
    const above = dependencies.filter(needed => depth.has(needed)).map(needed => {
      const stations = [needed];
      for (let row = depth.get(needed) + 1; row < depth.get(id); row++) {
        const gap = `${id} ${needed} ${row}`;
        put(row, gap, 0, [stations.at(-1)]);
        stations.push(gap);
      }
      edges.push([...stations, id].reverse());
      return stations.at(-1);
    });
    put(depth.get(id), id, 40 + 7.3 * id.length, above);
  }
  return { rows, edges };
}

/** Each row centred, and in the order of what stands above. */
function place(rows) {
  const places = new Map();
  rows.forEach((row, r) => {
    const wish = ({ above }) => above.reduce((sum, key) => sum + (places.get(key)?.x ?? 0), 0) / (above.length || 1);
    row.sort((a, b) => wish(a) - wish(b));
    let x = -row.reduce((sum, { width }) => sum + width + NODE.gapX, -NODE.gapX) / 2;
    for (const { key, width } of row) {
      places.set(key, { x: x + width / 2, y: r * (NODE.height + NODE.gapY), width });
      x += width + NODE.gapX;
    }
  });
  return places;
}

function edge(stations, places) {
  const points = stations.map(key => places.get(key));
  let path = "";
  points.slice(1).forEach((to, i) => {
    const from = points[i];
    const end = to.y + NODE.height + (i === points.length - 2 ? 2 : 0);
    const middle = (from.y + end) / 2;
    path += `${i ? "L" : "M"}${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${end}`;
  });
  return drawing("path", { class: "edge", "marker-end": "url(#tip)", d: path });
}

function node(service, { x, y, width }) {
  const left = x - width / 2;
  const label = drawing("text", { x: left + 27, y: y + NODE.height / 2 + 4 });
  label.textContent = service.id;
  return drawing("g", { class: `node ${toneOfService(service)}` },
    drawing("rect", { x: left, y, width, height: NODE.height, rx: 9 }),
    drawing("circle", { cx: left + 15, cy: y + NODE.height / 2, r: 4.5 }),
    label);
}

function draw(services, says) {
  const { rows, edges } = arrange(services);
  const places = place(rows);
  const half = Math.max(...[...places.values()].map(({ x, width }) => Math.abs(x) + width / 2)) + 2;
  const height = rows.length * (NODE.height + NODE.gapY) - NODE.gapY + 4;
  const tip = drawing("marker", { id: "tip", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
    drawing("path", { d: "M0 0 8 4 0 8Z" }));
  return drawing("svg", { viewBox: `${-half} -2 ${2 * half} ${height}`, width: 2 * half, height, role: "img", "aria-label": says },
    drawing("defs", {}, tip),
    ...edges.map(stations => edge(stations, places)),
    ...services.map(service => node(service, places.get(service.id))));
}

let drawnGraph = "";

function showGraph(services) {
  const shown = JSON.stringify(services.map(service => [service.id, toneOfService(service), service.dependencies]));
  if (shown === drawnGraph) return;
  drawnGraph = shown;
  const needs = services.filter(service => service.dependencies.length)
    .map(service => `${service.id} needs ${service.dependencies.join(" and ")}`);
  const says = needs.length ? `${needs.join("; ")}.` : "No service needs another.";
  byId("graph").replaceChildren(
    ...services.length ? [draw(services, says)] : [],
    element("p", {}, needs.length ? "An arrow points at what a service needs." : says));
}
