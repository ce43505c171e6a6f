const KEY = "architect-token";

/** The token comes in the fragment, which no server sees, and does not stay in the address. */
function takeTokenFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname);
  }
}

const token = () => sessionStorage.getItem(KEY);

class Problem extends Error {
  constructor(status, body) {
    super(body.detail);
    Object.assign(this, body, { status });
  }
}

async function send(method, path, options = {}) {
  const response = await fetch(`/api/supervisor/${path}`, {
    method, cache: "no-store", ...options, headers: { Authorization: `Bearer ${token()}` },
  });
  if (response.ok) return response;
  const body = await response.json().catch(() => ({ detail: `The supervisor answered ${response.status}` }));
  if (response.status === 401) lock("This token is not the supervisor's.");
  throw new Problem(response.status, body);
}

const get = path => send("GET", path).then(response => response.json());
const post = path => send("POST", path).then(response => response.json());

/** Server-sent events by fetch, as EventSource cannot send the token. Ends by throwing. */
async function readStream(path, signal, opened, received) {
  const response = await send("GET", path, { signal });
  opened();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ;) {
    const { value, done } = await reader.read();
    if (done) throw new Error("The stream has ended");
    const messages = (rest + value).split("\n\n");
    rest = messages.pop();
    for (const message of messages) {
      const data = message.split("\n").filter(line => line.startsWith("data: ")).map(line => line.slice(6)).join("\n");
      if (data) received(JSON.parse(data));
    }
  }
}

/** Keeps a stream open while the page is to be seen: a browser has few connections for all tabs. */
function keepReading(path, received, changed = () => {}) {
  let attempt = new AbortController();
  let closed = false;
  let running = false;
  async function run() {
    if (running) return;
    running = true;
    await readOn();
    running = false;
  }
  async function readOn() {
    for (let pause = 500; !closed && !document.hidden; pause = Math.min(2 * pause, 8000)) {
      attempt = new AbortController();
      try {
        await readStream(path(), attempt.signal, () => { pause = 500; changed(true); }, received);
      } catch {
        changed(false);
        if (closed || document.hidden || !token()) return;
        await new Promise(resolve => setTimeout(resolve, pause));
      }
    }
  }
  const seen = () => document.hidden ? attempt.abort() : run();
  document.addEventListener("visibilitychange", seen);
  run();
  return () => {
    closed = true;
    document.removeEventListener("visibilitychange", seen);
    attempt.abort();
  };
}
