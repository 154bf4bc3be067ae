import type { Deviation } from '../../../result/observation.ts';
import type { Filter } from '../../../spec/spec.ts';
import type { CheckLog } from '../../check-log.ts';
import type { CheckName } from '../../checks.ts';
import type { Client } from '../../client.ts';
import type { FilterCase, FilterWorld } from './case.ts';
import { FILTER_CHECKS } from './checks.ts';
import type { FilterTerm } from './term.ts';
import { isAtWindow, totalOf } from './totals.ts';

const TOGETHER = 'two filters together do not give what matches both';

/** Keeps what the cases of filters show. */
interface FilterReport {
  /** The log of the cases; what two filters show together is kept back. */
  readonly log: CheckLog;
  /** What was kept back is said, now that it is known which filters are broken by themselves. */
  end(): void;
}

/** Two filters of which one is broken alone are no fault of their own: the same cause is reported once. */
export function createFilterReport({ log }: Client, terms: readonly FilterTerm[]): FilterReport {
  const kept: Deviation[] = [];
  const broken = new Set<Filter>();
  const filtersOf = ({ entries = [] }: Deviation) =>
    terms.filter(({ key }) => entries.includes(`parameter:${key}`)).map(({ filter }) => filter);
  return {
    log: {
      ...log,
      saw(check, ...deviations) {
        const wrong = deviations.filter((one) => one !== undefined);
        const isTogether = check === 'filter-together' && log.wants(check);
        if (isTogether && wrong.length > 0) kept.push(...wrong);
        else log.saw(check, ...wrong);
        if (!isTogether && isFilterCheck(check))
          for (const filter of wrong.flatMap(filtersOf)) broken.add(filter);
      },
    },
    end() {
      for (const wrong of kept) {
        if (filtersOf(wrong).some((filter) => broken.has(filter)))
          log.skip(
            'check:filter-together',
            'not-provoked',
            'a filter that is broken by itself says nothing together',
          );
        else log.saw('filter-together', wrong);
      }
    },
  };
}

/** What a case shows: the rows and not their fields, as of every two filters it is one fault. */
export function reportCase(
  world: FilterWorld,
  one: FilterCase,
  check: CheckName,
  wrong: Deviation | undefined,
): void {
  const { saw } = world.client.log;
  if (one.kind === 'together' && check !== 'total')
    saw('filter-together', wrong && { ...wrong, title: TOGETHER, pointer: rowOf(wrong.pointer) });
  // Of a list whose own total is wrong already, it is no fault of the filter.
  else if (check !== 'total' || !isWrongTotal(world)) saw(check, wrong);
}

function isFilterCheck(check: CheckName): boolean {
  return FILTER_CHECKS.some((one) => one === check);
}

function isWrongTotal(world: FilterWorld): boolean {
  const { base } = world;
  const total = base.complete && !isAtWindow(world, base) ? totalOf(world, base) : undefined;
  return total !== undefined && total !== base.rows.length;
}

/** `/list/3/user_id` → `/list` */
function rowOf(pointer = ''): string {
  return pointer.replace(/\/\d+(\/.*)?$/, '');
}
