import { titleOf } from './scenarios.js';

/** Above this share of one core the load generator, not the server, may be what limits the requests per second. */
const BUSY = 0.9;

const SERVERS = {
  node: 'node:http, constant',
  hono: 'Hono, constant',
  hand: 'hand-written',
  mock: 'Confab',
  fresh: 'Confab, new pages',
};

/** The whole result as Markdown. */
export function toMarkdown({ machine, throughput, coldStart, memory }) {
  const busy = throughput.some(({ servers }) => Object.values(servers).some(isBound));
  return [
    `${machine.node}, ${machine.platform}, ${machine.cores} × ${machine.cpu}. Medians of ${machine.rounds} rounds.`,
    '**Processor time per request (µs; less is better)**',
    comparison(
      throughput,
      ({ cpu }) => cpu.toFixed(1),
      (a, b) => a.cpu / b.cpu,
    ),
    '**Requests per second (more is better)**',
    comparison(throughput, toRps, (a, b) => a.rps / b.rps),
    ...(busy ? ['\\* The load generator was at its limit: the server could do more.'] : []),
    '**Cold start, from spawn to the first page**',
    table(
      ['server', 'rows', 'ms'],
      coldStart.map(({ name, rows, milliseconds }) => [SERVERS[name], count(rows), milliseconds.toFixed(0)]),
    ),
    '**Resident memory** (under load: the most after any round)',
    table(
      ['server', 'rows', 'after', 'ms', 'MB'],
      memory.map(({ name, rows, step, milliseconds, rss }) => [
        SERVERS[name],
        count(rows),
        step,
        milliseconds?.toFixed(1) ?? '',
        (rss / 1e6).toFixed(0),
      ]),
    ),
  ].join('\n\n');
}

function comparison(throughput, toCell, ratio) {
  const names = Object.keys(SERVERS);
  return table(
    ['', 'bytes', ...Object.values(SERVERS), 'Confab ÷ constant Hono', 'Confab ÷ hand-written'],
    throughput.map(({ servers, bytes, ...scenario }) => [
      titleOf(scenario),
      count(bytes),
      ...names.map((name) => toCell(servers[name])),
      `${ratio(servers.mock, servers.hono).toFixed(2)}×`,
      `${ratio(servers.mock, servers.hand).toFixed(2)}×`,
    ]),
  );
}

function toRps(result) {
  return `${count(result.rps)}${isBound(result) ? '\\*' : ''}`;
}

function isBound({ generator }) {
  return generator > BUSY;
}

function count(value) {
  return Math.round(value).toLocaleString('en-US');
}

function table(heads, rows) {
  const toLine = (cells) => `| ${cells.join(' | ')} |`;
  const isNumber = (i) => rows.every((row) => /^[\d,.×\\*]*$/.test(row[i]));
  const rule = heads.map((_, i) => (isNumber(i) ? '--:' : ':--'));
  return [toLine(heads), toLine(rule), ...rows.map(toLine)].join('\n');
}
