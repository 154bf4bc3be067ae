// npm run fuzz [-- --seed 1] [--runs N] [--only target …] [--path 12:0:3] [--minutes 30] [--hang 300] [--workers N] [--dist folder]
// Makes hostile inputs from a seed, and fails when one gets something that nobody may get: a 5xx, no answer, a stack
// trace, an answer against its own spec. Without --minutes only counts end it, so that a run can be repeated anywhere.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTarget } from './run-target.js';
import { TARGETS } from './targets/index.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string' },
    only: { type: 'string', multiple: true },
    path: { type: 'string' },
    minutes: { type: 'string' },
    // An input that takes longer hangs. It limits no busy machine: the slowest inputs take some seconds.
    hang: { type: 'string', default: '300' },
    workers: { type: 'string', default: String(availableParallelism()) },
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const dist = resolve(values.dist);
if (!existsSync(join(dist, 'cli.js'))) fail(`${values.dist} is not there: run npm run build first`);
const unknown = values.only?.find((name) => !Object.hasOwn(TARGETS, name));
if (unknown) fail(`there is no target ${unknown}; there is: ${Object.keys(TARGETS).join(', ')}`);
if (values.path && values.only?.length !== 1)
  fail('--path repeats one input of one target: name it with --only');

const chosen = Object.keys(TARGETS).filter((name) => !values.only || values.only.includes(name));
const until = values.minutes && performance.now() + Number(values.minutes) * 60_000;
const state = Object.fromEntries(chosen.map((name) => [name, { runs: 0, note: 'waiting' }]));
const failures = [];

for (let seed = Number(values.seed); ; seed += 1) {
  const waiting = [...chosen];
  const width = Math.max(1, Math.min(Number(values.workers), chosen.length));
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let name = waiting.shift(); name; name = waiting.shift()) await runOne(name, seed);
    }),
  );
  if (failures.length > 0 || !until || performance.now() > until) break;
}
draw('');

for (const [name, { runs, cpu, note }] of Object.entries(state))
  console.log(
    `${name.padEnd(12)} ${String(runs).padStart(7)} inputs  ${note}${cpu ? `  (${cpu.toFixed(1)} s of CPU)` : ''}`,
  );
for (const one of failures) console.log(`\n${toText(one)}`);
console.log(failures.length === 0 ? '\nnothing found' : `\n${failures.length} found`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function runOne(name, seed) {
  const own = state[name];
  own.note = 'running';
  const before = own.runs;
  const job = {
    name,
    seed,
    dist,
    path: values.path,
    runs: values.runs ? Number(values.runs) : TARGETS[name],
  };
  const result = await runTarget(job, (runs) => {
    own.runs = before + runs;
    draw(chosen.map((one) => `${one} ${state[one].runs}`).join('  '));
  });
  own.runs = before + result.runs;
  own.cpu = (own.cpu ?? 0) + result.cpu;
  own.note = result.problem === undefined ? 'nothing found' : 'FOUND';
  if (result.problem !== undefined) failures.push({ ...job, ...result });
}

function toText({ name, seed, runs, problem, input, shrunk, path }) {
  const repeat = path
    ? `--seed ${seed} --only ${name} --path ${path}`
    : `--seed ${seed} --only ${name} --runs ${runs}`;
  return [
    `${name}, seed ${seed}: ${problem}`,
    `  input${shrunk ? ` (the smallest of ${shrunk})` : ''}: ${input}`,
    `  again: npm run fuzz -- ${repeat}`,
  ].join('\n');
}

function draw(line) {
  if (process.stderr.isTTY)
    process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
