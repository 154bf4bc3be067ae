import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { exchange } from './exchange.js';
import { NEW_PAGES, requestsOf } from './scenarios.js';

/** The load generator, in processes of its own: two where there are cores for them beside the server's. */
export function createLoad() {
  const children = Array.from({ length: availableParallelism() >= 4 ? 2 : 1 }, () =>
    fork(new URL('./loader.js', import.meta.url)),
  );
  /** By operation and size: where each process goes on with new pages. */
  const starts = new Map();

  /** One round: what it cost the server and how busy the generator itself was. `isNew`: no page is asked for again. */
  async function round(server, scenario, { seconds, isNew = false }) {
    const used = children.slice(0, scenario.connections);
    const key = `${scenario.operation} ${scenario.size}`;
    const from = starts.get(key) ?? children.map((_, i) => (i * NEW_PAGES) / children.length);
    const requests = requestsOf(scenario);
    const before = await server.usage();
    const results = await Promise.all(
      used.map((child, i) =>
        exchange(child, {
          url: server.url,
          connections: scenario.connections / used.length,
          seconds,
          ...(isNew
            ? { scenario, start: from[i] }
            : { requests: requests.filter((_, at) => at % used.length === i) }),
        }),
      ),
    );
    const after = await server.usage();
    for (const result of results) check(result, server.url);
    if (isNew)
      starts.set(
        key,
        from.map((start, i) => results[i]?.next ?? start),
      );
    // A machine may be so busy that a round of its usual length gives nothing to count.
    if (results.some(({ count }) => count < 2))
      return round(server, scenario, { seconds: seconds * 2, isNew });
    const count = sum(results.map((result) => result.count));
    return {
      rps: sum(results.map((result) => ((result.count - 1) / result.milliseconds) * 1000)),
      cpu: (after.cpu - before.cpu) / count,
      generator: Math.max(...results.map(({ cpu, milliseconds }) => cpu / milliseconds / 1000)),
      rss: after.rss,
    };
  }

  return {
    round,
    stop() {
      for (const child of children) child.kill();
    },
  };
}

function check({ error, errors, non2xx }, url) {
  if (error) throw new Error(error);
  if (errors || non2xx) throw new Error(`${url}: ${errors} errors, ${non2xx} answers that are not 2xx`);
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
