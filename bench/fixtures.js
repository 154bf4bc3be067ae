// npm run bench:fixtures [-- --quick] [--module other/create-playback.js]
// How long a replay of so many recordings takes to start, what one lookup costs, and how many a recorder writes.
// Memory is what is still in use after a collection, for which node is started with --expose-gc.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './median.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    module: {
      type: 'string',
      default: fileURLToPath(new URL('../dist/create-playback.js', import.meta.url)),
    },
  },
});
const { createReplay, createRecording } = await import(pathToFileURL(resolve(values.module)).href);

const COUNTS = values.quick ? [10, 10_000] : [10, 1000, 10_000, 100_000];
const LOOKUPS = values.quick ? 2000 : 5000;
/** A replay remembers more than these. */
const REMEMBERED = 500;
const WRITES = values.quick ? 200 : 1000;
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const target = (n) =>
  `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=${n}&page_size=10`;

console.log('| recordings | start, ms | asked first, µs | asked again, µs | a miss, ms | memory, MiB |');
console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
for (const count of COUNTS) {
  const folder = join(scratch, String(count));
  writeFixtures(folder, count);
  const options = { vendors: ['gptbots'], fixtures: [folder], env: {} };
  const starts = [];
  for (let round = 0; round < 3; round += 1) starts.push(await timed(() => createReplay(options)));
  const replay = await createReplay(options);
  const pages = Array.from({ length: Math.min(count, LOOKUPS) }, (_, n) => ((n * 7919) % count) + 1);
  // A replay of its own: what is compiled on the way must not count as the cost of the first requests.
  await askInTurn(await createReplay(options), pages, LOOKUPS);
  const first = await askInTurn(replay, pages, pages.length);
  const again = await askInTurn(replay, pages.slice(0, REMEMBERED), LOOKUPS);
  const misses = [];
  for (let n = 0; n < 5; n += 1) misses.push(await timed(() => ask(replay, count + 1 + n, 501)));
  globalThis.gc?.();
  const memory = process.memoryUsage().heapUsed / 1_048_576;
  console.log(
    `| ${count.toLocaleString('en')} | ${median(starts).toFixed(0)} | ${first.toFixed(0)} | ${again.toFixed(0)} | ${median(misses).toFixed(1)} | ${memory.toFixed(0)} |`,
  );
}
console.log(
  `\nRecorded a second, ${WRITES} exchanges of 5 KiB, each on the disk before its answer is given:\n`,
);
console.log('| clients | exchanges/s |');
console.log('| ---: | ---: |');
for (const clients of [1, 16]) console.log(`| ${clients} | ${await recordedPerSecond(clients)} |`);
process.exit(0);

/** Asks for some pages, over and over until so many were asked for. Resolves to the microseconds of one. */
async function askInTurn(replay, pages, times) {
  const taken = await timed(async () => {
    for (let n = 0; n < times; n += 1) await ask(replay, pages[n % pages.length], 200);
  });
  return (taken / times) * 1000;
}

async function recordedPerSecond(clients) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(0)));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}`;
  const recording = await createRecording({
    vendors: ['gptbots'],
    url,
    out: join(scratch, `out-${clients}`),
    env: {},
  });
  let next = 0;
  const time = await timed(() =>
    Promise.all(
      Array.from({ length: clients }, async () => {
        while (next < WRITES) await ask(recording, ++next, 200);
      }),
    ),
  );
  await recording.close();
  server.close();
  server.closeAllConnections();
  return Math.round((WRITES / time) * 1000);
}

async function ask(replay, page, status) {
  const response = await replay.fetch(replay.url('gptbots') + target(page), {
    headers: { authorization: 'Bearer app-any-key' },
  });
  await response.arrayBuffer();
  if (response.status !== status) throw new Error(`page ${page}: ${response.status} instead of ${status}`);
}

function writeFixtures(root, count) {
  const folder = join(root, 'gptbots', 'listConversations');
  mkdirSync(folder, { recursive: true });
  for (let n = 1; n <= count; n += 1) writeFileSync(join(folder, `page-${n}.json`), fixture(n));
}

function fixture(n) {
  const value = {
    format: 1,
    vendor: 'gptbots',
    operation: 'listConversations',
    take: 1,
    source: {
      kind: 'recorded',
      at: '2026-03-20T08:00:00.000Z',
      origin: 'https://api.example',
      milliseconds: 12,
      spec: `sha256:${'0'.repeat(64)}`,
      by: 'confabulate 0.1.0',
    },
    redacted: [{ rule: 'apiKey', count: 1 }],
    request: {
      method: 'GET',
      url: target(n),
      headers: ['accept: */*', 'authorization: Bearer [redacted apiKey]', 'user-agent: node'],
    },
    response: { status: 200, headers: ['content-type: application/json'], body: { json: answer(n) } },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function answer(n) {
  const list = Array.from({ length: 10 }, (_, row) => ({
    conversation_id: `65b2f0c3a1d4e5f6a7b8${n}${row}`,
    user_id: `user${row}`,
    recent_chat_time: 1_742_380_390_777 - row,
    subject: `What does row ${row} of page ${n} say about the price of tea in the year of the dragon?`,
    conversation_type: 'API',
    message_count: row,
    cost_credit: 0.25 * row,
  }));
  return { list, total: 1_000_000 };
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
