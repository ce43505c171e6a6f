// Runs commands with child_process, as told by JSON lines.
"use strict";

const { execFile, spawn } = require("node:child_process");
const { openSync } = require("node:fs");
const { createInterface } = require("node:readline");

const GRACE = 1000;
const started = [];
const controllers = new Map();

function outcome(code, signal, stdout, timedOut) {
  const end = timedOut ? "timed out" : signal ? `signal ${signal}` : `code ${code}`;
  return { code: code ?? -1, end, stdout, timedOut };
}

function feed(child, request) {
  // What a command does not read is no failure.
  child.stdin?.on("error", () => {});
  child.stdin?.end(request.input === undefined ? undefined : Buffer.from(request.input, "base64"));
}

function run(request) {
  const controller = new AbortController();
  controllers.set(request.key, controller);
  const options = {
    cwd: request.dir,
    timeout: request.limit === undefined ? 0 : request.limit * 1000,
    killSignal: "SIGKILL",
    maxBuffer: Infinity,
    signal: controller.signal,
  };
  return new Promise((resolve, reject) => {
    const child = execFile(request.argv[0], request.argv.slice(1), options, (error, stdout) => {
      if (error && typeof error.code === "string") {
        reject(error);
      } else {
        const late = Boolean(error?.killed) && request.limit !== undefined;
        resolve(outcome(error ? error.code : 0, error?.signal, stdout, late));
      }
    });
    feed(child, request);
  });
}

function start(request) {
  const child = spawn(request.argv[0], request.argv.slice(1), { cwd: request.dir, detached: true });
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.resume();
  const exited = new Promise((resolve) => child.on("exit", resolve));
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve(outcome(code, signal, Buffer.concat(chunks).toString("utf8"), false)));
  });
  ended.catch(() => {});
  feed(child, request);
  started.push({ child, exited, ended });
  return { key: started.length - 1 };
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (gone) {
    if (gone.code !== "ESRCH") throw gone;
  }
}

async function stop(request) {
  const { child, exited } = started[request.key];
  if (child.exitCode !== null || child.signalCode !== null) return {};
  signalGroup(child, "SIGTERM");
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, GRACE))]);
  signalGroup(child, "SIGKILL");
  await exited;
  return {};
}

function outlive(request) {
  const log = openSync(request.log, "w");
  const stdio = ["ignore", log, log];
  spawn(request.argv[0], request.argv.slice(1), { detached: true, stdio }).unref();
  return {};
}

function alive(request) {
  try {
    process.kill(request.pid, 0);
    return { alive: true };
  } catch {
    return { alive: false };
  }
}

const operations = {
  run,
  start,
  stop,
  outlive,
  alive,
  outcome: (request) => started[request.key].ended,
  abort: (request) => {
    controllers.get(request.key).abort();
    return {};
  },
  exit: () => process.exit(0),
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await operations[request.op](request);
  } catch (failure) {
    answer = { error: String(failure) };
  }
  process.stdout.write(JSON.stringify({ ...answer, id: request.id }) + "\n");
});
