import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { exchange } from './exchange.js';

/** The load generator, in processes of its own: two where there are cores for them beside the server's. */
export function createLoad() {
  const children = Array.from({ length: availableParallelism() >= 4 ? 2 : 1 }, () =>
    fork(new URL('./loader.js', import.meta.url)),
  );
  return {
    /** One round: what it cost the server and how busy the generator itself was. */
    async round(server, { connections, requests, seconds }) {
      const used = children.slice(0, connections);
      const before = await server.usage();
      const results = await Promise.all(
        used.map((child, i) =>
          exchange(child, {
            url: server.url,
            connections: connections / used.length,
            requests: requests.filter((_, at) => at % used.length === i),
            seconds,
          }),
        ),
      );
      const after = await server.usage();
      for (const result of results) check(result, server.url);
      return {
        rps: sum(results.map(({ count, milliseconds }) => ((count - 1) / milliseconds) * 1000)),
        cpu: (after.cpu - before.cpu) / sum(results.map(({ count }) => count)),
        generator: Math.max(...results.map(({ cpu, milliseconds }) => cpu / milliseconds / 1000)),
      };
    },
    stop() {
      for (const child of children) child.kill();
    },
  };
}

function check({ error, errors, non2xx, count }, url) {
  if (error) throw new Error(error);
  if (errors || non2xx || count < 2) {
    throw new Error(`${url}: ${errors} errors, ${non2xx} answers that are not 2xx, ${count} answers`);
  }
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
