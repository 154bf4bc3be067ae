import { askRows } from './ask.js';
import { OPERATIONS } from './scenarios.js';
import { startServer } from './server.js';

const SIZE = 100;

/** What a mock of many rows holds in memory after each kind of page, and how long the page took. */
export async function measureMemory(args, rows) {
  const { gptbots, bigmodel } = OPERATIONS;
  const filtered = gptbots.request(0, 10, SIZE);
  filtered.path = filtered.path.replace('conversation_type=ALL', 'conversation_type=API');
  const steps = [
    ['the first page', gptbots, gptbots.request(0, 1, SIZE)],
    ['the last page', gptbots, gptbots.request(0, rows / SIZE, SIZE)],
    ['a filtered page, GET', gptbots, filtered],
    ['a deep filtered page, POST', bigmodel, bigmodel.request(0, rows / SIZE / 20, SIZE)],
    ['the same page again', bigmodel, bigmodel.request(0, rows / SIZE / 20, SIZE)],
  ];
  const server = await startServer(args);
  try {
    const results = [{ step: 'listening', milliseconds: undefined, rss: (await server.usage()).rss }];
    for (const [step, operation, request] of steps) {
      const start = performance.now();
      await askRows(server.url, operation, request, SIZE);
      const milliseconds = performance.now() - start;
      results.push({ step, milliseconds, rss: (await server.usage()).rss });
    }
    return results;
  } finally {
    await server.stop();
  }
}
