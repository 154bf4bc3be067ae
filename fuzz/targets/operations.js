import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { problemOfAnswer, toExchange } from '../answers.js';
import { createDrafts, toFetch } from '../drafts.js';
import { hostileJson, hostileText } from '../values.js';

const DIARY = fileURLToPath(new URL('../../mutants/diary.yaml', import.meta.url));
const BODIES = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '{}}',
  '\ufeff{}',
  '{"page":01}',
  '{"a":1,"a":2}',
  '\u0000',
  '{"__proto__":{"page":3}}',
];
const TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json;charset=gbk',
  'multipart/form-data',
  'x',
  '',
];

/** Parameters and bodies of every operation: what its schemas allow, and what they do not. */
export const target = {
  needs: [
    'createMock',
    'checkExchange',
    'createCredentials',
    'toExampleValues',
    'withValue',
    'toRequestParts',
  ],
  async open(lib) {
    const vendors = await builtinNames(lib);
    const mock = await lib.createMock({ vendors: [...vendors, DIARY], rows: 50 });
    const drafts = createDrafts(lib, mock.specs);
    const input = fc.integer({ min: 0, max: drafts.length - 1 }).chain((index) =>
      fc.record({
        index: fc.constant(index),
        changes: fc.array(changeOf(drafts[index].fields), { maxLength: 4 }),
        body: fc.option(
          fc.oneof(
            fc.constantFrom(...BODIES),
            hostileJson.map((value) => JSON.stringify(value)),
            hostileText,
          ),
          {
            freq: 5,
            nil: undefined,
          },
        ),
        type: fc.option(fc.constantFrom(...TYPES), { freq: 8, nil: undefined }),
        extra: fc.option(fc.tuple(hostileText, hostileText), { freq: 4, nil: undefined }),
      }),
    );
    return { input, problemOf: (one) => problemOf(lib, mock, drafts, one) };
  },
};

/** A field of the operation by its place, and what becomes of it. */
function changeOf(fields) {
  if (fields.length === 0) return fc.constant([0, undefined]);
  return fc
    .integer({ min: 0, max: fields.length - 1 })
    .chain((place) =>
      fc.tuple(fc.constant(place), fc.oneof(valueFor(fields[place]), hostileJson, fc.constant(undefined))),
    );
}

/** A value that the schema allows, or one just past its bounds. */
function valueFor({ schema, examples }) {
  const bounds = [schema.minimum, schema.maximum, schema.minLength, schema.maxLength].flatMap((bound) =>
    typeof bound === 'number' ? [bound - 1, bound, bound + 1] : [],
  );
  const known = [...(schema.enum ?? []), ...examples, schema.default, schema.const, ...bounds];
  const given = known.filter((value) => value !== undefined);
  return given.length === 0 ? hostileJson : fc.constantFrom(...given);
}

async function problemOf(lib, mock, drafts, { index, changes, body, type, extra }) {
  const { spec, operation, credentials, fields, make } = drafts[index];
  const made = make(
    changes.filter(([place]) => fields[place]).map(([place, value]) => [fields[place], value]),
  );
  if (body !== undefined && made.method !== 'GET') made.body = body;
  if (type !== undefined) made.headers = { ...made.headers, 'Content-Type': type };
  if (extra)
    made.url += `${made.url.includes('?') ? '&' : '?'}${encodeURIComponent(extra[0].toWellFormed())}=${encodeURIComponent(extra[1].toWellFormed())}`;
  const proven = await credentials.apply({ ...made, url: new URL(made.url).href });
  const request = toFetch(proven);
  if (!request) return undefined;
  const response = await mock.fetch(request);
  return problemOfAnswer(lib, spec, operation, await toExchange(proven, response));
}

/** The built-in vendors. */
export async function builtinNames({ createMock }) {
  return (await createMock()).specs.map(({ name }) => name);
}
