// npm run mutants [-- --only <name or area>] [--vendor name] [--seeds 10] [--once] [--live] [--json file] [--write page.md] [--dist folder]
// Seeds violations into the mock, one by one, and fails unless the contract's checks find every one of them,
// at the default grade by an error where the statement that is broken is documented, and nothing where there is none. --live: over a port, as a service whose rows may move.
// --once: each mutant on one operation only, in turn, for where time is short.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CATALOGUE } from './catalogue/index.js';
import { loadLib } from './lib.js';
import { runJobs } from './pool.js';
import { summarise, toPage, toText } from './table.js';
import { trialsOf } from './trial.js';
import { loadVendors } from './vendors.js';

const ROWS = [0, 1, 2, 5, 1000];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    vendor: { type: 'string', multiple: true },
    seeds: { type: 'string', default: '10' },
    once: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    json: { type: 'string' },
    write: { type: 'string' },
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const dist = resolve(values.dist);
if (!existsSync(join(dist, 'check-contract.js')))
  fail(`${values.dist} is not there: run npm run build first`);

const start = performance.now();
const lib = await loadLib(dist);
const specs = await loadVendors(lib);
const mutants = CATALOGUE.filter(
  ({ name, area }) => !values.only || values.only.includes(name) || values.only.includes(area),
);
if (mutants.length === 0) fail(`${values.only} is no mutant and no area; see mutants/catalogue`);
const wanted = specs.filter(({ name }) => !values.vendor || values.vendor.includes(name));

const trials = trialsOf(
  lib,
  mutants.filter(({ isLive = true }) => isLive || !values.live),
  wanted,
).map((trial) => ({ ...trial, isLive: values.live, isGraded: true }));
const chosen = values.once ? oneOfEach(trials) : trials;
const jobs = [...(values.only ? [] : cleanRuns(wanted)), ...chosen];
const results = await runJobs(jobs, { dist }, tell);
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');

// A part of the catalogue, or of the vendors, cannot show that every check can fail.
const isWhole = !values.only && !values.vendor;
const summary = summarise(mutants, results, wanted, isWhole ? lib.checks : []);
const seconds = (performance.now() - start) / 1000;
process.stdout.write(`${toText(summary, { seconds })}\n`);
if (values.write) writeFileSync(values.write, toPage(summary, { seconds }));
if (values.json) writeFileSync(values.json, `${JSON.stringify({ summary, results }, null, 2)}\n`);
process.exitCode = summary.isPassed ? 0 : 1;

/** Of each mutant one trial, each time the next one in turn, so that all vendors have their share. */
function oneOfEach(all) {
  const names = [...new Set(all.map(({ mutant }) => mutant))];
  return names.map((name, turn) => {
    const own = all.filter(({ mutant }) => mutant === name);
    return own[turn % own.length];
  });
}

/** The mock as it is: many seeds, sizes from none to many, every profile. */
function cleanRuns(chosen) {
  const names = chosen.map(({ name }) => name);
  const profiles = readdirSync(new URL('../specs/profiles/', import.meta.url)).map((file) =>
    file.replace(/\.yaml$/, ''),
  );
  return [
    ...names.flatMap((vendor) =>
      Array.from({ length: Number(values.seeds) }, (_, seed) => ({ vendor, seed: seed + 1 })),
    ),
    ...names.flatMap((vendor) => ROWS.map((rows) => ({ vendor, seed: 1, rows }))),
    ...names.map((vendor) => ({ vendor, seed: 1, grade: 'documented' })),
    ...profiles
      .map((profile) => ({ vendor: profile.split('.')[0], seed: 1, profiles: [profile] }))
      .filter(({ vendor }) => names.includes(vendor)),
  ];
}

function tell(done, all, result) {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\x1b[K${done} of ${all}: ${result.mutant ?? 'as it is'} on ${result.vendor}`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
