import { askRows } from './ask.js';
import { median } from './median.js';
import { checkSameRows, typicalAnswer } from './rows.js';
import { NEW_PAGES, newRequest, OPERATIONS } from './scenarios.js';

/**
 * One scenario against all servers, round by round in turn, so that whatever else the machine does meets all
 * of them. The server `fresh` is asked for new pages only. Resolves to the medians per server, and to the most
 * memory that each had after a round.
 */
export async function measure(scenario, servers, load, { rounds, seconds, warmUp }) {
  const { length, ...answer } = await typicalAnswer(servers.mock.url, scenario);
  await servers.node.setAnswer(answer);
  await servers.hono.setAnswer(answer);
  await checkSameRows(servers.mock.url, servers.hand.url, scenario);
  await checkNewPages(servers.fresh.url, scenario);

  const names = Object.keys(servers);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  const round = (name, length) =>
    load.round(servers[name], scenario, { seconds: length, isNew: name === 'fresh' });
  for (const name of names) await round(name, warmUp);
  for (let i = 0; i < rounds; i++) {
    for (let at = 0; at < names.length; at++) {
      const name = names[(at + i) % names.length];
      taken[name].push(await round(name, seconds));
    }
  }
  const results = names.map((name) => [name, summary(taken[name])]);
  return { ...scenario, bytes: length, servers: Object.fromEntries(results) };
}

/** Throws unless there are full pages as far out as a run may come: empty ones would cost nothing. */
async function checkNewPages(url, scenario) {
  const { operation, size } = scenario;
  for (const n of [0, 1, NEW_PAGES - 2, NEW_PAGES - 1])
    await askRows(url, OPERATIONS[operation], newRequest(scenario, n), size);
}

function summary(rounds) {
  const of = (key) => rounds.map((round) => round[key]);
  return {
    rps: median(of('rps')),
    cpu: median(of('cpu')),
    generator: median(of('generator')),
    rss: Math.max(...of('rss')),
  };
}
