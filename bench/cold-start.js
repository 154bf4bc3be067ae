import { askRows } from './ask.js';
import { median } from './median.js';
import { OPERATIONS } from './scenarios.js';
import { startServer } from './server.js';

/** From spawn to the first page, in milliseconds: the median of several starts, the servers in turn. */
export async function measureColdStart(commands, times) {
  const taken = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let i = 0; i < times; i++) {
    for (const [name, args] of Object.entries(commands)) taken[name].push(await coldStart(args));
  }
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, median(values)]));
}

async function coldStart(args) {
  const start = performance.now();
  const server = await startServer(args);
  try {
    const { gptbots } = OPERATIONS;
    await askRows(server.url, gptbots, gptbots.request(0, 1, 10), 10);
    return performance.now() - start;
  } finally {
    await server.stop();
  }
}
