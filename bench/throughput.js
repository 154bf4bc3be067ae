import { median } from './median.js';
import { checkSameRows, typicalAnswer } from './rows.js';
import { requestsOf } from './scenarios.js';

/**
 * One scenario against all servers, round by round in turn, so that whatever else the machine does meets all
 * of them. Resolves to the medians per server.
 */
export async function measure(scenario, servers, load, { rounds, seconds, warmUp }) {
  const requests = requestsOf(scenario);
  const { connections } = scenario;
  const { length, ...answer } = await typicalAnswer(servers.mock.url, scenario);
  await servers.node.setAnswer(answer);
  await servers.hono.setAnswer(answer);
  await checkSameRows(servers.mock.url, servers.hand.url, scenario);

  const names = Object.keys(servers);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await load.round(servers[name], { connections, requests, seconds: warmUp });
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      taken[name].push(await load.round(servers[name], { connections, requests, seconds }));
    }
  }
  const results = names.map((name) => [name, medians(taken[name])]);
  return { ...scenario, bytes: length, servers: Object.fromEntries(results) };
}

function medians(rounds) {
  const of = (key) => median(rounds.map((round) => round[key]));
  return { rps: of('rps'), cpu: of('cpu'), generator: of('generator') };
}
