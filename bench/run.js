// npm run bench [-- --quick] [--json file] [--cli other/cli.js]
// Measures the mock beside three servers that do less; docs/benchmarks.md shows what it prints.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureColdStart } from './cold-start.js';
import { createLoad } from './load.js';
import { measureMemory } from './memory.js';
import { copyRows } from './rows.js';
import { MOCK_ROWS, PAGES, SCENARIOS, SIZES, titleOf } from './scenarios.js';
import { commandsFor, startServer } from './server.js';
import { toMarkdown } from './table.js';
import { measure } from './throughput.js';

const FULL = { rounds: 5, seconds: 1, warmUp: 0.6, starts: 7, memoryRows: 10_000_000, limit: 240 };
const QUICK = { rounds: 2, seconds: 0.3, warmUp: 0.4, starts: 3, memoryRows: 1_000_000, limit: 60 };
// A project's own stand-in has a small file of rows; a large one would only make its start look slow.
const SMALL_PAGES = 10;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
  },
});
const cli = resolve(values.cli);
if (!existsSync(cli)) fail(`${values.cli} is not there: run npm run build first`);

const settings = values.quick ? QUICK : FULL;
const commands = commandsFor(cli);
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
setTimeout(() => fail(`not done after ${settings.limit} s`), settings.limit * 1000).unref();

try {
  const result = await run();
  console.log(toMarkdown(result));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
} catch (error) {
  fail(error.stack);
}

async function run() {
  const rowsFile = join(scratch, 'rows.json');
  const smallFile = join(scratch, 'small.json');
  const { throughput, handRss } = await measureThroughput(rowsFile, smallFile);
  say('cold start');
  const starts = { hand: commands.hand(smallFile), mock: commands.mock(MOCK_ROWS) };
  const cold = await measureColdStart(starts, settings.starts);
  say('memory');
  const rows = settings.memoryRows;
  const steps = await measureMemory(commands.mock(rows), rows);
  const handRows = PAGES * Math.max(...SIZES);
  return {
    machine: describeMachine(),
    throughput,
    coldStart: [
      { name: 'hand', rows: SMALL_PAGES * Math.max(...SIZES), milliseconds: cold.hand },
      { name: 'mock', rows: MOCK_ROWS, milliseconds: cold.mock },
    ],
    memory: [
      { name: 'hand', rows: handRows, step: 'all scenarios', rss: handRss },
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
    servers.node = await startServer(commands.node());
    servers.hono = await startServer(commands.hono());
    servers.hand = await startServer(commands.hand(rowsFile));
    const throughput = [];
    for (const scenario of SCENARIOS) {
      say(`${throughput.length + 1}/${SCENARIOS.length} ${titleOf(scenario)}`);
      throughput.push(await measure(scenario, servers, load, settings));
    }
    return { throughput, handRss: (await servers.hand.usage()).rss };
  } finally {
    load.stop();
    for (const server of Object.values(servers)) await server.stop();
  }
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
