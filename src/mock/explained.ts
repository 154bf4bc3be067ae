import { html } from 'hono/html';
import type { Cause } from '../spec/causes.ts';
import { isObject, type Json, type JsonObject, member, setMember } from '../spec/json.ts';
import { essenceOf, isJson } from '../spec/media-type.ts';
import { branchesOf } from '../spec/schema.ts';
import type { MediaType, ResponseSpec, Spec } from '../spec/spec.ts';
import { capital } from '../text/capital.ts';
import { shortened } from '../text/shortened.ts';
import { problemBody } from './own-problems.ts';
import { CODE_NAMES, placesAround, type ReasonPlace, reasonPlaces, valueOfSchema } from './reason-places.ts';
import type { Sampler } from './sampler.ts';

/** What an answer to a refused request can say of it. */
interface Explanation {
  readonly status: number;
  readonly cause: Cause;
  readonly parameter: string;
  readonly reason: string;
}

/** So many places are tried for the reason: a schema may forbid it in each. */
const MOST_TRIED = 12;

/**
 * A sampler for an answer to a refused request: the value that fits the schema says why, in the first text that is
 * for people, and has the status and the cause where the schema has a number or a word for them.
 */
export function createExplained(
  spec: Spec,
  { content }: ResponseSpec,
  { status, cause }: Pick<Explanation, 'status' | 'cause'>,
  sample: Sampler,
): Sampler {
  return (schema, pointer, facts) => {
    const media = [...content.values()].find((one) => one.pointer === pointer && one.schema === schema);
    if (!media) return sample(schema, pointer, facts);
    const { parameter = '', reason = '' } = facts.details ?? {};
    const why: Explanation = { status, cause, parameter, reason: textFor(media, reason) };
    if (pointer === '') return withoutSchema(media, why);
    const bases = [schema, ...branchesOf(schema)].map(
      (one, n) => () => sample(spec.schemas.resolve(one), n === 0 ? pointer : '', facts),
    );
    const first = bases[0]?.() as Json;
    for (const make of [() => first, ...bases.slice(1)]) {
      const found = explain(spec, media, make(), why);
      if (found !== undefined) return found;
    }
    return first;
  };
}

/** Nothing says how it must look. */
function withoutSchema(media: MediaType, { status, cause, reason }: Explanation): Json {
  if (!isJson(media)) return reason;
  return essenceOf(media) === 'application/problem+json'
    ? problemBody(status, cause, reason)
    : { message: reason };
}

/** The value with the reason in it; undefined where the schema leaves no place for one. */
function explain(spec: Spec, media: MediaType, value: Json, why: Explanation): Json | undefined {
  const { schemas, validators } = spec;
  const fits = (one: Json | undefined): one is Json =>
    one !== undefined && validators.fits(media.pointer, one);
  for (const place of [...reasonPlaces(schemas, media.schema).slice(0, MOST_TRIED), ANYWHERE]) {
    const { maxLength } = schemas.merged(place.schema);
    const reason = typeof maxLength === 'number' ? why.reason.slice(0, maxLength) : why.reason;
    const base = place === ANYWHERE && !isObject(value) ? {} : value;
    // One item of a list says why; others would be made up.
    const said = [true, false].map((alone) => withValue(base, place.path, reason, alone)).find(fits);
    if (said === undefined) continue;
    return placesAround(schemas, media.schema, place)
      .filter(({ path }) => String(path) !== String(place.path))
      .reduce((whole, { path, name, schema }) => {
        const own = valueOfSchema(schemas, schema);
        const words = own === undefined ? wordsFor(name, schemas.types(schema), why) : [own];
        return words.map((word) => withValue(whole, path, word)).find(fits) ?? whole;
      }, said);
  }
  return undefined;
}

/** Where the schema lets an object have any property. */
const ANYWHERE: ReasonPlace = { path: ['message'], name: 'message', schema: {} };

/** What may stand at a place beside the reason, by what it is called. */
function wordsFor(name: string, types: readonly string[], { status, cause, parameter }: Explanation): Json[] {
  const isNumber = types.includes('integer') || types.includes('number');
  if (isNumber) return STATUS_NAMES.includes(name) ? [status] : [];
  if (!types.includes('string')) return [];
  if (/^(http)?status/.test(name)) return [String(status), cause];
  if (CODE_NAMES.includes(name) || name === 'error') return [cause];
  if (name === 'title') return [capital(cause.replaceAll('-', ' '))];
  return PARAMETER_NAMES.includes(name) && parameter !== '' ? [parameter] : [];
}

const STATUS_NAMES = [
  'status',
  'statuscode',
  'httpstatus',
  'httpstatuscode',
  'httpcode',
  'code',
  'errorcode',
];
const PARAMETER_NAMES = ['param', 'parameter', 'field', 'property', 'parametername', 'fieldname'];

/** A reason quotes what was sent. */
function textFor(media: MediaType, reason: string): string {
  const text = shortened(reason, LONGEST_REASON);
  return essenceOf(media) === 'text/html' ? String(html`${text}`) : text;
}

const LONGEST_REASON = 500;

/** The value with another one at a path, and the objects and lists on the way; undefined where something else is. */
function withValue(
  whole: Json | undefined,
  path: readonly string[],
  value: Json,
  alone = false,
): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (name === '0' && (whole === undefined || Array.isArray(whole))) {
    const [first, ...others] = whole ?? [];
    const item = withValue(first, rest, value, alone);
    return item === undefined ? undefined : [item, ...(alone ? [] : others)];
  }
  if (whole !== undefined && !isObject(whole)) return undefined;
  const inner = withValue(member(whole, name), rest, value, alone);
  if (inner === undefined) return undefined;
  const changed: JsonObject = { ...whole };
  setMember(changed, name, inner);
  return changed;
}
