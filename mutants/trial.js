import { createContext } from './context.js';
import { mutated } from './exchange.js';
import { environmentOf, serve } from './live.js';
import { sourceOf } from './vendors.js';

/**
 * Lets one mutant loose on one operation and runs the whole suite against it; live: over a port, as a service
 * whose rows may move. With every statement asserted:
 * right: a check that is meant to catch it did. otherwise: only others did. survived: none did.
 * idle: the mutant never changed an answer.
 * isGraded: again at the grade that users get, with the checks that are meant to catch it. missed: a documented
 * statement is broken and no error says so, or an observed one and no warning does.
 */
export async function tryMutant(lib, mutant, trial) {
  const strict = await runMutant(lib, mutant, trial, 'assumed');
  const { findings, hits, seen, stopped } = strict;
  const counted = findings.filter(({ level }) => mutant.isInfo || level !== 'info');
  const outcome =
    hits.length > 0 ? 'right' : counted.length > 0 ? 'otherwise' : seen.changed === 0 ? 'idle' : 'survived';
  const isGraded = trial.isGraded && outcome === 'right';
  const usual = isGraded ? await atDefault(lib, mutant, trial, strict) : undefined;
  return {
    outcome: usual?.level === 'missed' ? 'missed' : outcome,
    ...seen,
    by: [...new Set(hits.map(({ check }) => check))],
    others: [...new Set(counted.map(({ check }) => check))].filter(
      (check) => !mutant.expects.includes(check),
    ),
    first: counted[0] && `${counted[0].check}: ${counted[0].title}`,
    stopped,
    ...(usual && { usual }),
  };
}

const GRADES = ['documented', 'observed', 'assumed'];
/** What is said at the default grade of a broken statement of each grade. */
const LEVELS = { documented: 'error', observed: 'warning', assumed: 'info' };

/**
 * What users are told, who have the default grade: the level of the best known statement that is broken. No request
 * is sent for the sake of an assumption, so nothing may have shown it: not-asserted.
 */
async function atDefault(lib, mutant, trial, strict) {
  const best = GRADES.find((one) => strict.hits.some((hit) => hit.grade === one));
  // What a filtered list gets wrong is known no better than that the list is filtered.
  const { grade: ofFilter = best } = strict.aim?.filter ?? {};
  const grade = GRADES[Math.max(GRADES.indexOf(best), GRADES.indexOf(ofFilter))];
  const least = mutant.isInfo ? 'info' : LEVELS[grade];
  const levels = Object.values(LEVELS);
  // Most are found by the requests of these checks alone, which is faster; some only by those of others.
  for (const only of [mutant.expects, trial.only]) {
    const { hits, seen } = await runMutant(lib, mutant, { ...trial, only }, 'documented');
    const told = levels.find((level) => hits.some((hit) => hit.level === level));
    if (told && levels.indexOf(told) <= levels.indexOf(least)) return { grade, level: told };
    if (grade === 'assumed') return { grade, level: 'not-asserted' };
    // It shows only in answers to what is asked for the sake of an assumption: a filter's form, an example.
    if (only === trial.only && seen.changed === 0) return { grade, level: 'not-asserted' };
  }
  return { grade, level: 'missed' };
}

/** One run of the suite against a mutant; hits: the findings of the checks that are meant to catch it. */
async function runMutant(
  lib,
  mutant,
  { vendor, operation: id, index = 0, only, isLive = false, seed = 1 },
  grade,
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
      grade,
      ...(target
        ? { url: `${target.url}/${vendor}`, env: environmentOf(lib, spec, context.secrets) }
        : { fetch }),
      ...(only && { only }),
      ...mutant.options,
    })
    .finally(() => target?.close());
  const findings = result.specs.flatMap((one) => one.findings);
  // What a single row gets wrong may be seen from the list that links to it.
  const isNear = (where) => where === id || context.isOne;
  const isCounted = ({ level }) => mutant.isInfo || grade !== 'assumed' || level !== 'info';
  const hits = findings.filter(
    (one) => isCounted(one) && mutant.expects.includes(one.check) && isNear(one.operation),
  );
  const stopped = result.specs.find((one) => one.stopped)?.stopped?.message;
  return { aim, findings, hits, seen, stopped };
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
