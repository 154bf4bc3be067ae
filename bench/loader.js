// The load generator's process: runs one round per message. It lives through the whole benchmark, so that it
// is warm, and it is not the process that keeps the books.
import autocannon from 'autocannon';
import { newRequest } from './scenarios.js';

/** For one answer, in seconds: on a machine that is busy, slowness is not an error. */
const LONGEST_WAIT = 600;

process.on('message', async (round) => {
  try {
    process.send(await run(round));
  } catch (error) {
    process.send({ error: error.message });
  }
});
process.on('disconnect', () => process.exit());

/** Repeats a list of requests, or, given a scenario and where to start, asks for a new page each time. */
async function run({ url, connections, seconds, requests, scenario, start }) {
  let client = 0;
  let next = start;
  let first = 0;
  let last = 0;
  let count = 0;
  const cpu = process.cpuUsage();
  const instance = autocannon({
    url,
    connections,
    duration: seconds,
    sampleInt: 50,
    timeout: LONGEST_WAIT,
    setupClient: (one) => {
      // Every connection gets its own share of the requests: no two ask for the same page at the same time.
      const share = client++;
      one.setRequests(
        requests
          ? requests.filter((_, i) => i % connections === share).map((each) => ({ ...each }))
          : [{ setupRequest: (defaults) => ({ ...defaults, ...newRequest(scenario, next++) }) }],
      );
    },
  });
  instance.on('response', () => {
    last = performance.now();
    if (count++ === 0) first = last;
  });
  const { errors, non2xx } = await instance;
  const { user, system } = process.cpuUsage(cpu);
  return { count, next, milliseconds: last - first, errors, non2xx, cpu: user + system };
}
