import type { Expression } from '../../../spec/expressions.ts';
import { fieldAt } from '../../../spec/field.ts';
import { fieldStatement } from '../../../spec/field-statement.ts';
import { weakest } from '../../../spec/grade.ts';
import { withValue } from '../../../spec/request-values.ts';
import type { Session } from '../../session.ts';
import { toNumber } from '../shown.ts';
import { askFor, isPage, listOf, reportRefused, type Walk, waysOf } from '../walk.ts';
import { hold, placesShown, type Statement, stated } from './statement.ts';

/** A total that a request may ask for: not counted where it says no, and by default as documented. */
export async function checkCounted(session: Session, walk: Walk): Promise<void> {
  const { spec, operation } = session;
  if (walk.rows.length === 0) return;
  for (const place of listOf(session).paging.reads.total) {
    const field = fieldAt(operation, place);
    const known = fieldStatement(spec, field, 'default');
    const evidence = weakest(known.evidence, stated(session, 'total').evidence);
    if (!session.asserts(evidence)) continue;
    if (session.wants('total')) {
      const statement = { ...stated(session, 'total'), evidence };
      await checkTotalOf(session, walk, place, false, { check: 'total', statement, isCounted: false });
    }
    const usual = field.schema.default;
    if (typeof usual !== 'boolean' || field.required) continue;
    if (session.wants('page-default'))
      await checkTotalOf(session, walk, place, undefined, {
        check: 'page-default',
        statement: { ...known, evidence },
        isCounted: usual,
      });
  }
}

async function checkTotalOf(
  session: Session,
  walk: Walk,
  place: Expression,
  value: boolean | undefined,
  {
    check,
    statement,
    isCounted,
  }: { check: 'total' | 'page-default'; statement: Statement; isCounted: boolean },
): Promise<void> {
  const asked = value === undefined ? 'without saying so' : 'with a no';
  const values = withValue(walk.values, place, value);
  const [way = 'once'] = waysOf(listOf(session));
  const seen = await session.ask({
    purpose: `a page, the total asked for ${asked}`,
    values: askFor(listOf(session), values, way, { number: 1, size: walk.size }),
  });
  if (!isPage(seen)) return reportRefused(session, seen);
  const first = walk.pages[0] && placesShown(session, walk.pages[0], 'total')[0]?.value;
  const wrong = placesShown(session, seen, 'total')
    .filter((one) => (isCounted ? one.value !== first : toNumber(one.value) !== 0))
    .map((one) => ({
      title: isCounted
        ? `${one.pointer} is not counted, although it is by default`
        : `${one.pointer} is counted, although it was not asked for`,
      expected: isCounted ? JSON.stringify(first) : 'no total, or 0',
      actual: JSON.stringify(one.value),
      pointer: one.pointer,
      ...statement,
      exchange: seen.exchange,
    }));
  hold(session, check, statement, wrong);
}
