const MOST_EVENTS = 200;
const MOST_LINES = 2000;

const LEVELS = { info: "idle", warning: "warn", critical: "bad" };

function eventTone({ type, details }) {
  if (type === "limit_exceeded") return "warn";
  return LEVELS[details.level] ?? toneOf(details.to ?? details.state);
}

function eventEntry(event) {
  return element("li", {},
    element("time", { dateTime: event.at }, clock(event.at)),
    element("div", {}, element("b", {}, event.service),
      element("span", { className: "chip type", "data-tone": eventTone(event) }, event.type.replaceAll("_", " "))),
    element("span", { className: "message" }, event.message));
}

const shownEvents = new Set();

/** In its place by time, and once, as an event may come by the stream and in the list as well. */
function addEvent(event) {
  const key = JSON.stringify([event.at, event.service, event.type, event.message]);
  if (shownEvents.has(key)) return;
  shownEvents.add(key);
  const list = byId("events");
  const at = Date.parse(event.at);
  const older = [...list.children].find(entry => Date.parse(entry.dataset.at) <= at);
  const entry = eventEntry(event);
  Object.assign(entry.dataset, { key, at: event.at });
  list.insertBefore(entry, older ?? null);
  while (list.children.length > MOST_EVENTS) {
    shownEvents.delete(list.lastChild.dataset.key);
    list.lastChild.remove();
  }
}

/** What has happened while the stream was not open. */
async function loadEvents() {
  const { events } = await get("events?limit=60");
  events.reverse().forEach(addEvent);
}

function watchEvents(happened) {
  return keepReading(() => "events/stream", event => {
    if (!event.service) return;
    addEvent(event);
    happened();
  }, open => {
    showConnection(open);
    if (open) loadEvents().catch(() => {});
  });
}

let closeLog = () => {};

function addLine(text, className = "") {
  const log = byId("log");
  log.append(element("div", { className }, plain(text) || " "));
  while (log.children.length > MOST_LINES) log.firstChild.remove();
  if (byId("log-follow").checked) log.scrollTop = log.scrollHeight;
}

/** @param move whether to bring it before the reader, who may be far above */
function showLog(id, move = false) {
  closeLog();
  byId("log-service").value = id;
  const path = () => {
    byId("log").replaceChildren();
    return `services/${encodeURIComponent(id)}/logs/stream?lines=200`;
  };
  closeLog = keepReading(path, message => message.dropped
    ? addLine(`… ${message.dropped} lines came too fast to be shown`, "note")
    : addLine(message.line));
  if (move) {
    byId("log").focus();
    byId("log-panel").scrollIntoView({ block: "end", behavior: "smooth" });
  }
}

function offerLogs(services) {
  const select = byId("log-service");
  const ids = services.map(service => service.id);
  if (select.dataset.ids === JSON.stringify(ids)) return;
  const chosen = select.value;
  select.dataset.ids = JSON.stringify(ids);
  select.replaceChildren(...ids.map(id => element("option", { value: id }, id)));
  if (ids.includes(chosen)) select.value = chosen;
  else if (ids.length) showLog(ids[0]);
}
