import type { Deviation } from '../../../result/observation.ts';
import type { Filter } from '../../../spec/spec.ts';
import type { CheckName } from '../../checks.ts';
import type { FilterCase, FilterWorld } from './case.ts';
import { isAtWindow, totalOf } from './totals.ts';

const TOGETHER = 'two filters together do not give what matches both';

/** Keeps what the cases of filters show. */
interface FilterReport {
  saw(one: FilterCase, check: CheckName, wrong: Deviation | undefined): void;
  /** What was kept back is said, now that it is known which filters are broken by themselves. */
  end(): void;
}

/** Two filters of which one is broken alone are no fault of their own: the same cause is reported once. */
export function createFilterReport(world: FilterWorld): FilterReport {
  const { saw, skip } = world.client.log;
  const isMiscounted = isWrongTotal(world);
  const broken = new Set<Filter>();
  const kept: { one: FilterCase; wrong: Deviation }[] = [];
  return {
    saw(one, check, wrong) {
      if (one.kind === 'together' && check !== 'total') {
        // The rows and not their fields: of every two filters it is one fault.
        if (wrong) kept.push({ one, wrong: { ...wrong, pointer: rowOf(wrong.pointer) } });
        else saw('filter-together');
        return;
      }
      // Of a list whose own total is wrong already, it is no fault of the filter.
      if (check === 'total' && isMiscounted) return;
      saw(check, wrong);
      if (wrong && check !== 'total') for (const { filter } of one.terms) broken.add(filter);
    },
    end() {
      for (const { one, wrong } of kept) {
        if (one.terms.some(({ filter }) => broken.has(filter)))
          skip(
            'check:filter-together',
            'not-provoked',
            'a filter that is broken by itself says nothing together',
          );
        else saw('filter-together', { ...wrong, title: TOGETHER });
      }
    },
  };
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
