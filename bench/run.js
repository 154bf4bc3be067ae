// npm run bench [-- --quick] [--json file] [--write page.md] [--cli other/cli.js]
// Measures the mock beside three servers that do less. With --write it also runs bench/contract.js,
// bench/loading.js and bench/fixtures.js, and writes everything into one page.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureColdStart } from './cold-start.js';
import { createLoad } from './load.js';
import { measureMemory } from './memory.js';
import { toPage } from './page.js';
import { copyRows } from './rows.js';
import { MOCK_ROWS, NEW_ROWS, PAGES, SCENARIOS, SIZES, titleOf } from './scenarios.js';
import { commandsFor, startServer } from './server.js';
import { toMarkdown } from './table.js';
import { measure } from './throughput.js';

const FULL = { rounds: 5, seconds: 1, warmUp: 0.6, starts: 7, memoryRows: 10_000_000 };
const QUICK = { rounds: 2, seconds: 0.3, warmUp: 0.4, starts: 3, memoryRows: 1_000_000 };
// A project's own stand-in has a small file of rows; a large one would only make its start look slow.
const SMALL_PAGES = 10;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    write: { type: 'string' },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
  },
});
const cli = resolve(values.cli);
if (!existsSync(cli)) fail(`${values.cli} is not there: run npm run build first`);

const settings = values.quick ? QUICK : FULL;
const commands = commandsFor(cli);
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

try {
  const result = await run();
  const servers = toMarkdown(result);
  console.log(servers);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  if (values.write) {
    const { machine } = result;
    const contract = outputOf('contract.js');
    const loading = outputOf('loading.js');
    const fixtures = outputOf('fixtures.js', ...(values.quick ? ['--quick'] : []));
    writeFileSync(
      values.write,
      toPage({ machine, servers, contract, loading, fixtures, quick: values.quick }),
    );
  }
} catch (error) {
  fail(error.stack);
}

async function run() {
  const rowsFile = join(scratch, 'rows.json');
  const smallFile = join(scratch, 'small.json');
  const throughput = await measureThroughput(rowsFile, smallFile);
  say('cold start');
  const starts = { hand: commands.hand(smallFile), mock: commands.mock(MOCK_ROWS) };
  const cold = await measureColdStart(starts, settings.starts);
  say('memory');
  const rows = settings.memoryRows;
  const steps = await measureMemory(commands.mock(rows), rows);
  const underLoad = (server) => Math.max(...throughput.map(({ servers }) => servers[server].rss));
  return {
    machine: describeMachine(),
    throughput,
    coldStart: [
      { name: 'hand', rows: SMALL_PAGES * Math.max(...SIZES), milliseconds: cold.hand },
      { name: 'mock', rows: MOCK_ROWS, milliseconds: cold.mock },
    ],
    memory: [
      { name: 'hand', rows: PAGES * Math.max(...SIZES), step: 'under load', rss: underLoad('hand') },
      { name: 'mock', rows: MOCK_ROWS, step: 'under load', rss: underLoad('mock') },
      { name: 'fresh', rows: NEW_ROWS, step: 'under load', rss: underLoad('fresh') },
      ...steps.map((step) => ({ name: 'mock', rows, ...step })),
    ],
  };
}

async function measureThroughput(rowsFile, smallFile) {
  say('starting the servers and copying rows');
  const servers = {};
  const load = createLoad();
  try {
    servers.mock = await startServer(commands.mock(MOCK_ROWS));
    await copyRows(servers.mock.url, rowsFile);
    await copyRows(servers.mock.url, smallFile, SMALL_PAGES);
    servers.fresh = await startServer(commands.mock(NEW_ROWS));
    servers.node = await startServer(commands.node());
    servers.hono = await startServer(commands.hono());
    servers.hand = await startServer(commands.hand(rowsFile));
    const throughput = [];
    for (const scenario of SCENARIOS) {
      say(`${throughput.length + 1}/${SCENARIOS.length} ${titleOf(scenario)}`);
      throughput.push(await measure(scenario, servers, load, settings));
    }
    return throughput;
  } finally {
    load.stop();
    for (const server of Object.values(servers)) await server.stop();
  }
}

/** What another benchmark prints. */
function outputOf(script, ...args) {
  say(script);
  const file = fileURLToPath(new URL(script, import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', file, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`bench/${script} failed`);
  return stdout.trim();
}

function describeMachine() {
  return {
    node: `Node.js ${process.version}`,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    rounds: settings.rounds,
  };
}

function say(text) {
  if (process.stderr.isTTY)
    process.stderr.write(`${((performance.now() / 1000) | 0).toString().padStart(4)} s  ${text}\n`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
