import { generalPointer } from '../../result/finding.ts';
import { isObject, type Json } from '../../spec/json.ts';
import { parsePointer, valueAt } from '../../spec/json-pointer.ts';
import { isJson } from '../../spec/media-type.ts';
import type { SchemaError } from '../../spec/schema-error.ts';
import { errorStatement } from '../../spec/statement.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { hintErrorsOf } from './hint-errors.ts';
import { propertyEntry } from './statement.ts';
import { isText, traceOf } from './trace-of.ts';
import { mediaTypesOf, unseen } from './unseen.ts';

/** Whether a body fits its schema, each error as an observation of its own. */
const checkSchema: ResponseChecker = (observed, { spec, mixture }) => {
  const { media, exchange } = observed;
  const response = describedBy(observed);
  const trace = traceOf(spec, observed);
  if (!response || !media || !trace || !hasBody(observed)) return undefined;
  if (!isJson(media) && !isText(spec, media)) return undefined;
  // An error in place of a success breaks its whole schema; the check `envelope` tells it once.
  if (mixture) return undefined;
  return [...trace.errors, ...hintErrorsOf(spec, trace)].map((error) => {
    const { pointer, message } = error;
    const path = parsePointer(pointer);
    return {
      title: `${generalPointer(pointer) || 'the body'} ${message}`,
      expected: message === 'is missing' ? 'the property, which is required' : message,
      actual: actualOf(trace.value, error),
      pointer,
      ...errorStatement(spec, error),
      exchange,
      entries: [propertyEntry(response, path)],
    };
  });
};

export const SCHEMA = {
  name: 'schema',
  title: 'The body fits the documented schema.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: (_, operation) =>
    unseen(
      mediaTypesOf(operation).some(({ pointer }) => pointer !== ''),
      'no response has a schema',
      'no answer came that has a schema',
    ),
  check: checkSchema,
} as const satisfies ResponseCheck;

/** What came instead; for a missing property, the properties that are there. */
function actualOf(body: Json, { pointer, keyword }: SchemaError): string {
  const value = valueAt(body, pointer);
  if (value !== undefined || !/^(required|dependentRequired)$/.test(keyword))
    return excerpt(show(value ?? NOTHING));
  const owner = valueAt(body, pointer.slice(0, pointer.lastIndexOf('/')));
  return isObject(owner) ? excerpt(`an object with ${Object.keys(owner).join(', ') || NOTHING}`) : NOTHING;
}

const NOTHING = 'nothing';
