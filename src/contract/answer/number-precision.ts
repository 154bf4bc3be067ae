import { generalPointer } from '../../result/finding.ts';
import { DOCUMENTED } from '../../spec/grade.ts';
import { parsePointer } from '../../spec/json-pointer.ts';
import type { Evidence, Spec } from '../../spec/spec.ts';
import type { Trace } from '../../spec/trace.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody } from './body.ts';
import { typeStatement } from './statement.ts';
import { traceOf } from './trace-of.ts';
import { unseenJson } from './unseen.ts';

/** More of them would only make reports longer. */
const MOST_NUMBERS = 100;

/** Then it keeps the document, and it is only worth a warning. */
const LONG: Evidence = {
  grade: 'observed',
  reason: 'the document says int64, which JavaScript clients cannot read',
};

/** Whether the document itself says that an integer has 64 bits, and it has no more. */
function isDeclaredLong(
  spec: Spec,
  trace: Trace | undefined,
  path: readonly string[],
  text: string,
): boolean {
  if (!/^-?\d+$/.test(text) || BigInt.asIntN(64, BigInt(text)) !== BigInt(text)) return false;
  const schemas = trace?.along(path)[path.length]?.schemas ?? [];
  return schemas.some(({ schema }) => spec.schemas.resolve(schema).format === 'int64');
}

/** Whether JavaScript reads a number as another one than the text has. */
const checkNumberPrecision: ResponseChecker = (observed, { spec, operation }) => {
  const { reading, media, exchange } = observed;
  if (!hasBody(observed) || reading.json === undefined) return undefined;
  const response = describedBy(observed);
  const trace = response && traceOf(spec, observed);
  return reading.notes.numbers.slice(0, MOST_NUMBERS).map(({ pointer, text }) => {
    const path = parsePointer(pointer);
    const isHeld = Number.isFinite(Number(text));
    return {
      title: `the number at ${generalPointer(pointer) || 'the top'} is ${isHeld ? 'beyond 2^53' : 'too large: clients read it as Infinity'}`,
      expected: isHeld
        ? 'a number that JavaScript clients read as it is; a larger id as a text'
        : `a number up to ${Number.MAX_VALUE}, which is the largest that clients know`,
      actual: `${excerpt(text, 60)}, which JavaScript reads as ${Number(text)}`,
      pointer,
      ...(trace
        ? typeStatement(spec, trace, path)
        : { source: media?.pointer ?? operation.pointer, evidence: DOCUMENTED }),
      ...(isDeclaredLong(spec, trace, path, text) && { evidence: LONG }),
      exchange,
    };
  });
};

export const NUMBER_PRECISION = {
  name: 'number-precision',
  title: 'No integer is beyond 2^53, where JavaScript clients change it.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: unseenJson,
  check: checkNumberPrecision,
} as const satisfies ResponseCheck;
