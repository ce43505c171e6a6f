// What child_process takes. Reads an amount a line, answers with what it measured.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { readFileSync } = require('node:fs');
const readline = require('node:readline');
const { setTimeout: pause } = require('node:timers/promises');

const AT_ONCE = 8;
const CHILDREN = 10;
const TREE = 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 600 & echo $!; done; wait';

const now = () => Number(process.hrtime.bigint()) / 1e6;

function captured(program) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [], { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(chunks) : reject(new Error(`${code}`))));
  });
}

async function alone(amount) {
  const begin = now();
  for (let i = 0; i < amount; i++) {
    await captured('true');
  }
  return { ms: (now() - begin) / amount };
}

async function together(amount) {
  const begin = now();
  for (let i = 0; i < amount; i += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => captured('true')));
  }
  return { ms: (now() - begin) / amount };
}

async function bytes(amount) {
  const begin = now();
  let count = 0;
  const child = spawn('head', ['-c', `${amount}`, '/dev/zero']);
  child.stdout.on('data', (chunk) => {
    count += chunk.length;
  });
  await once(child, 'close');
  if (count !== amount) {
    throw new Error(`${count} bytes came`);
  }
  return { 'GB/s': count / (now() - begin) / 1e6 };
}

async function lines(amount) {
  const begin = now();
  let count = 0;
  const child = spawn('seq', [`${amount}`]);
  readline.createInterface({ input: child.stdout }).on('line', () => {
    count++;
  });
  await once(child, 'close');
  if (count !== amount) {
    throw new Error(`${count} lines came`);
  }
  return { ms: now() - begin };
}

function isGone(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'ascii');
    return 'ZX'.includes(stat[stat.lastIndexOf(')') + 2]);
  } catch {
    return true;
  }
}

async function tree() {
  const child = spawn('sh', ['-c', TREE], { detached: true });
  const pids = [];
  for await (const line of readline.createInterface({ input: child.stdout })) {
    if (pids.push(Number(line)) === CHILDREN) {
      break;
    }
  }
  const exit = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
  const begin = now();
  process.kill(-child.pid, 'SIGTERM');
  await exit;
  while (!pids.every(isGone)) {
    await pause(1);
  }
  return { 'ms until all are gone': now() - begin, 'left alive': 0 };
}

async function exitNoticed(amount) {
  const waits = [];
  for (let i = 0; i < amount; i++) {
    const child = spawn('sleep', ['600']);
    await once(child, 'spawn');
    const begin = now();
    child.kill('SIGKILL');
    await once(child, 'exit');
    waits.push(now() - begin);
  }
  waits.sort((a, b) => a - b);
  return {
    'p50, ms': waits[Math.floor(amount / 2)],
    'p99, ms': waits[Math.floor((amount * 99) / 100)],
  };
}

async function serve(work) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const measured = await work(Number(line));
    const answer = Object.entries(measured).map(([measure, value]) => `${measure}=${value}\n`);
    process.stdout.write(`${answer.join('')}\n`);
  }
}

serve({ alone, together, bytes, lines, tree, exit: exitNoticed }[process.argv[2]]);
