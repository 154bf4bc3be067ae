import type { Json } from '../spec/json.ts';
import { isJson } from '../spec/media-type.ts';
import { firstExample } from '../spec/schema.ts';
import type { MediaType, Spec } from '../spec/spec.ts';
import type { MockResponse } from './mock-response.ts';
import { createExampleFill, type Facts } from './placeholders.ts';
import type { Sampler } from './sampler.ts';
import { writeBody } from './write-body.ts';

/** Makes the body of one answer. */
type MakeBody = (facts: Facts) => NonNullable<MockResponse['body']>;

/** Compiles the body of a media type: an example, else a value that is made by the schema. */
export function createBody(spec: Spec, media: MediaType, sample: Sampler, named?: string): MakeBody {
  const given = named === undefined ? firstFitting(spec, media) : media.examples.get(named);
  const example = given === undefined ? undefined : spec.schemas.answered(media.schema, given);
  const fromExample = example === undefined ? undefined : createExampleBody(spec, media, example);
  const isPlain = !isJson(media) && media.pointer === '';
  return (facts) => {
    if (fromExample && !(facts.isDynamic && named === undefined)) return fromExample(facts);
    const value = sample(media.schema, media.pointer, facts);
    if (!isPlain || typeof value === 'string') return writeBody(spec, media, value);
    return writeBody(spec, media, sample(TEXT, '', facts));
  };
}

/** What is no JSON and has no schema is some text. */
const TEXT = { type: 'string' };

/** Compiles the body that an example gives: one that is a text stands for the whole of what is no JSON. */
export function createExampleBody(spec: Spec, media: MediaType, example: Json): MakeBody {
  if (typeof example === 'string' || isJson(media)) return createExampleFill(media, example);
  const body = writeBody(spec, media, example);
  return typeof body === 'string' ? createExampleFill(media, body) : () => body;
}

/** The first example, in the order of the document, that fits the schema: a wrong one is only told of at the start. */
export function firstFitting(spec: Spec, { examples, schema, pointer }: MediaType): Json | undefined {
  const all = [...examples.values(), firstExample(schema)].filter((one) => one !== undefined);
  // What nothing was said of when it was checked needs no second look; within a schema, examples are only looked at from outside.
  if (pointer === '' || (spec.warnings.length === 0 && examples.size > 0)) return all[0];
  return all.find((one) => spec.validators.checkOnce(pointer, one).length === 0);
}

/** Whether the document gives the whole body of a media type. */
export function hasExample(spec: Spec, media: MediaType): boolean {
  return firstFitting(spec, media) !== undefined;
}
