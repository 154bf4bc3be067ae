import { generalPointer } from '../../result/finding.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { type Json, parsePointer } from '../../spec/json.ts';
import { isJson } from '../../spec/media-type.ts';
import { toEvidence } from '../../spec/parts.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { Evidence, MediaType, ResponseSpec, Spec } from '../../spec/spec.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { type Fault, faultsOf, showFault } from './faults.ts';
import { hintFaultsOf } from './hint-faults.ts';
import { evidenceAt, placedAt, propertyEntry } from './places.ts';
import { mediaTypesOf, unseen } from './unseen.ts';

/** Whether a body fits its schema; every fault by itself. */
const checkSchema: ResponseChecker = (seen, { spec, mixture }) => {
  const { media, exchange } = seen;
  const response = describedBy(seen);
  const value = valueToCheck(spec, seen);
  if (!response || !media || media.pointer === '' || value === undefined || !hasBody(seen)) return undefined;
  // An error in the place of a success breaks every line of its schema; `envelope` says it once.
  if (mixture) return undefined;
  const faults = [...faultsOf(spec, media.pointer, value), ...hintFaultsOf(spec, media, value)];
  return faults.map((fault) => {
    const { pointer, message, keyword, at } = fault;
    const path = parsePointer(pointer);
    const found = showFault(value, fault);
    return {
      title: `${generalPointer(pointer) || 'the body'} ${message}`,
      expected: message === 'is missing' ? 'the property, which is required' : message,
      actual: excerpt(typeof found === 'string' && message.startsWith('is missing') ? found : show(found)),
      pointer,
      source: at === undefined ? media.pointer : `${at}/${keyword}`,
      evidence: evidenceOf(spec, response, media, fault, path),
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

/** A JSON body's value, another body's text. */
function valueToCheck(spec: Spec, { media, reading }: ObservedResponse): Json | undefined {
  if (!media || isJson(media)) return reading.json;
  const types = spec.schemas.types(media.schema);
  return types.length === 0 || types.includes('string') ? reading.text : undefined;
}

/** What a property says of itself goes first, then the schema that is broken, then what stands above. */
function evidenceOf(
  spec: Spec,
  response: ResponseSpec,
  media: MediaType,
  { at, keyword }: Fault,
  path: readonly string[],
): Evidence {
  const own = hintsOf(spec.schemas.at(media.schema, path)).evidence;
  if (own !== undefined && path.length > 0) return toEvidence(own);
  const [broken] = at === undefined || keyword === 'required' ? [] : placedAt(spec, at);
  const said = hintsOf(broken?.schema).evidence;
  return said === undefined ? evidenceAt(spec, response, media, path) : toEvidence(said);
}
