// npm run bench:loading [-- --json file] [-- --other folder/dist]
// What it costs to load large documents, beside what it costs to parse their text. Each is loaded in a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { largeDocument } from './large-document.js';
import { median } from './median.js';

/** In paths; each has two operations. */
const SIZES = [50, 200, 800];
const ROUNDS = 3;
const WORKER = fileURLToPath(new URL('./load-once.js', import.meta.url));
const OWN = fileURLToPath(new URL('../dist', import.meta.url));

const { values } = parseArgs({ options: { json: { type: 'string' }, other: { type: 'string' } } });
const builds = { this: OWN, ...(values.other && { other: resolve(values.other) }) };
const scratch = mkdtempSync(join(tmpdir(), 'bench-loading-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const rows = measure();
console.log(toMarkdown(rows));
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);

/** All sizes and builds in turns, so that what else the machine does hits them alike. */
function measure() {
  const documents = SIZES.map((paths) => {
    const operations = paths * 2;
    const file = join(scratch, `${paths}.json`);
    const text = JSON.stringify(largeDocument(paths), null, 2);
    writeFileSync(file, text);
    return { operations, bytes: text.length, file, rounds: { this: [], other: [] } };
  });
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { file, rounds } of documents)
      for (const [name, dist] of Object.entries(builds)) rounds[name].push(loadOnce(dist, file));
  return documents.map(({ operations, bytes, rounds }) => {
    const of = (name, word) => median(rounds[name].map((one) => one[word]));
    return {
      ...{ operations, bytes, parse: of('this', 'parse'), load: of('this', 'load'), rss: of('this', 'rss') },
      ...(values.other && { other: of('other', 'load') }),
    };
  });
}

function loadOnce(dist, file) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [WORKER, dist, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function toMarkdown(measured) {
  const head = [
    'operations',
    'MB',
    'parse, CPU ms',
    'load, CPU ms',
    'load ÷ parse',
    'per operation, ms',
    'memory, MB',
  ];
  const lines = measured.map(({ operations, bytes, parse, load, rss, other }) => [
    operations.toLocaleString('en-US'),
    (bytes / 1e6).toFixed(1),
    parse.toFixed(0),
    load.toFixed(0),
    `${(load / parse).toFixed(0)}×`,
    (load / operations).toFixed(2),
    (rss / 1e6).toFixed(0),
    ...(other === undefined ? [] : [`${(load / other).toFixed(2)}×`]),
  ]);
  const heads = values.other ? [...head, 'this build ÷ other'] : head;
  return [heads, heads.map(() => '--:'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
