import { toPointer } from '../../spec/json-pointer.ts';
import type { CheckLog } from '../check-log.ts';
import { type Client, withLog } from '../client.ts';
import type { FilterCase, FilterWorld } from './filters/case.ts';
import { runFilterCase } from './filters/case-run.ts';
import { casesOf, pairCase } from './filters/cases.ts';
import { FILTER_CHECKS } from './filters/checks.ts';
import { checkBase } from './filters/evaluate.ts';
import { checkOrderedFilters } from './filters/ordered.ts';
import { checkParts } from './filters/parts.ts';
import { createFilterReport } from './filters/report.ts';
import { explainChecks, skipCase } from './filters/skips.ts';
import { conditionsOf, type FilterTerm, filterTerms } from './filters/term.ts';
import { listOf } from './page-request.ts';
import { type Part, runShort, type Stage } from './stage.ts';
import type { Walk } from './walk.ts';

/** The most requests for one operation: every value of a long list once, and some to spare. */
const MOST = 64;
/** Of a list longer than this, a filtered one is only looked into. */
const SHORT_WALK = 3;

/** Each filter gives what matches it and nothing else; two together what matches both. */
export async function checkFilters(given: Client, stage: Stage): Promise<void> {
  const { base, rows } = stage;
  const { operation, log } = given;
  const { filters } = listOf(log);
  if (filters.length === 0 || ![...FILTER_CHECKS, 'total' as const].some(log.wants)) return;
  const terms = filterTerms(log, filters, rows);
  const report = createFilterReport(given, terms);
  const client = withLog(given, report.log);
  const asked = conditionsOf(operation, terms, base.values);
  const world: FilterWorld = { client, rows, base, terms, given: asked };
  const asserted = terms.filter(
    ({ filter }) => log.asserts(filter.evidence) && !isMisread(log, filter.field),
  );
  for (const { filter, key } of terms) {
    if (!log.asserts(filter.evidence)) log.skip(`parameter:${key}`, 'assumed');
    else if (isMisread(log, filter.field))
      log.skip(`parameter:${key}`, 'not-provoked', `what rows show as ${filter.field} is no such time`);
  }

  checkBase(world);
  const isSpent = createBudget(log);
  const baseKey = JSON.stringify(base.values);
  const done = new Set([baseKey]);
  const parts = new Map<FilterTerm, Map<FilterCase, Walk>>();
  const addPart = (one: FilterCase, found: Walk) => {
    for (const term of one.terms)
      parts.set(term, (parts.get(term) ?? new Map<FilterCase, Walk>()).set(one, found));
  };
  for (const one of inTurn([...asserted.map((term) => casesOf(world, term)), pairCases(world, asserted)])) {
    const key = JSON.stringify(one.values);
    if (!isWanted(log, one)) continue;
    // What the whole list itself asks for has been seen.
    if (key === baseKey && one.hidden !== undefined) addPart(one, base);
    if (done.has(key)) continue;
    if (isSpent()) {
      skipCase(log, one, 'budget');
      continue;
    }
    done.add(key);
    const maxPages = base.pages.length > SHORT_WALK ? SHORT_WALK : undefined;
    let found: Walk | undefined;
    const part: Part = async (short, known) => {
      found = await runFilterCase({ ...world, client: short, base: known }, one, maxPages);
    };
    await runShort(stage, client, part);
    if (found && (one.listed !== undefined || one.hidden !== undefined)) addPart(one, found);
  }
  for (const [term, found] of parts)
    await stage.run(client, async (short) => checkParts({ ...world, client: short }, term, found), []);
  const ordered = asserted.flatMap((term) => casesOf(world, term).find(({ kind }) => kind === 'some') ?? []);
  await checkOrderedFilters(world, stage, ordered);
  report.end();
  explainChecks(world, asserted, isSpent());
}

function pairCases(world: FilterWorld, terms: readonly FilterTerm[]): FilterCase[] {
  return terms
    .flatMap((a, index) => terms.slice(index + 1).map((b) => [a, b] as const))
    .filter(([a, b]) => a.filter !== b.filter)
    .map(([a, b]) => pairCase(world, a, b))
    .filter((one) => one !== undefined);
}

/** The first case of each list, then the second of each: when the budget ends, every filter had its turn. */
function inTurn(lists: readonly (readonly FilterCase[])[]): FilterCase[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list[n] ?? [])).flat();
}

function isWanted({ wants, asserts }: CheckLog, { kind, evidence }: FilterCase): boolean {
  if (!asserts(evidence)) return false;
  if (kind === 'nobody' || kind === 'together') return wants(`filter-${kind}`);
  return (['filter-sound', 'filter-complete', 'filter-bound', 'total'] as const).some(wants);
}

/** Times in another unit than declared are a finding already: what filters make of them is the same one. */
function isMisread({ observations }: CheckLog, field: string): boolean {
  return observations.some(
    ({ check, info, pointer = '' }) => check === 'time' && !info && pointer.endsWith(toPointer([field])),
  );
}

function createBudget({ counts }: CheckLog): () => boolean {
  // What had to be sent again takes nothing away.
  const sent = () => counts.requests - counts.retries;
  const start = sent();
  return () => sent() - start >= MOST;
}
