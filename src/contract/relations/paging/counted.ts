import type { Expression } from '../../../spec/expressions.ts';
import { fieldAt } from '../../../spec/field.ts';
import { fieldStatement } from '../../../spec/field-statement.ts';
import { weakest } from '../../../spec/grade.ts';
import { withValue } from '../../../spec/request-values.ts';
import type { Statement } from '../../../spec/statement.ts';
import type { Client } from '../../client.ts';
import { pageModes } from '../page-modes.ts';
import { askFor, listOf } from '../page-request.ts';
import { reportRefused } from '../refused.ts';
import { toNumber } from '../shown.ts';
import { isPage, type Walk } from '../walk.ts';
import { logDeviations, pagingStatement, placesShown } from './statement.ts';

/** A total that a request may ask for: not counted where it says no, and by default as documented. */
export async function checkCounted(client: Client, walk: Walk): Promise<void> {
  const { spec, operation } = client;
  if (walk.rows.length === 0) return;
  for (const place of listOf(client).paging.reads.total) {
    const field = fieldAt(operation, place);
    const known = fieldStatement(spec, field, 'default');
    const evidence = weakest(known.evidence, pagingStatement(client, 'total').evidence);
    if (!client.log.asserts(evidence)) continue;
    if (client.log.wants('total')) {
      const statement = { ...pagingStatement(client, 'total'), evidence };
      await checkTotalOf(client, walk, place, false, { check: 'total', statement, isCounted: false });
    }
    const usual = field.schema.default;
    if (typeof usual !== 'boolean' || field.required) continue;
    if (client.log.wants('page-default'))
      await checkTotalOf(client, walk, place, undefined, {
        check: 'page-default',
        statement: { ...known, evidence },
        isCounted: usual,
      });
  }
}

async function checkTotalOf(
  client: Client,
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
  const [mode = 'once'] = pageModes(listOf(client));
  const seen = await client.ask({
    purpose: `a page, the total asked for ${asked}`,
    values: askFor(client, values, mode, { number: 1, size: walk.size }),
  });
  if (!isPage(seen)) return reportRefused(client.log, seen);
  const first = walk.pages[0] && placesShown(client, walk.pages[0], 'total')[0]?.value;
  const wrong = placesShown(client, seen, 'total')
    .filter((one) => (isCounted ? one.value !== first : toNumber(one.value) !== 0))
    .map((one) => ({
      title: isCounted
        ? `${one.label} is not counted, although it is by default`
        : `${one.label} is counted, although it was not asked for`,
      expected: isCounted ? JSON.stringify(first) : 'no total, or 0',
      actual: JSON.stringify(one.value),
      pointer: one.pointer,
      ...statement,
      exchange: seen.exchange,
    }));
  logDeviations(client.log, check, statement, wrong);
}
