import { plural } from '../text/plural.ts';
import { shortened } from '../text/shortened.ts';
import { valueExcerpt } from '../text/value-excerpt.ts';
import type { CheckedCall } from './expected-calls.ts';

/** An expected call in words: `exactly 3 calls of vendor.listThings with query size=100`. */
export function callText(call: CheckedCall): string {
  const wanted = (['path', 'query', 'headers'] as const).flatMap((place) =>
    Object.entries(call[place] ?? {}).map(
      ([name, value]) => `${place === 'headers' ? 'header' : place} ${name}=${plain(value)}`,
    ),
  );
  if (call.body !== undefined) wanted.push(`body ${valueExcerpt(call.body)}`);
  if (call.status !== undefined) wanted.push(`status ${call.status}`);
  return `${timesText(call)} of ${call.operation}${wanted.length === 0 ? '' : ` with ${wanted.join(', ')}`}`;
}

function timesText({ least, most }: CheckedCall): string {
  if (most === 0) return 'no call';
  if (least === most) return `exactly ${plural(least, 'call')}`;
  if (most === Number.POSITIVE_INFINITY) return `at least ${plural(least, 'call')}`;
  return least === 0 ? `at most ${plural(most, 'call')}` : `${least} to ${plural(most, 'call')}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? shortened(value, 100) : valueExcerpt(value);
}
