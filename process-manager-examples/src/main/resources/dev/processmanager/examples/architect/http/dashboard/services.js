const cards = new Map();

const RUNS = ["running", "starting", "backoff", "stopping"];
const ACTIONS = {
  start: { label: "Start", possible: state => !RUNS.includes(state) || state === "backoff" },
  stop: { label: "Stop", possible: state => RUNS.includes(state) },
  restart: { label: "Restart", possible: state => state !== "stopping" },
};

function fact(name) {
  const value = element("dd", {}, "–");
  return { whole: element("div", {}, element("dt", {}, name), value), value };
}

function actionButton(id, action) {
  const { label } = ACTIONS[action];
  const button = element("button", { type: "button", "aria-label": `${label} ${id}`, "data-action": action }, label);
  button.onclick = async () => {
    if (button.ariaDisabled === "true" || button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      await post(`services/${encodeURIComponent(id)}/${action}`);
    } catch (problem) {
      complain(problem);
    }
    button.ariaBusy = "false";
    refresh();
  };
  return button;
}

function card(id) {
  const title = element("h3", { id: `service-${id}` });
  const about = element("p", { className: "about" });
  const state = element("span", { className: "chip dot state" });
  const health = element("span", { className: "chip health" });
  const critical = element("span", { className: "chip outline" }, "critical");
  const disabled = element("span", { className: "chip outline" }, "disabled");
  const next = element("p", { className: "next" });
  const facts = { uptime: fact("Uptime"), restarts: fact("Restarts"), pid: fact("PID"), port: fact("Port") };
  for (const [name, { value }] of Object.entries(facts)) value.dataset.fact = name;
  const cpu = chart("cpu", "CPU", percent, 5);
  const memory = chart("memory", "Memory", megabytes, 16);
  const charts = element("div", { className: "charts" }, cpu.whole, memory.whole);
  const buttons = Object.keys(ACTIONS).map(action => actionButton(id, action));
  const logs = element("button", { type: "button", "aria-label": `Log of ${id}`, onclick: () => showLog(id, true) }, "Log");
  const whole = element("li", {},
    element("article", { className: "card", "aria-labelledby": `service-${id}`, "data-service": id },
      element("header", {}, element("div", {}, title, element("p", { className: "id" }, id)), state),
      about,
      element("div", { className: "chips" }, health, critical, disabled),
      next,
      element("dl", { className: "facts" }, ...Object.values(facts).map(f => f.whole)),
      charts,
      element("div", { className: "buttons" }, ...buttons, logs)));
  let before;

  function update(service) {
    setText(title, service.name || id);
    setText(about, service.description ?? "");
    setText(state, service.state);
    state.dataset.tone = toneOf(service.state);
    whole.firstChild.className = `card ${toneOfService(service)}`;
    setText(health, service.health === "none" ? "no check" : service.health);
    health.dataset.tone = toneOf(service.health);
    critical.hidden = !service.critical;
    disabled.hidden = service.enabled;
    setText(next, service.nextAttempt ? `Next attempt at ${clock(service.nextAttempt)}` : "");
    setText(facts.uptime.value, service.pid ? duration(service.uptimeSeconds) : "–");
    charts.hidden = !service.pid;
    setText(facts.restarts.value, service.restarts);
    setText(facts.pid.value, service.pid ?? "–");
    setText(facts.port.value, service.port ?? "–");
    for (const button of buttons) button.ariaDisabled = String(!ACTIONS[button.dataset.action].possible(service.state));
    if (before && before !== service.state) announce(`${service.name || id} is ${service.state}`);
    before = service.state;
  }

  return { whole, update, cpu, memory };
}

function showServices(services) {
  for (const [id, { whole }] of cards) {
    if (!services.some(service => service.id === id)) {
      whole.remove();
      cards.delete(id);
    }
  }
  services.forEach((service, i) => {
    if (!cards.has(service.id)) cards.set(service.id, card(service.id));
    const shown = cards.get(service.id);
    shown.update(service);
    if (byId("cards").children[i] !== shown.whole) byId("cards").insertBefore(shown.whole, byId("cards").children[i] ?? null);
  });
}

function showMetrics(services) {
  for (const [id, samples] of Object.entries(services)) {
    const oldestFirst = samples.toReversed();
    cards.get(id)?.cpu.update(oldestFirst.map(sample => sample.cpuPercent));
    cards.get(id)?.memory.update(oldestFirst.map(sample => sample.memoryMb));
  }
}

function showGroups(services) {
  const groups = [...new Set(services.flatMap(service => service.groups))].sort();
  const shown = byId("groups");
  if (shown.dataset.groups === JSON.stringify(groups)) return;
  shown.dataset.groups = JSON.stringify(groups);
  shown.replaceChildren(...groups.map(group => {
    const button = element("button", { type: "button", className: "ghost" }, `Rolling restart: ${group}`);
    button.onclick = async () => {
      if (button.ariaBusy === "true") return;
      button.ariaBusy = "true";
      await post(`groups/${encodeURIComponent(group)}/rolling-restart`)
        .then(() => announce(`${group} has been restarted`), complain);
      button.ariaBusy = "false";
    };
    return button;
  }));
}
