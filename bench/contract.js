// npm run bench:contract [-- --json file]
// What the contract costs: the whole suite against the five mocks in-process, and walks of long lists.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkContract } from '../dist/index.js';
import { median } from './median.js';

const ROUNDS = 5;
/** The checks that one walk through all pages serves. */
const WALK = ['page-disjoint', 'page-size', 'total', 'has-more', 'order'];
const LONG = 10_000;
const PAGE = 100;

const { values } = parseArgs({ options: { json: { type: 'string' } } });

const suite = await measure({});
const walk = await measure({ rows: LONG, maxPages: LONG / PAGE + 1, only: WALK });
const figures = [
  ['all checks, five vendors, all grades', suite],
  [`${LONG.toLocaleString('en-US')} rows, pages of up to ${PAGE}, the checks of a walk, five vendors`, walk],
];
console.log(toMarkdown(figures));
if (values.json) writeFileSync(values.json, `${JSON.stringify(Object.fromEntries(figures), null, 2)}\n`);

async function measure(options) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { specs, milliseconds } = await checkContract(options);
    const sum = (word) => specs.reduce((all, one) => all + one[word], 0);
    rounds.push({ milliseconds, requests: sum('requests'), checks: sum('checks') });
  }
  // The first round also loads the specs and compiles the validators.
  return {
    first: rounds[0].milliseconds,
    milliseconds: median(rounds.map(({ milliseconds }) => milliseconds)),
    requests: rounds[0].requests,
    checks: rounds[0].checks,
  };
}

function toMarkdown(rows) {
  const count = (value) => Math.round(value).toLocaleString('en-US');
  const lines = rows.map(([name, { first, milliseconds, requests, checks }]) => {
    const perSecond = (value) => count((value / milliseconds) * 1000);
    return [
      name,
      count(first),
      count(milliseconds),
      count(requests),
      perSecond(requests),
      count(checks),
      perSecond(checks),
    ];
  });
  const head = ['run', 'first, ms', 'median, ms', 'requests', 'requests/s', 'checks', 'checks/s'];
  return [head, [':--', ...head.slice(1).map(() => '--:')], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
