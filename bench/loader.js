// The load generator's process: runs one round per message. It lives through the whole benchmark, so that it
// is warm, and it is not the process that keeps the books.
import autocannon from 'autocannon';

process.on('message', async (round) => {
  try {
    process.send(await run(round));
  } catch (error) {
    process.send({ error: error.message });
  }
});
process.on('disconnect', () => process.exit());

async function run({ url, connections, requests, seconds }) {
  let next = 0;
  let first = 0;
  let last = 0;
  let count = 0;
  const cpu = process.cpuUsage();
  const instance = autocannon({
    url,
    connections,
    duration: seconds,
    sampleInt: 50,
    timeout: 10,
    // Every connection gets its own share of the requests: no two ask for the same page at the same time.
    setupClient: (client) => {
      const share = next++;
      client.setRequests(requests.filter((_, i) => i % connections === share).map((each) => ({ ...each })));
    },
  });
  instance.on('response', () => {
    last = performance.now();
    if (count++ === 0) first = last;
  });
  const { errors, non2xx } = await instance;
  const { user, system } = process.cpuUsage(cpu);
  return { count, milliseconds: last - first, errors, non2xx, cpu: user + system };
}
