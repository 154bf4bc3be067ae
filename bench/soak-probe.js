// Loaded before the server of a soak (`node --import`): tells over IPC what the process holds in memory, and ends it
// when the soak is gone. `collect` asks for a full collection first, which needs --expose-gc.
import { getHeapSpaceStatistics } from 'node:v8';

process.on('message', ({ collect }) => {
  if (collect) globalThis.gc?.();
  const { rss, heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  const spaces = Object.fromEntries(getHeapSpaceStatistics().map((one) => [one.space_name, one.space_size]));
  const { user, system } = process.cpuUsage();
  process.send({ rss, heapUsed, heapTotal, external, arrayBuffers, spaces, cpu: user + system });
});
process.on('disconnect', () => process.exit());
