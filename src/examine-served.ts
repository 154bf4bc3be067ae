import { closest } from 'fastest-levenshtein';
import { checkExchange } from './contract/check-exchange.ts';
import { readRequest } from './control/read-request.ts';
import type { ServedExchange } from './control/served-exchange.ts';
import type { Examine, ShownFinding } from './control/shown-entry.ts';
import type { Finding } from './result/finding.ts';
import type { Grade } from './spec/grade.ts';
import { createMatcher } from './spec/match.ts';
import { isQueryName, queryNames } from './spec/query-names.ts';
import { receivedError } from './spec/request-errors.ts';
import type { Operation, Spec } from './spec/spec.ts';

/** Says what the contract finds in a served exchange, each looked at once. */
export function createExamine(specs: readonly Spec[], asserted: Grade): Examine {
  const matcher = createMatcher(specs);
  const known = new WeakMap<ServedExchange, readonly ShownFinding[]>();
  return (served, exchange) => {
    const { spec, operation } = served;
    if (!spec || !operation) return [];
    const found = known.get(served) ?? [
      ...requestFindings(spec, operation, readRequest(served, matcher)),
      ...checkExchange(spec, operation, exchange, { asserted }).map(toShownFinding),
    ];
    known.set(served, found);
    return found;
  };
}

function toShownFinding({ check, level, title, expected, actual, pointer }: Finding): ShownFinding {
  return { of: 'response', check, level, title, expected, actual, ...(pointer !== '' && { pointer }) };
}

/** The first thing that the document forbids, and names that it does not know. */
function requestFindings(
  spec: Spec,
  operation: Operation,
  { query, texts, sent }: ReturnType<typeof readRequest>,
): ShownFinding[] {
  const error = receivedError(spec, operation, texts, sent);
  const invalid: ShownFinding[] = error
    ? [{ of: 'request', check: error.causes[0], level: 'error', title: `${error.field} ${error.reason}` }]
    : [];
  const names = queryNames(operation, spec);
  const credentials = Object.values(spec.securitySchemes).flatMap((one) =>
    one.type === 'apiKey' && one.in === 'query' ? [one.name] : [],
  );
  const unknown = [...query.keys()].filter((name) => !isQueryName(name, [...names, ...credentials]));
  return [
    ...invalid,
    ...unknown.slice(0, MOST_UNKNOWN).map((name): ShownFinding => {
      const near = names.length === 0 ? 'it has none' : `did you mean ${closest(name.slice(0, 100), names)}?`;
      const title = `the spec does not declare the query parameter ${JSON.stringify(name.slice(0, 100))}; ${near}`;
      return { of: 'request', check: 'undeclared-parameter', level: 'warning', title };
    }),
  ];
}

const MOST_UNKNOWN = 20;
