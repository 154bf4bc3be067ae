import { describe, expect, test, vi } from 'vitest';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import { createSchemaReader } from '../../src/spec/schema.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { createTrace } from '../../src/spec/trace.ts';
import { createValidators } from '../../src/spec/validators.ts';

function specOf(root: object, schemas: object = {}): Spec {
  const document = { root, components: { schemas } } as unknown as JsonObject;
  return { document, schemas: createSchemaReader(document), validators: createValidators(document) } as Spec;
}

const [text, integer] = [{ type: 'string' }, { type: 'integer' }];
const A = { type: 'object', required: ['a'], properties: { a: text } };
const B = { type: 'object', required: ['b', 'c'], properties: { b: integer, c: integer } };

describe('errors stand at the schema that says so', () => {
  test.each<[string, object, Json, string[]]>([
    ['a type', { type: 'object', properties: { a: text } }, { a: 1 }, ['/a /root/properties/a type']],
    [
      'behind a reference',
      { items: { $ref: '#/components/schemas/A' } },
      [{}],
      ['/0/a /components/schemas/A required'],
    ],
    ['a part', { allOf: [A, B] }, { a: 'x', b: 1 }, ['/c /root/allOf/1 required']],
    ['of a wrong type only that', { type: 'string', minLength: 2, enum: ['ab'] }, 5, [' /root type']],
    ['nothing fits', { properties: { a: false } }, { a: 1 }, ['/a /root/properties/a false schema']],
    ['the nearest alternative', { oneOf: [A, B] }, { b: 1 }, ['/c /root/oneOf/1 required']],
    ['several alternatives fit', { oneOf: [text, { maxLength: 5 }] }, 'x', [' /root oneOf']],
    [
      'a pattern of names',
      { patternProperties: { '^x': integer } },
      { xy: 'a' },
      ['/xy /root/patternProperties/^x type'],
    ],
    [
      'further properties',
      { additionalProperties: integer },
      { xy: 'a' },
      ['/xy /root/additionalProperties type'],
    ],
    [
      'first items',
      { prefixItems: [text], items: integer },
      [1, 'a'],
      ['/0 /root/prefixItems/0 type', '/1 /root/items type'],
    ],
    [
      'a dependent schema',
      { dependentSchemas: { a: { required: ['b'] } } },
      { a: 1 },
      ['/b /root/dependentSchemas/a required'],
    ],
    ['a name', { propertyNames: { maxLength: 1 } }, { ab: 1 }, ['/ab /root propertyNames']],
    ['not', { not: { type: 'string' } }, 'x', [' /root not']],
    ['contains', { contains: { type: 'string' } }, [1], [' /root contains']],
    [
      'a reference to anywhere in the document',
      { $ref: '#/components/schemas/A/x' },
      1,
      [' /components/schemas/A/x type'],
    ],
  ])('%s', (_, root, value, expected) => {
    const spec = specOf(root, { A: { ...A, x: text } });
    const { errors } = createTrace(spec, '/root', value);
    expect(errors.map(({ pointer, location, keyword }) => `${pointer} ${location} ${keyword}`)).toEqual(
      expected,
    );
  });
});

describe('unknown fields', () => {
  test.each<[string, object, Json, string[]]>([
    ['in an object', A, { a: 'x', z: 1 }, ['z /root']],
    ['in an object of no known properties: none', { type: 'object' }, { z: 1 }, []],
    ['in a map: none', { ...A, additionalProperties: true }, { z: 1 }, []],
    ['in all items', { items: A }, [{ a: 'x', z: 1 }, { y: 1 }], ['0/z /root/items', '1/y /root/items']],
    ['in the alternative that fits', { anyOf: [A, B] }, { a: 'x', b: 1 }, ['b /root/anyOf/0']],
    ['in the alternative that is nearest', { anyOf: [A, B] }, { b: 1, z: 1 }, ['z /root/anyOf/1']],
    ['which a part knows: none', { allOf: [A, B] }, { a: 'x', b: 1, c: 1 }, []],
  ])('%s', (_, root, value, expected) => {
    const { unknownFields } = createTrace(specOf(root), '/root', value);
    expect(unknownFields.map(({ path, location }) => `${path.join('/')} ${location}`)).toEqual(expected);
  });
});

test('the properties that a value has, those of all items together', () => {
  const root = { type: 'object', properties: { list: { items: { oneOf: [A, B] } }, id: integer } };
  const value = {
    list: [
      { a: 'x', z: 1 },
      { b: 1, c: 2 },
    ],
    id: 1,
    other: 1,
  };
  expect(createTrace(specOf(root), '/root', value).properties).toEqual([
    '/list',
    '/list/*/a',
    '/list/*/b',
    '/list/*/c',
    '/id',
  ]);
});

test('a value that fits costs one run of the validator, however often it is asked for errors', () => {
  const spec = specOf({ items: { oneOf: [A, B] } });
  const check = vi.spyOn(spec.validators, 'check');
  const fits = vi.spyOn(spec.validators, 'fits');
  const trace = createTrace(spec, '/root', [{ a: 'x' }, { b: 1, c: 1 }]);
  expect(check).not.toHaveBeenCalled();
  expect([trace.errors, trace.errors, trace.described(({ format }) => format === 'date-time')]).toEqual([
    [],
    [],
    [],
  ]);
  expect(check).toHaveBeenCalledTimes(1);
  expect(fits).not.toHaveBeenCalled();
});
