/** The page of all benchmarks: fixed words around what was measured. */
export function toPage({ machine, servers, contract, loading, fixtures, quick }) {
  const command = `npm run bench -- ${quick ? '--quick ' : ''}--write docs/benchmarks.md`;
  return `# Benchmarks

\`${command}\` wrote this page: change the command, not the page. It was measured with
${machine.node} on ${machine.platform}, ${machine.cores} × ${machine.cpu.trim()}. Other machines give other figures; the ratios
between the servers change less.
${quick ? '\nThis was a quick run, for a look: its rounds are too short to be relied on.\n' : ''}
## The mock beside servers that do less

All servers are measured in one interleaved run, each in a process of its own:

- **node:http, constant** and **Hono, constant** answer every request with the same bytes, of the size that the mock's
  answer has. They are the floor: they read nothing, check nothing and make nothing.
- **hand-written** is what one would write instead of using a mock: a Hono route, a query or body checked with Ajv, and a
  slice of an array in memory.
- **Confab** is \`confab mock\`, asked for 200 different pages again and again, as tests do. It keeps up to 8 MiB of the rows
  that it wrote last, for all lists together, and these fit.
- **Confab, new pages** is the same, asked for no page twice, so that it makes every row of every page.

The load generator runs in processes of its own. No limit of time ends a run: on a busy machine it takes longer.

${servers}

The mock is meant to reach 0.8 of the constant Hono app's requests per second, to be no slower than the hand-written route
for 10 rows and 2.5 times as fast for 100 rows, to start in less than twice the time of the hand-written one, and to stay
below 150 MB.

## The contract

\`npm run bench:contract\`: all checks against the five mocks, in-process; then a walk through the 10,000 rows of each vendor
that pages so far. The first round also loads the specs and compiles the validators.

${contract}

## Large documents

\`npm run bench:loading\`: generated documents with so many paths of two operations each, whose schemas refer to each other;
each is loaded in a process of its own, the sizes in turns, medians of 3. Processor time, with the modules that only
other documents than the five need, and with the garbage collector's threads. What counts is that the time of one operation stays the same, and the ratio to what it costs to parse the text;
\`-- --other folder/dist\` measures another build in the same turns.

${loading}

## Recordings

\`npm run bench:fixtures\`: how long a replay of so many recordings takes to start, what one request costs when its recording
is asked for the first time and when it is remembered, and what it costs to find that there is no recording. A replay
remembers the last 1,000 requests and recordings, and at most 16 MiB of files.

${fixtures}
`;
}
