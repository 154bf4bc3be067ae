// npm run soak [-- --minutes 10 | --requests 20000] [--scopes [--requests 200000]] [--rows 10000000] [--seed 1] [--most 150] [--json file] [--node-option …] [--cli other/cli.js]
// The built mock under mixed load over loopback: its memory must be flat after warm-up, and below --most megabytes (150, with --scopes 400).
// With --scopes its requests are in 5,000 scopes, 40 in each, and each scope must see exactly its own rows and faults.
// With --requests nothing depends on the clock; --minutes is for a look by hand.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { secretsOf } from '../mutants/context.js';
import { loadLib } from '../mutants/lib.js';
import { loadVendors } from '../mutants/vendors.js';
import { exchange } from './exchange.js';
import { createSoakLoad } from './soak-load.js';
import { createScopeLoad } from './soak-scopes.js';
import { toSoakTable, verdictOf } from './soak-table.js';

const CONNECTIONS = 8;
const SAMPLES = 60;
const SCOPES = 5000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    requests: { type: 'string' },
    scopes: { type: 'boolean', default: false },
    rows: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    // A thousand scopes with full journals take more than none.
    most: { type: 'string' },
    json: { type: 'string' },
    'node-option': { type: 'string', multiple: true, default: [] },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
  },
});
const cli = resolve(values.cli);
if (!existsSync(cli)) fail(`${values.cli} is not there: run npm run build first`);
const dist = dirname(cli);

const lib = { ...(await loadLib(dist)), ...(await import(`${dist}/spec/request-values.js`)), secretsOf };
const specs = await loadVendors(lib);
const server = await startServer();
lib.origin = server.url;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const until = values.minutes && performance.now() + Number(values.minutes) * 60_000;
const limit = Number(values.most ?? (values.scopes ? 400 : 150));
const most = values.minutes
  ? Number.POSITIVE_INFINITY
  : Number(values.requests ?? (values.scopes ? 200_000 : 20_000));
const every = values.minutes ? (Number(values.minutes) * 60_000) / SAMPLES : most / SAMPLES;
const load = values.scopes
  ? createScopeLoad(lib, specs, { scopes: SCOPES, requests: most, seed: Number(values.seed) })
  : createSoakLoad(lib, specs, { rows: Number(values.rows), seed: Number(values.seed) });
const counts = { statuses: {}, kinds: {} };
const samples = [];
const start = performance.now();
let asked = 0;
let wrong;

await sample();
await Promise.all(Array.from({ length: CONNECTIONS }, work));
await sample();
const collected = await exchange(server.child, { collect: true });
agent.destroy();
await server.stop();

const verdict = verdictOf(samples, { most: limit });
process.stdout.write(`${toSoakTable({ samples, collected, counts, asked, verdict, rows: values.rows })}\n`);
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ samples, collected, counts, asked, verdict }, null, 2)}\n`);
if (load.summary) console.log(load.summary());
if (wrong) console.error(wrong);
process.exitCode = wrong || !verdict.isPassed ? 1 : 0;

async function work() {
  const next = load.source();
  let answer;
  while (!wrong && asked < most && !(until && performance.now() > until)) {
    asked += 1;
    if (isDue()) await sample();
    const one = await next(answer).catch((error) => {
      wrong = error.message;
    });
    if (!one) break;
    answer = await send(one).catch((error) => ({ status: 0, text: error.message, headers: {} }));
    const { status, text } = answer;
    counts.statuses[status] = (counts.statuses[status] ?? 0) + 1;
    counts.kinds[one.kind] = (counts.kinds[one.kind] ?? 0) + 1;
    if (status === 0 || (status === 500 && !answer.headers['x-confab-fault']))
      wrong = `${one.method} ${one.target}: ${status} ${text.slice(0, 500)}`;
    if (one.onAnswer && status === 200) one.onAnswer(JSON.parse(text));
  }
}

function isDue() {
  const progress = values.minutes ? performance.now() - start : asked;
  return progress >= samples.length * every;
}

async function sample() {
  const index = samples.push(undefined) - 1;
  const memory = await exchange(server.child, { collect: false });
  samples[index] = { asked, seconds: (performance.now() - start) / 1000, ...memory };
  if (process.stderr.isTTY)
    process.stderr.write(
      `\r\x1b[K${index} of ${SAMPLES}: ${asked} requests, ${Math.round(memory.rss / 2 ** 20)} MB`,
    );
}

function send({ method, target, headers, body }) {
  const { hostname, port } = new URL(server.url);
  return new Promise((done, reject) => {
    const sent = httpRequest({
      hostname,
      port,
      method,
      path: target,
      headers: framed(headers, body),
      agent,
      maxHeaderSize: 2 ** 20,
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        done({
          status: response.statusCode,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.end(body);
  });
}

function framed(headers, body) {
  return body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) };
}

async function startServer() {
  const probe = new URL('./soak-probe.js', import.meta.url).href;
  const sources = specs.map(({ name, file }) => (file.includes('mutants') ? file : name));
  const child = spawn(
    process.execPath,
    [
      ...['--expose-gc', ...values['node-option'], '--import', probe],
      ...[cli, 'mock', ...sources, '--port', '0', '--json', '--rows', values.rows],
    ],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const url = await new Promise((done, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`it ended with ${signal ?? code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /"url":"(http:[^"]+)"/.exec(line)?.[1];
      if (found) done(found);
    });
  });
  return {
    child,
    url,
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
