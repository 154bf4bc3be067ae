import type { ObservedResponse } from '../../result/observed-response.ts';
import { DOCUMENTED, weakest } from '../../spec/grade.ts';
import type { Evidence } from '../../spec/spec.ts';
import { statementAt } from '../../spec/statement.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { CheckLog } from '../check-log.ts';
import type { PageMode } from './page-modes.ts';

/** Reports that a request was refused which the document allows, as far as that is known. */
export function reportRefused(
  { spec, operation, saw }: CheckLog,
  { planned, status, reading, exchange }: ObservedResponse,
  allowed: Evidence = DOCUMENTED,
): void {
  saw('accepts', {
    title: 'a valid request is refused',
    expected: `rows, asked for ${planned.purpose}`,
    actual: `status ${status}: ${excerpt(reading.text)}`,
    source: operation.pointer,
    evidence: weakest(statementAt(spec, operation.pointer, 'x-confab/items').evidence, allowed),
    exchange,
  });
}

/** Reports that a request was refused which the list itself led to, by a token or a URL. */
export function reportLead(
  { operation, saw }: CheckLog,
  { planned, status, reading, exchange }: ObservedResponse,
  mode: PageMode,
): void {
  const isLink = mode === 'link';
  saw(isLink ? 'next-link' : 'token', {
    title: isLink ? "the next page's URL is refused" : 'a token that the list gave is refused',
    expected: `rows, asked for ${planned.purpose}`,
    actual: `status ${status}: ${excerpt(reading.text)}`,
    source: `${operation.pointer}/x-confab/paging/next`,
    evidence: operation.list?.paging.evidence(isLink ? 'nextUrl' : 'token') ?? DOCUMENTED,
    exchange,
  });
}
