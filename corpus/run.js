// npm run corpus -- FOLDER [--only text] [--no-check] [--seconds 120] [--jobs n] [--json file] [--from file] [--write docs/corpus.md] [--dist folder]
// Serves every OpenAPI document of a folder and says what came of it: whether it loads, whether each operation answers
// the request that `confab curl` prints with a valid success, and whether a check of the mock is green. Fetches nothing:
// FOLDER/SOURCES.tsv says where each document is from (file, source, path, version, licence).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { documentsIn } from './documents.js';
import { toPage } from './page.js';
import { runApart } from './run-apart.js';
import { isGood, toLine, toTotals } from './table.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', multiple: true },
    'no-check': { type: 'boolean', default: false },
    seconds: { type: 'string', default: '120' },
    jobs: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    json: { type: 'string' },
    from: { type: 'string' },
    write: { type: 'string' },
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const [folder] = positionals;
if (folder === undefined || !existsSync(folder)) fail('name the folder that has the documents');
const dist = resolve(values.dist);
if (!existsSync(join(dist, 'cli.js'))) fail(`${dist} is not there: run npm run build first`);

const every = documentsIn(resolve(folder));
const documents = every.filter(({ file }) => !values.only || values.only.some((text) => file.includes(text)));
if (documents.length === 0) fail(`${folder} has no document that is meant`);

// What an earlier run found stays for the documents that are not run now.
const earlier = values.from ? JSON.parse(readFileSync(values.from, 'utf8')) : [];
const known = new Map(every.map((document) => [document.file, document]));
const results = new Map(earlier.map((result) => [result.file, { ...result, ...known.get(result.file) }]));
// Small ones first: what a run that is ended early has found is worth something.
const queue = [...documents].sort((one, other) => one.bytes - other.bytes);
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const job = { file: next.path, dist, checks: !values['no-check'] };
      const found = await runApart(job, { seconds: Number(values.seconds) });
      const result = { ...next, ...found };
      results.set(next.file, result);
      process.stdout.write(`${toLine(result)}\n`);
      save();
    }
  }),
);
save();
const all = inOrder();
process.stdout.write(`\n${toTotals(all).join('\n')}\n`);
if (values.write) writeFileSync(values.write, toPage(all));
process.exitCode = all.every(isGood) ? 0 : 1;

function inOrder() {
  return [...results.values()].sort((one, other) => one.file.localeCompare(other.file));
}

function save() {
  if (values.json) writeFileSync(values.json, `${JSON.stringify(inOrder(), null, 1)}\n`);
}

function fail(message) {
  process.stderr.write(`corpus: ${message}\n`);
  process.exit(1);
}
