const byId = id => document.getElementById(id);

/** An element with properties (attributes where there is a dash or no such property) and children. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made && !name.includes("-")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function drawing(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Changes text only where it differs, so that selections and screen readers are left in peace. */
function setText(target, text) {
  if (target.textContent !== String(text)) target.textContent = text;
}

const TONES = {
  running: "good", healthy: "good",
  starting: "warn", stopping: "warn", backoff: "warn",
  failed: "bad", fatal: "bad", unhealthy: "bad",
};
const toneOf = word => TONES[word] ?? "idle";

/** A service that runs is as good as its health. */
const toneOfService = ({ state, health }) =>
  state === "running" && health !== "none" ? toneOf(health) : toneOf(state);

function duration(seconds) {
  const units = [["d", 86400], ["h", 3600], ["m", 60], ["s", 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return "0 s";
  return units.slice(first, first + 2)
    .map(([unit, size], i) => `${Math.floor((i ? seconds % units[first][1] : seconds) / size)} ${unit}`)
    .join(" ");
}

const percent = value => `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;
const megabytes = value => value < 1024 ? `${Math.round(value)} MB` : `${(value / 1024).toFixed(1)} GB`;
const clock = instant => new Date(instant).toLocaleTimeString([], { hour12: false });

/** Programs colour their lines for terminals. */
const plain = line => line.replace(/\u001b\[[0-9;?]*[ -\/]*[@-~]/g, "");

function announce(text) {
  byId("announcer").textContent = text;
}

function complain(problem) {
  const details = (problem.errors ?? []).map(e => element("li", {}, e.message));
  const toast = element("div", { className: "toast", "data-tone": "bad" },
    element("div", {}, problem.detail ?? String(problem), element("ul", {}, ...details)),
    element("button", { type: "button", onclick: () => toast.remove(), "aria-label": "Close this message" }, "Close"));
  byId("toasts").append(toast);
  setTimeout(() => toast.remove(), 15000);
}
