import { createContext } from './context.js';
import { mutated } from './exchange.js';
import { environmentOf, serve } from './live.js';
import { sourceOf } from './vendors.js';

/**
 * Lets one mutant loose on one operation and runs the whole suite against it; live: over a port, as a service
 * whose rows may move.
 * right: a check that is meant to catch it did. otherwise: only others did. survived: none did.
 * idle: the mutant never changed an answer.
 */
export async function tryMutant(
  lib,
  mutant,
  { vendor, operation: id, index = 0, only, isLive = false, seed = 1 },
) {
  const options = {
    vendors: [sourceOf(vendor)],
    seed,
    ...(mutant.rows !== undefined && { rows: mutant.rows }),
  };
  const mock = await mockOf(lib, options);
  const [spec] = mock.specs;
  const operation = spec.operations.find((one) => one.id === id);
  const context = createContext(lib, spec, operation);
  const aim = mutant.targetsOf(context)[index];
  const seen = { requests: 0, changed: 0 };
  const fetch = mutated((request) => mock.fetch(request), context, mutant, aim, seen);
  const target = isLive ? await serve(fetch) : undefined;
  const result = await lib
    .checkContract({
      ...options,
      ...(target
        ? {
            url: `${target.url}/${vendor}`,
            env: environmentOf(lib, spec, context.secrets),
            grade: 'assumed',
          }
        : { fetch }),
      ...(only && { only }),
      ...mutant.options,
    })
    .finally(() => target?.close());
  const findings = result.specs.flatMap((one) => one.findings);
  const counted = findings.filter(({ level }) => mutant.isInfo || level !== 'info');
  const hits = counted.filter(
    ({ check, operation: where }) => mutant.expects.includes(check) && isNear(where),
  );
  const outcome =
    hits.length > 0 ? 'right' : counted.length > 0 ? 'otherwise' : seen.changed === 0 ? 'idle' : 'survived';
  return {
    outcome,
    ...seen,
    by: [...new Set(hits.map(({ check }) => check))],
    others: [...new Set(counted.map(({ check }) => check))].filter(
      (check) => !mutant.expects.includes(check),
    ),
    first: counted[0] && `${counted[0].check}: ${counted[0].title}`,
    stopped: result.specs.find(({ stopped }) => stopped)?.stopped?.message,
  };

  // What a single row gets wrong may be seen from the list that links to it.
  function isNear(where) {
    return where === id || context.isOne;
  }
}

const mocks = new Map();

/** One mock serves all trials of a worker: no answer of it depends on those before. */
function mockOf(lib, options) {
  const key = JSON.stringify(options);
  if (!mocks.has(key)) mocks.set(key, lib.createMock({ ...options, strictKeys: true }));
  return mocks.get(key);
}

/** Every operation and target that a mutant makes sense for. */
export function trialsOf(lib, mutants, specs) {
  return mutants.flatMap((mutant) =>
    specs.flatMap((spec) =>
      spec.operations
        .filter(({ safe }) => safe)
        .flatMap((operation) =>
          mutant.targetsOf(createContext(lib, spec, operation)).map((target, index) => ({
            mutant: mutant.name,
            vendor: spec.name,
            operation: operation.id,
            index,
            label: target.label,
          })),
        ),
    ),
  );
}
