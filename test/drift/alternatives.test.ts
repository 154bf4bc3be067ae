import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toDrift } from '../../src/drift/drift.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { some } from '../_some.ts';
import { file, tinyFile } from '../_tiny.ts';
import { findingsOf, PAGE, tinyOf } from '../contract/answer/_answer.ts';

const INFO = "$.paths['/notes'].get.responses['200'].content['application/json'].schema.properties.info";
const SCHEMAS = '$.components.schemas';
const closed = (properties: object, required: readonly string[] = Object.keys(properties), more = {}) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
  ...more,
});
const open = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  required,
  properties,
});
const [text, integer] = [{ type: 'string' }, { type: 'integer' }];
const pet = (kind: string, properties: object) => closed({ kind: { const: kind }, ...properties });

interface Case {
  readonly info: object;
  /** Schemas that `info` refers to. */
  readonly schemas?: object;
  readonly value: unknown;
  /** What the checks of the answer say. */
  readonly finds: readonly string[];
  /** What the overlay does, `target: update` or `target removed`. */
  readonly does: readonly string[];
}

const LONG = closed({ id: integer, name: text, extra: text });
const SHORT = closed({ id: integer, name: integer });

/** Of each the checks and the overlay must mean the same alternative. */
const CASES: Record<string, Case> = {
  'a property is missing in one alternative, a type is wrong in the other': {
    info: { oneOf: [LONG, SHORT] },
    value: { id: 1, name: 'x' },
    finds: ['schema: /info/extra is missing'],
    does: [`${INFO}.oneOf[0].required[?@ == 'extra'] removed`],
  },
  'the same as anyOf': {
    info: { anyOf: [SHORT, LONG] },
    value: { id: 1, name: 'x' },
    finds: ['schema: /info/extra is missing'],
    does: [`${INFO}.anyOf[1].required[?@ == 'extra'] removed`],
  },
  'the same behind references': {
    info: { oneOf: [{ $ref: '#/components/schemas/Long' }, { $ref: '#/components/schemas/Short' }] },
    schemas: { Long: LONG, Short: SHORT },
    value: { id: 1, name: 'x' },
    finds: ['schema: /info/extra is missing'],
    does: [`${SCHEMAS}.Long.required[?@ == 'extra'] removed`],
  },
  'the same, open': {
    info: { oneOf: [open({ id: integer, name: text, extra: text }), open({ id: integer, name: integer })] },
    value: { id: 1, name: 'x' },
    finds: ['schema: /info/extra is missing'],
    does: [`${INFO}.oneOf[0].required[?@ == 'extra'] removed`],
  },
  'an alternative among alternatives': {
    info: { oneOf: [{ type: 'string' }, { anyOf: [SHORT, { oneOf: [closed({ other: integer }), LONG] }] }] },
    value: { id: 1, name: 'x' },
    finds: ['schema: /info/extra is missing'],
    does: [`${INFO}.oneOf[1].anyOf[1].oneOf[1].required[?@ == 'extra'] removed`],
  },
  'a constant tells which alternative is meant': {
    info: { oneOf: [pet('cat', { lives: integer }), pet('dog', { bark: text, weight: integer })] },
    value: { kind: 'dog', bark: 3 },
    finds: ['schema: /info/weight is missing', 'schema: /info/bark must be string'],
    does: [
      `${INFO}.oneOf[1].required[?@ == 'weight'] removed`,
      `${INFO}.oneOf[1].properties.bark: {"type":["string","integer"]}`,
    ],
  },
  'an enumeration tells which alternative is meant': {
    info: {
      oneOf: [
        closed({ kind: { enum: ['a', 'b'] }, size: integer }),
        closed({ kind: { enum: ['c', 'd'] }, size: integer, unit: text }),
      ],
    },
    value: { kind: 'd', size: 'big', unit: 'cm' },
    finds: ['schema: /info/size must be integer'],
    does: [`${INFO}.oneOf[1].properties.size: {"type":["integer","string"]}`],
  },
  'no constant is right': {
    info: { oneOf: [pet('cat', { lives: integer }), pet('dog', { bark: text })] },
    value: { kind: 'wolf', bark: 'woof' },
    finds: ['schema: /info/kind must be "dog"'],
    does: [
      `${INFO}.oneOf[1].properties.kind.const removed`,
      `${INFO}.oneOf[1].properties.kind: {"enum":["dog","wolf"]}`,
    ],
  },
  'the type of the value itself tells more than what is in it': {
    info: { oneOf: [{ type: 'null' }, closed({ kind: { const: 'a' }, mode: { const: 'b' } })] },
    value: { kind: 'x', mode: 'y' },
    finds: ['schema: /info/kind must be "a"', 'schema: /info/mode must be "b"'],
    does: [
      `${INFO}.oneOf[1].properties.kind.const removed`,
      `${INFO}.oneOf[1].properties.kind: {"enum":["a","x"]}`,
      `${INFO}.oneOf[1].properties.mode.const removed`,
      `${INFO}.oneOf[1].properties.mode: {"enum":["b","y"]}`,
    ],
  },
  'no alternative is of the type of the value': {
    info: { oneOf: [text, { type: 'null' }] },
    value: 5,
    finds: ['schema: /info must be string'],
    does: [`${INFO}.oneOf: {"type":"integer"}`],
  },
  'a property that a closed alternative does not have': {
    info: { anyOf: [closed({ id: integer, name: text }), closed({ code: integer })] },
    value: { id: 1, name: 'x', colour: 'red' },
    finds: ['schema: /info/colour is not allowed'],
    does: [
      `${INFO}.anyOf[0]: {"properties":{"colour":{"type":"string","x-confab":{"evidence":"observed: seen on 2026-03-20 at here"}}}}`,
    ],
  },
  'a property that an open alternative does not know': {
    info: { oneOf: [open({ id: integer }), open({ code: integer })] },
    value: { id: 1, colour: 'red' },
    finds: ['unknown-field: the field /info/colour is not in the schema'],
    does: [
      `${INFO}.oneOf[0]: {"properties":{"colour":{"type":"string","x-confab":{"evidence":"observed: seen on 2026-03-20 at here"}}}}`,
    ],
  },
  'alternatives in a closed whole: what the nearest has is not too much': {
    info: {
      type: 'object',
      properties: { id: integer },
      unevaluatedProperties: false,
      oneOf: [open({ name: text, extra: text }), open({ name: integer })],
    },
    value: { id: 1, name: 'x' },
    finds: ['schema: /info/extra is missing'],
    does: [`${INFO}.oneOf[0].required[?@ == 'extra'] removed`],
  },
  'alternatives below each item of a list': {
    info: { type: 'array', items: { oneOf: [LONG, SHORT] } },
    value: [
      { id: 1, name: 2 },
      { id: 1, name: 'x' },
      { id: 1, name: 'x', extra: 5 },
    ],
    finds: ['schema: /info/*/extra is missing', 'schema: /info/*/extra must be string'],
    does: [
      `${INFO}.items.oneOf[0].required[?@ == 'extra'] removed`,
      `${INFO}.items.oneOf[0].properties.extra: {"type":["string","integer"]}`,
    ],
  },
  'a condition, of which the part that applies is meant': {
    info: {
      ...open({ id: integer }),
      properties: { id: integer, name: text },
      if: { properties: { id: { const: 1 } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword's name
      then: { required: ['name'] },
      else: { properties: { name: { maxLength: 1 } } },
    },
    value: { id: 1 },
    finds: ['schema: /info/name is missing'],
    does: [`${INFO}.then.required[?@ == 'name'] removed`],
  },
};

describe.each(some(Object.entries(CASES), 2))('%s', (_name, { info, schemas, value, finds, does }) => {
  const change = (document: any) => {
    document.paths['/notes'].get.responses['200'].content['application/json'].schema.properties.info = info;
    Object.assign(document.components.schemas, schemas);
  };
  const body = { ...PAGE, info: value };

  test('checks and drift mean the same alternative', async () => {
    const tiny = await tinyOf('listNotes', change);
    const findings = findingsOf(tiny, { body });
    expect(findings.map(({ check, title }) => `${check}: ${title}`)).toEqual(finds);

    const result = { target: 'here', findings } as unknown as SpecResult;
    const drift = toDrift(tiny.spec, result, Date.UTC(2026, 2, 20, 8));
    expect(drift.left.map(({ reason }) => reason)).toEqual([]);
    expect(parse(drift.text).actions.map(toLine)).toEqual(does);

    const overlay = await file('drift.yaml', drift.text);
    const [spec] = await loadSpecs({ vendors: [await tinyFile(change)], overlays: [overlay] });
    const operation = spec!.operations.find(({ id }) => id === 'listNotes')!;
    expect(findingsOf({ spec: spec!, operation }, { body })).toEqual([]);
  });
});

test('a change after which answers are wrong that were fine is left out', async () => {
  // Without `a` the one alternative would fit whatever fits the other, and then `oneOf` fits nothing.
  const items = { oneOf: [open({ id: integer, a: text }), open({ id: integer, b: text })] };
  const tiny = await tinyOf('listNotes', (document) => {
    const { schema } = document.paths['/notes'].get.responses['200'].content['application/json'];
    schema.properties.info = { type: 'array', items };
  });
  const info = [{ id: 1 }, { id: 2, b: 'x' }];
  const findings = findingsOf(tiny, { body: { ...PAGE, info } });
  expect(findings.map(({ title }) => title)).toEqual(['/info/*/a is missing']);
  const drift = toDrift(tiny.spec, { target: 'here', findings } as unknown as SpecResult, 0);
  expect(drift.changes).toEqual([]);
  expect(drift.left.map(({ reason }) => reason)).toEqual([
    'The change that would allow it breaks the document: with it, answers are wrong that were fine (schema /info/*)',
  ]);
});

function toLine({ target, update, remove }: any): string {
  return remove ? `${target} removed` : `${target}: ${JSON.stringify(update)}`;
}
