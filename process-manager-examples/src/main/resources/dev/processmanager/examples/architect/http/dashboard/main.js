const STATUS_EVERY = 2000;
const METRICS_EVERY = 5000;

function tile(name, value, more = "") {
  return element("div", { className: "tile" }, element("dt", {}, name), element("dd", {}, `${value} `, element("small", {}, more)));
}

function showSummary(summary, services) {
  const running = summary.states.running ?? 0;
  const restarts = services.reduce((sum, service) => sum + service.restarts, 0);
  byId("tiles").replaceChildren(
    tile("Running", running, `of ${summary.enabled} enabled`),
    tile("Healthy", summary.healthy, summary.unhealthy ? `${summary.unhealthy} unhealthy` : ""),
    tile("Restarts", restarts),
    tile("Supervisor", duration(summary.uptimeSeconds), `PID ${summary.pid}`));
  const overall = byId("overall");
  const down = summary.criticalDown.length;
  overall.dataset.tone = down ? "bad" : summary.unhealthy || running < summary.enabled ? "warn" : "good";
  setText(overall, down ? `${summary.criticalDown.join(", ")} down`
    : running < summary.enabled ? `${running} of ${summary.enabled} running`
    : summary.unhealthy ? `${summary.unhealthy} unhealthy` : "all is well");
  document.title = `${overall.dataset.tone === "good" ? "" : "⚠ "}Architect`;
}

function showConnection(open) {
  byId("connection").dataset.tone = open ? "good" : "bad";
  setText(byId("connection"), open ? "live" : "not connected");
}

async function refresh() {
  if (!token()) return;
  try {
    const { summary, services } = await get("status");
    showSummary(summary, services);
    showServices(services);
    showGroups(services);
    showGraph(services);
    offerLogs(services);
  } catch (problem) {
    if (!(problem instanceof Problem)) showConnection(false);
  }
}

async function measure() {
  if (!token()) return;
  await get(`metrics?limit=${POINTS}`).then(answer => showMetrics(answer.services), () => {});
}

let soon;
function refreshSoon() {
  clearTimeout(soon);
  soon = setTimeout(refresh, 50);
}

let leave = () => {};

async function open() {
  leave();
  document.body.classList.remove("locked");
  await refresh();
  if (!token()) return;
  measure();
  const unlessHidden = work => () => { if (!document.hidden) work(); };
  const timers = [setInterval(unlessHidden(refresh), STATUS_EVERY), setInterval(unlessHidden(measure), METRICS_EVERY)];
  const closeEvents = watchEvents(refreshSoon);
  leave = () => {
    timers.forEach(clearInterval);
    closeEvents();
    closeLog();
    leave = () => {};
  };
}

function lock(why = "") {
  sessionStorage.removeItem(KEY);
  leave();
  document.body.classList.add("locked");
  setText(byId("gate-error"), why);
  byId("token").focus();
}

byId("gate-form").onsubmit = event => {
  event.preventDefault();
  sessionStorage.setItem(KEY, byId("token").value.trim());
  byId("token").value = "";
  setText(byId("gate-error"), "");
  open();
};
byId("leave").onclick = () => {
  sessionStorage.removeItem(KEY);
  location.reload();
};
byId("reload").onclick = () => post("reload").then(report => {
  announce(`${report.added.length} added, ${report.removed.length} removed, ${report.changed.length} changed`);
  refresh();
}, complain);
byId("theme").onclick = () => {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("architect-theme", document.documentElement.dataset.theme);
};
byId("log-service").onchange = event => showLog(event.target.value);

const theme = localStorage.getItem("architect-theme");
if (theme) document.documentElement.dataset.theme = theme;
takeTokenFromAddress();
addEventListener("hashchange", () => {
  takeTokenFromAddress();
  if (token()) open();
});
if (token()) open();
else lock();
