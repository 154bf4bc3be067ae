import { randomUUID } from 'node:crypto';
import { createContext } from '../context.js';
import { mutated } from '../exchange.js';
import { createMovingWorld } from './world.js';

/** Lets one mutant loose on a service whose lists move, and holds it against the contract as a service. */
export async function tryMoving(lib, mutant, job) {
  const { operation: id, index = 0, only, every } = job;
  const world = await createMovingWorld(lib, {
    ...job,
    ...(mutant?.rows !== undefined && { rows: mutant.rows }),
  });
  const { spec } = world;
  const seen = { requests: 0, changed: 0 };
  const answer = mutant ? toMutated(lib, mutant, world, { id, index, seen }) : world.fetch;
  const fetch = async (request) => {
    await world.tick();
    return answer(request);
  };
  // Each state of the lists is a mock of its own, which does not know the nonces that another one has seen.
  const { checks, wants } = lib.chooseChecks({ skip: ['credential'], ...(only && { only }) });
  const send = lib.createFetchSend(fetch);
  const result = await lib.runSpec({
    spec,
    target: { name: 'a service', base: `http://confab.localhost/${spec.name}`, send, live: true },
    ...lib.givenToMock(spec),
    asserted: 'assumed',
    limits: { maxPages: 50, slow: 10_000 },
    checks,
    wants,
    send,
    now: Date.now,
    nonce: randomUUID,
  });
  const findings = result.findings.filter(({ level }) => mutant?.isInfo || level !== 'info');
  const hits = mutant ? findings.filter(({ check }) => mutant.expects.includes(check)) : [];
  const doubtful = result.ledger.filter(({ state }) => state === 'inconclusive');
  return {
    every,
    outcome: outcomeOf(mutant, { hits, findings, doubtful, seen }),
    requests: result.requests,
    by: [...new Set(hits.map(({ check }) => check))],
    doubtful: [...new Set(doubtful.map(({ name, detail }) => `${name}: ${detail}`))],
    first: findings[0] && `${findings[0].check}: ${findings[0].title}: ${findings[0].actual}`,
    stopped: result.stopped?.message,
  };
}

/** found: by a check that is meant to. inconclusive: it looked wrong and could not be told from rows that move. */
function outcomeOf(mutant, { hits, findings, doubtful, seen }) {
  if (!mutant) return findings.length > 0 ? 'false alarm' : 'clean';
  if (hits.length > 0) return 'right';
  if (findings.length > 0) return 'otherwise';
  if (seen.changed === 0) return 'idle';
  return doubtful.length > 0 ? 'inconclusive' : 'survived';
}

function toMutated(lib, mutant, world, { id, index, seen }) {
  const operation = world.spec.operations.find((one) => one.id === id);
  const context = createContext(lib, world.spec, operation);
  const aim = mutant.targetsOf(context)[index];
  return mutated(world.fetch, context, mutant, aim, seen, world.version);
}
