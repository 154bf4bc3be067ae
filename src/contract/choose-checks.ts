import { UsageError } from '../errors.ts';
import { AREAS, isCheckName, namesOfOwn } from '../result/check-facts.ts';
import { GRADES } from '../spec/grade.ts';
import { excerpt } from '../text/excerpt.ts';
import { STRICT_UNKNOWN_FIELD } from './answer/unknown-field.ts';
import type { Check, ResponseCheck, ResponseDeviation } from './check.ts';
import { CHECK_LIST, type CheckName } from './checks.ts';

/** Which checks take part in a run. */
export interface CheckChoice {
  /** Only these; all when not given. */
  readonly only?: readonly (CheckName | OwnName)[];
  /** All but these. */
  readonly skip?: readonly (CheckName | OwnName)[];
  /** Checks of one response beside the built-in ones. */
  readonly checks?: readonly ResponseCheck[];
  /** Whether a field that the schema does not know fails. Default: it is only worth knowing. */
  readonly strictFields?: boolean;
}

/** Any other name; written so, editors still complete the built-in ones. */
type OwnName = string & Record<never, never>;

/** Every check of a run, and whether each takes part. Throws a UsageError for a name or a check that cannot be used. */
export function chooseChecks({ only, skip = [], checks: own = [], strictFields = false }: CheckChoice): {
  readonly checks: readonly Check[];
  readonly wants: (check: string) => boolean;
} {
  // Throws for what is no list of checks.
  namesOfOwn(own);
  const checks: Check[] = CHECK_LIST.map((one) =>
    strictFields && one.name === 'unknown-field' ? STRICT_UNKNOWN_FIELD : one,
  );
  for (const one of own) checks.push(toOwnCheck(one, checks));
  const unknown = [...(only ?? []), ...skip].find((wanted) => !checks.some(({ name }) => name === wanted));
  if (unknown !== undefined) throw new UsageError(`there is no check ${unknown}; CHECKS has them all`);
  return {
    checks,
    wants: (check) => (only === undefined || only.includes(check)) && !skip.includes(check),
  };
}

/** What a compiler cannot see, and what it sees of no JavaScript. */
function toOwnCheck(own: ResponseCheck, known: readonly Check[]): ResponseCheck {
  const given: Partial<Record<keyof ResponseCheck, unknown>> = Object(own);
  const { name, title, area, needs, offline, check } = given;
  if (typeof name !== 'string' || !isCheckName(name))
    throw new UsageError(
      `checks: the name ${shown(name)} must be small letters, digits and hyphens, such as no-stack-trace`,
    );
  const refuse = (why: string) => new UsageError(`the check ${name} ${why}`);
  if (known.some((one) => one.name === name)) throw refuse('has a name that another check has');
  if (typeof title !== 'string' || title.trim() === '')
    throw refuse('needs a title: one sentence on what it asserts');
  if (!AREAS.some((one) => one === area))
    throw refuse(`has the area ${shown(area)}, which is not one of ${AREAS.join(', ')}`);
  if (needs !== 'one-response' && needs !== 'wire')
    throw refuse(`needs ${shown(needs)}; a check of your own can need one-response or wire`);
  if (typeof offline !== 'boolean' && typeof offline !== 'string')
    throw refuse('needs offline: true where recordings can show it, else false or why they cannot');
  if (typeof check !== 'function') throw refuse('has no function check(observed, context)');
  return {
    ...own,
    check(observed, context) {
      const { method, path } = context.operation;
      const at = `on ${method} ${path}`;
      let deviations: unknown;
      try {
        deviations = own.check(observed, context);
      } catch (cause) {
        throw new UsageError(`the check ${name} failed ${at}: ${messageOf(cause)}`, { cause });
      }
      if (deviations === undefined) return undefined;
      if (!Array.isArray(deviations)) throw refuse(`gave ${shown(deviations)} ${at}, and not a list`);
      for (const one of deviations) {
        const problem = problemOf(one);
        if (problem !== undefined) throw refuse(`gave a deviation ${at} ${problem}`);
      }
      return deviations as ResponseDeviation[];
    },
  };
}

/** Why a report could not show a deviation. */
function problemOf(deviation: unknown): string | undefined {
  if (typeof deviation !== 'object' || deviation === null) return `that is ${shown(deviation)}`;
  const given = deviation as Record<string, unknown>;
  const missing = ['title', 'expected', 'actual'].find((word) => typeof given[word] !== 'string');
  if (missing !== undefined) return `without a text for ${missing}`;
  const wrong = ['pointer', 'source'].find((word) => word in given && typeof given[word] !== 'string');
  if (wrong !== undefined) return `whose ${wrong} is no text`;
  if ('entries' in given) return 'with entries of the ledger, which only the built-in checks can name';
  const grade = 'evidence' in given ? (Object(given.evidence) as { grade?: unknown }).grade : GRADES[0];
  if (!GRADES.some((one) => one === grade)) return `whose evidence has no grade of ${GRADES.join(', ')}`;
  return undefined;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function shown(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'function') return 'a function';
  return excerpt(JSON.stringify(value) ?? String(value), 80);
}
