import { valueExcerpt } from '../text/value-excerpt.ts';
import { toBodyField } from './body-fields.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { parsePointer, toPointer, valueAt } from './json-pointer.ts';
import { movedValue } from './moved-value.ts';
import type { RequestError } from './request-errors.ts';
import type { MediaType, Operation, Spec } from './spec.ts';
import type { Violation } from './validators.ts';

/** What is wrong with a JSON body. Values that the document lets a server move are moved first, in the body itself. */
type BodyErrors = (media: MediaType, body: Json) => RequestError | undefined;

export function createBodyErrors(spec: Spec, { body }: Operation): BodyErrors {
  const top = new Map(
    [...(body?.content.values() ?? [])].map((media) => [media.node, topFields(spec, media)]),
  );
  return (media, value) => {
    const fields = top.get(media.node) ?? [];
    if (isObject(value)) move(value, fields);
    const violations = media.pointer === '' ? [] : spec.validators.request.check(media.pointer, value);
    return violations.length === 0 ? undefined : worstOf(violations, value, fields);
  };
}

type TopField = ReturnType<typeof toBodyField>;

/** Each media type may have a schema of its own. */
function topFields({ schemas }: Spec, { schema }: MediaType): TopField[] {
  return [...schemas.properties(schema)].map(([name, property]) =>
    toBodyField(schemas, { path: [name], required: false, presence: NOWHERE, source: '', schema: property }),
  );
}

const NOWHERE = { node: '', statement: '' };

function move(body: JsonObject, fields: readonly TopField[]): void {
  for (const { label, schema, invalid } of fields) {
    if (invalid === 'refuse') continue;
    const given = member(body, label);
    if (given !== undefined) body[label] = movedValue(given, invalid, schema);
  }
}

/** What is missing first, then the others, both in the order of the document. */
function worstOf(violations: readonly Violation[], body: Json, fields: readonly TopField[]): RequestError {
  if (!isObject(body))
    return {
      causes: ['malformed-body', 'invalid-parameter'],
      field: 'body',
      key: 'body',
      reason: `${violations[0]?.message}, not ${valueExcerpt(body)}`,
    };
  const [worst] = violations
    .filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword) || violations.length === 1)
    .map((violation) => ({ violation, ...aboutError(violation, body) }))
    .map((one) => ({ ...one, rank: fields.findIndex(({ label }) => label === one.field) }))
    .sort((a, b) => Number(isMissing(b)) - Number(isMissing(a)) || a.rank - b.rank);
  if (!worst) return { causes: ['invalid-parameter'], field: 'body', key: 'body', reason: 'is not allowed' };
  const { causes, field, key, violation } = worst;
  const reason = reasonOf(worst, violation, member(body, field));
  return { causes, field, key, reason, keyword: violation.keyword };
}

function isMissing({ causes: [cause] }: Pick<RequestError, 'causes'>): boolean {
  return cause === 'missing-parameter';
}

/** What a violation means for the request, without its value: a body may break its schema in thousands of places. */
function aboutError({ keyword, pointer, params }: Violation, body: JsonObject) {
  const named =
    keyword === 'required'
      ? params.missingProperty
      : (params.additionalProperty ?? params.unevaluatedProperty);
  const path = [...parsePointer(pointer), ...(named === undefined ? [] : [String(named)])];
  const [field = ''] = path;
  return { field, key: `body${toPointer(path)}`, causes: causesOf(keyword, pointer, path, body) };
}

function causesOf(
  keyword: string,
  pointer: string,
  path: readonly string[],
  body: JsonObject,
): RequestError['causes'] {
  if (keyword === 'required' && path.length === 1) return ['missing-parameter'];
  // An explicit null where a value must be is what a client sends for "not given".
  if (keyword === 'type' && member(body, path[0] ?? '') === null)
    return ['missing-parameter', 'invalid-parameter'];
  // Deeper in the body, null and what is missing may get either cause.
  const isEither = keyword === 'required' || valueAt(body, pointer) === null;
  return isEither ? ['invalid-parameter', 'missing-parameter'] : ['invalid-parameter'];
}

function reasonOf(
  error: Pick<RequestError, 'causes'>,
  { message }: Violation,
  value: Json | undefined,
): string {
  return isMissing(error) ? 'is missing' : `${message}, not ${valueExcerpt(value)}`;
}
