import { generalPointer } from '../../result/finding.ts';
import { isStated } from '../../spec/evidence.ts';
import { toPointer } from '../../spec/json-pointer.ts';
import { isJson } from '../../spec/media-type.ts';
import { statementAt } from '../../spec/statement.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { traceOf } from './trace-of.ts';
import { unseenJson } from './unseen.ts';

/**
 * Whether a body has a field that its schema does not know. It breaks nothing, unless the run is strict or the schema's
 * evidence grades `additionalProperties`: then the document says that it knows all of them.
 */
const createUnknownField =
  (isStrict: boolean): ResponseChecker =>
  (observed, { spec, mixture }) => {
    const { media, exchange } = observed;
    const response = describedBy(observed);
    const trace = traceOf(spec, observed);
    if (!response || !media || !isJson(media) || !trace || !hasBody(observed) || mixture) return undefined;
    const told = new Set<string>();
    return trace.unknownFields.flatMap(({ path, value, location }) => {
      const pointer = toPointer(path);
      const general = generalPointer(pointer);
      if (told.has(general)) return [];
      told.add(general);
      const breaks = isStrict || isStated(spec, location, 'additionalProperties');
      return [
        {
          title: `the field ${general} is not in the schema`,
          expected: 'only fields that the document knows',
          actual: show(value),
          pointer,
          source: location,
          evidence: statementAt(spec, location, 'additionalProperties').evidence,
          exchange,
          ...(!breaks && { info: true }),
        },
      ];
    });
  };

export const UNKNOWN_FIELD = {
  name: 'unknown-field',
  title: 'The body has no field that the schema does not know.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: unseenJson,
  check: createUnknownField(false),
} as const satisfies ResponseCheck;

/** The same check where every unknown field is to fail. */
export const STRICT_UNKNOWN_FIELD: ResponseCheck = { ...UNKNOWN_FIELD, check: createUnknownField(true) };
