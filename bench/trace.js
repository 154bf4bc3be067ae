// npm run build && node bench/trace.js [--before another/dist]
// What it costs to trace a page of 1,000 rows: the validator alone, the checks of the body, and, beside another build,
// how many times as long. Both builds take turns, so that the machine's load falls on both.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './median.js';

const ROWS = 1000;
const ROUNDS = 9;
const BODY = ['schema', 'unknown-field', 'time', 'envelope'];

const { values } = parseArgs({ options: { before: { type: 'string' } } });
const builds = [await load('../dist'), ...(values.before ? [await load(resolve(values.before))] : [])];

const plain = { $ref: '#/components/schemas/Row' };
const alternatives = { oneOf: [{ $ref: '#/components/schemas/Other' }, plain] };
const row = (index) => ({
  id: index,
  title: `row ${index}`,
  created: Date.UTC(2026, 0, 1) + index,
  kind: 'a',
  owner: { id: index, name: 'somebody', tags: ['x', 'y'] },
  note: null,
});
const rows = Array.from({ length: ROWS }, (_, index) => row(index));
const cases = [
  ['plain rows, all right', plain, rows],
  ['plain rows, one wrong', plain, rows.map((one, index) => (index === 500 ? { ...one, id: 'x' } : one))],
  ['plain rows, all wrong', plain, rows.map((one) => ({ ...one, id: 'x' }))],
  ['alternatives, all right', alternatives, rows],
  ['alternatives, all wrong', alternatives, rows.map(({ title: _, ...one }) => ({ ...one, more: 1 }))],
];

const head = [
  'page of 1,000 rows',
  'validator, ms',
  'schema, ms',
  'all of the body, ms',
  'before: schema',
  'all',
];
console.log([head, [':--', ...head.slice(1).map(() => '--:')]].map(toLine).join('\n'));
for (const [name, items, data] of cases) {
  const trials = await Promise.all(builds.map((build) => toTrial(build, items, data)));
  const times = trials.map(() => ({ validator: [], schema: [], body: [] }));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, trial] of trials.entries())
      for (const [part, run] of Object.entries(trial)) times[index][part].push(await timed(run));
  const [now, before] = times.map((one) =>
    Object.fromEntries(Object.entries(one).map(([part, all]) => [part, median(all.slice(ROUNDS / 3))])),
  );
  const ratio = (part) => (before ? `× ${(before[part] / now[part]).toFixed(2)}` : '');
  const milliseconds = ['validator', 'schema', 'body'].map((part) => now[part].toFixed(2));
  console.log(toLine([name, ...milliseconds, ratio('schema'), ratio('body')]));
}

async function load(dist) {
  const at = (file) =>
    new URL(file, `${dist.startsWith('.') ? new URL(dist, import.meta.url) : pathToFileURL(dist)}/`);
  return { ...(await import(at('contract/check-exchange.js'))), ...(await import(at('spec/load-specs.js'))) };
}

async function toTrial({ loadSpecs, checkExchange }, items, data) {
  const file = join(mkdtempSync(join(tmpdir(), 'confab-')), 'bench.yaml');
  writeFileSync(file, JSON.stringify(toDocument(items)));
  const [spec] = await loadSpecs({ vendors: [file] });
  const [operation] = spec.operations;
  const body = { data };
  const exchange = {
    request: { method: 'GET', url: 'http://localhost/bench/rows', headers: [], body: undefined },
    response: {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: Buffer.from(JSON.stringify(body)),
      complete: true,
    },
    milliseconds: 1,
    at: Date.UTC(2026, 6, 1),
  };
  const { pointer } = operation.responses.get('200').content.get('application/json');
  const checked = (checks) => () =>
    checkExchange(spec, operation, exchange, {
      asserted: 'assumed',
      wants: (check) => checks.includes(check),
    });
  return {
    validator: () => spec.validators.check(pointer, body),
    schema: less(checked(['schema']), checked([])),
    body: less(checked(BODY), checked([])),
  };
}

/** A run and one to take off it: reading the bytes is no part of what is measured. */
function less(run, rest) {
  return Object.assign(run, { rest });
}

async function timed(run) {
  const spent = (one) => {
    const start = performance.now();
    one();
    return performance.now() - start;
  };
  return run.rest ? Math.max(0.001, spent(run) - spent(run.rest)) : spent(run);
}

function toLine(cells) {
  return `| ${cells.join(' | ')} |`;
}

function toDocument(items) {
  const properties = {
    id: { type: 'integer', minimum: 0 },
    title: { type: 'string', maxLength: 100 },
    created: { type: 'integer', 'x-confab': { time: 'epoch-ms' } },
    kind: { enum: ['a', 'b'] },
    owner: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'integer' },
        name: { type: 'string' },
        tags: { type: 'array', items: { type: 'string' } },
      },
    },
    note: { type: ['string', 'null'] },
  };
  const schema = { type: 'object', required: ['data'], properties: { data: { type: 'array', items } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Bench', version: '1' },
    servers: [{ url: 'https://bench.example' }],
    paths: {
      '/rows': {
        get: {
          operationId: 'rows',
          'x-confab': { safe: true },
          responses: { 200: { description: 'Rows', content: { 'application/json': { schema } } } },
        },
      },
    },
    components: {
      schemas: {
        Row: { type: 'object', required: ['id', 'title', 'created'], properties },
        Other: { type: 'object', required: ['code'], properties: { code: { type: 'integer' } } },
      },
    },
  };
}
