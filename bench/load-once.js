// node bench/load-once.js dist file: loads one document and prints what it cost this process.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , dist, file] = process.argv;
const { loadSpec } = await import(pathToFileURL(`${dist}/spec/load.js`).href);

const parse = await cost(() => JSON.parse(readFileSync(file, 'utf8')));
const load = await cost(() => loadSpec(file));
console.log(JSON.stringify({ parse, load, rss: process.resourceUsage().maxRSS * 1024 }));

/** In milliseconds of processor time, the garbage collector's threads included. */
async function cost(run) {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
