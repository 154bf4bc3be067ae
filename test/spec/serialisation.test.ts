import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Json } from '../../src/spec/json.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { requestError } from '../../src/spec/request-errors.ts';
import { type RequestValues, toRequestParts } from '../../src/spec/request-values.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';

const INTS = { type: 'array', items: { type: 'integer' } };
const TEXTS = { type: 'array', items: { type: 'string' } };
const POINT = {
  type: 'object',
  required: ['x'],
  properties: { x: { type: 'integer' }, 'on map': { type: 'boolean' } },
};
const XY = { x: 1, 'on map': true };

type Place = 'path' | 'query' | 'header' | 'cookie';
interface Declared {
  readonly in: Place;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: object;
  readonly [word: string]: unknown;
}

/** OpenAPI's own table of styles, for one value, a list and an object. */
const STYLES: readonly (readonly [Declared, value: Json, written: string])[] = [
  [{ in: 'path', schema: { type: 'integer' } }, 5, '5'],
  [{ in: 'path', schema: TEXTS }, ['a,b', 'c/d'], 'a%2Cb,c%2Fd'],
  [{ in: 'path', explode: true, schema: INTS }, [1, 2], '1,2'],
  [{ in: 'path', schema: POINT }, XY, 'x,1,on%20map,true'],
  [{ in: 'path', explode: true, schema: POINT }, XY, 'x=1,on%20map=true'],
  [{ in: 'path', style: 'label', schema: { type: 'integer' } }, 5, '.5'],
  [{ in: 'path', style: 'label', schema: INTS }, [1, 2], '.1,2'],
  [{ in: 'path', style: 'label', explode: true, schema: INTS }, [1, 2], '.1.2'],
  [{ in: 'path', style: 'label', schema: POINT }, XY, '.x,1,on%20map,true'],
  [{ in: 'path', style: 'label', explode: true, schema: POINT }, XY, '.x=1.on%20map=true'],
  [{ in: 'path', style: 'matrix', schema: { type: 'integer' } }, 5, ';p=5'],
  [{ in: 'path', style: 'matrix', schema: INTS }, [1, 2], ';p=1,2'],
  [{ in: 'path', style: 'matrix', explode: true, schema: INTS }, [1, 2], ';p=1;p=2'],
  [{ in: 'path', style: 'matrix', schema: POINT }, XY, ';p=x,1,on%20map,true'],
  [{ in: 'path', style: 'matrix', explode: true, schema: POINT }, XY, ';x=1;on%20map=true'],
  [{ in: 'query', schema: { type: 'string' } }, 'a b&c', 'p=a+b%26c'],
  [{ in: 'query', schema: INTS }, [1, 2], 'p=1&p=2'],
  [{ in: 'query', explode: false, schema: TEXTS }, ['a,b', 'c'], 'p=a%2Cb,c'],
  [{ in: 'query', schema: POINT }, XY, 'x=1&on+map=true'],
  [{ in: 'query', explode: false, schema: POINT }, XY, 'p=x,1,on+map,true'],
  [{ in: 'query', style: 'spaceDelimited', explode: false, schema: INTS }, [1, 2], 'p=1%202'],
  [{ in: 'query', style: 'spaceDelimited', explode: true, schema: INTS }, [1, 2], 'p=1&p=2'],
  [{ in: 'query', style: 'spaceDelimited', schema: POINT }, { x: 1 }, 'p=x%201'],
  [{ in: 'query', style: 'pipeDelimited', explode: false, schema: INTS }, [1, 2], 'p=1%7C2'],
  [{ in: 'query', style: 'pipeDelimited', schema: POINT }, { x: 1 }, 'p=x%7C1'],
  [{ in: 'query', style: 'deepObject', schema: POINT }, XY, 'p%5Bx%5D=1&p%5Bon+map%5D=true'],
  [
    { in: 'query', style: 'deepObject', schema: { type: 'object', properties: { a: POINT, b: INTS } } },
    { a: { x: 1 }, b: [1, 2] },
    'p%5Ba%5D%5Bx%5D=1&p%5Bb%5D=1&p%5Bb%5D=2',
  ],
  [{ in: 'query', allowReserved: true, schema: { type: 'string' } }, '/a:b?&', 'p=/a:b?%26'],
  [{ in: 'header', schema: INTS }, [1, 2], '1,2'],
  [{ in: 'header', schema: POINT }, XY, 'x,1,on map,true'],
  [{ in: 'header', explode: true, schema: POINT }, XY, 'x=1,on map=true'],
  [{ in: 'cookie', schema: { type: 'string' } }, 'a b;c', 'p=a%20b%3Bc'],
  [{ in: 'cookie', explode: false, schema: INTS }, [1, 2], 'p=1,2'],
  [{ in: 'cookie', schema: INTS }, [1, 2], 'p=1; p=2'],
  [{ in: 'cookie', schema: POINT }, { x: 1 }, 'x=1'],
  [
    { in: 'query', content: { 'application/json': { schema: POINT } } },
    XY,
    'p=%7B%22x%22%3A1%2C%22on+map%22%3Atrue%7D',
  ],
  [{ in: 'header', content: { 'application/json': { schema: INTS } } }, [1, 2], '[1,2]'],
  [{ in: 'cookie', content: { 'application/json': { schema: INTS } } }, [1, 2], 'p=%5B1%2C2%5D'],
  [{ in: 'path', content: { 'application/json': { schema: POINT } } }, { x: 1 }, '%7B%22x%22%3A1%7D'],
  [{ in: 'query', content: { 'text/plain': { schema: { type: 'string' } } } }, 'a,b', 'p=a%2Cb'],
];

const ONE_OF = { oneOf: [{ type: 'integer' }, { type: 'string', enum: ['all'] }] };
const LIST_OR_ALL = { anyOf: [INTS, { type: 'string', enum: ['all'] }] };
const BY_REFERENCE = { $ref: '#/components/schemas/Ints' };

/** Other texts that mean a value, or that are no such value. */
const READ: readonly (readonly [string, Declared, sent: string, 'valid' | string])[] = [
  ['a number in oneOf', { in: 'query', schema: ONE_OF }, 'p=5', 'valid'],
  ['a word in oneOf', { in: 'query', schema: ONE_OF }, 'p=all', 'valid'],
  ['neither of oneOf', { in: 'query', schema: ONE_OF }, 'p=some', 'p'],
  ['a number in allOf', { in: 'query', schema: { allOf: [{ type: 'integer' }] } }, 'p=5', 'valid'],
  ['no number in allOf', { in: 'query', schema: { allOf: [{ type: 'integer' }] } }, 'p=x', 'p'],
  ['a list behind references', { in: 'query', schema: BY_REFERENCE }, 'p=1&p=2', 'valid'],
  ['a wrong list behind references', { in: 'query', schema: BY_REFERENCE }, 'p=1&p=x', 'p'],
  ['a list or a word: several', { in: 'query', schema: LIST_OR_ALL }, 'p=1&p=2', 'valid'],
  ['a list or a word: one number', { in: 'query', schema: LIST_OR_ALL }, 'p=1', 'valid'],
  ['a list or a word: the word', { in: 'query', schema: LIST_OR_ALL }, 'p=all', 'valid'],
  ['a list or a word: another', { in: 'query', schema: LIST_OR_ALL }, 'p=no', 'p'],
  [
    'a list of numbers or words',
    { in: 'query', schema: { type: 'array', items: ONE_OF } },
    'p=1&p=all',
    'valid',
  ],
  [
    'an encoded comma where none stands as it is',
    { in: 'query', explode: false, schema: INTS },
    'p=1%2C2',
    'valid',
  ],
  ['a wrong item', { in: 'query', explode: false, schema: INTS }, 'p=1,x', 'p'],
  [
    'bars as they are',
    { in: 'query', style: 'pipeDelimited', explode: false, schema: INTS },
    'p=1|2',
    'valid',
  ],
  [
    'blanks as plus',
    { in: 'query', style: 'spaceDelimited', explode: false, schema: INTS },
    'p=1+2',
    'valid',
  ],
  ['blanks behind commas of a header', { in: 'header', schema: INTS }, '1, 2', 'valid'],
  ['a wrong item of a header', { in: 'header', schema: INTS }, '1, x', 'p'],
  ['a label with the dots of OpenAPI 3.0', { in: 'path', style: 'label', schema: INTS }, '.1.2', 'valid'],
  ['a label without its dot', { in: 'path', style: 'label', schema: { type: 'string' } }, 'x', 'p'],
  ['a matrix without its name', { in: 'path', style: 'matrix', schema: { type: 'string' } }, 'x', 'p'],
  [
    'a list of another name in a matrix',
    { in: 'path', style: 'matrix', explode: true, schema: INTS },
    ';q=1',
    'p',
  ],
  ['an encoded list in a path', { in: 'path', schema: INTS }, '1%2C2', 'valid'],
  ['a wrong item in a path', { in: 'path', schema: INTS }, '1,x', 'p'],
  [
    'a name without a value',
    { in: 'query', schema: { type: 'object', required: ['x'] }, explode: false },
    'p=x',
    'p',
  ],
  ['an exploded object with a wrong member', { in: 'query', schema: POINT }, 'x=one', 'x'],
  ['an exploded object without what it must have', { in: 'query', schema: POINT }, 'on+map=true', 'x'],
  ['an exploded object that is not there', { in: 'query', schema: POINT }, 'other=1', 'valid'],
  ['an exploded object that must be there', { in: 'query', required: true, schema: POINT }, '', 'p'],
  [
    'a deep object with a wrong member',
    { in: 'query', style: 'deepObject', schema: POINT },
    'p[x]=one',
    'p[x]',
  ],
  [
    'a deep object without what it must have',
    { in: 'query', style: 'deepObject', schema: POINT },
    'p[on map]=true',
    'p[x]',
  ],
  [
    'a deep object with a member that it must not have',
    { in: 'query', style: 'deepObject', schema: { ...POINT, additionalProperties: false } },
    'p[x]=1&p[y]=1',
    'p',
  ],
  [
    'items with empty brackets',
    { in: 'query', style: 'deepObject', schema: { properties: { b: INTS } } },
    'p[b][]=1&p[b][]=2',
    'valid',
  ],
  [
    'items with numbers in brackets',
    { in: 'query', style: 'deepObject', schema: { properties: { b: INTS } } },
    'p[b][0]=x',
    'p[b][0]',
  ],
  [
    'members of any name',
    { in: 'query', style: 'deepObject', schema: { additionalProperties: { type: 'integer' } } },
    'p[q]=x',
    'p[q]',
  ],
  [
    'a name for a prototype',
    { in: 'query', style: 'deepObject', schema: POINT },
    'p[x]=1&p[__proto__][y]=1',
    'valid',
  ],
  ['an empty flag', { in: 'query', allowEmptyValue: true, schema: { type: 'boolean' } }, 'p=', 'valid'],
  [
    'an empty flag that must be there',
    { in: 'query', allowEmptyValue: true, required: true, schema: { type: 'boolean' } },
    'p',
    'valid',
  ],
  [
    'an absent flag that must be there',
    { in: 'query', allowEmptyValue: true, required: true, schema: { type: 'boolean' } },
    '',
    'p',
  ],
  [
    'a wrong flag that may be empty',
    { in: 'query', allowEmptyValue: true, schema: { type: 'boolean' } },
    'p=x',
    'p',
  ],
  ['an empty word of a list', { in: 'query', allowEmptyValue: true, schema: { enum: ['a'] } }, 'p=', 'valid'],
  ['an empty word that must not be', { in: 'query', schema: { enum: ['a'] } }, 'p=', 'p'],
  ['an empty list of numbers', { in: 'query', explode: false, schema: INTS }, 'p=', 'valid'],
  ['a cookie among others', { in: 'cookie', schema: { type: 'integer' } }, 'a=1; p=2; b=3', 'valid'],
  ['a cookie in quotes', { in: 'cookie', schema: { type: 'integer' } }, 'p="2"', 'valid'],
  ['a wrong cookie', { in: 'cookie', schema: { type: 'integer' } }, 'p=x', 'p'],
  ['a cookie that is not there', { in: 'cookie', required: true, schema: { type: 'integer' } }, 'q=1', 'p'],
  [
    'JSON with a wrong member',
    { in: 'query', content: { 'application/json': { schema: POINT } } },
    'p={"x":"one"}',
    'p',
  ],
  ['no JSON', { in: 'query', content: { 'application/json': { schema: POINT } } }, 'p={', 'p'],
  [
    'JSON without end',
    { in: 'query', content: { 'application/json': { schema: POINT } } },
    `p=${'['.repeat(3000)}`,
    'p',
  ],
  [
    'JSON of a media type of its own',
    { in: 'query', content: { 'application/vnd.x+json': { schema: POINT } } },
    'p={"x":1}',
    'valid',
  ],
];

const declarations = [...STYLES.map(([declared]) => declared), ...READ.map(([, declared]) => declared)];
const path = ({ in: place }: Declared, index: number) => (place === 'path' ? `/${index}/{p}` : `/${index}`);
const document = await file('styles.yaml', {
  openapi: '3.1.0',
  info: { title: 'Styles', version: '1' },
  paths: Object.fromEntries(
    declarations.map((declared, index) => [
      path(declared, index),
      {
        get: {
          operationId: `o${index}`,
          parameters: [{ name: 'p', required: declared.in === 'path', ...declared }],
          responses: { '204': { description: 'Valid' }, '400': { description: 'Not valid' } },
        },
      },
    ]),
  ),
  components: { schemas: { Ints: { allOf: [INTS] } } },
});
const spec = await loadSpec(document);
const mock = await createMock({ vendors: [document] });

const operationAt = (index: number) => spec.operations[index] as Operation;
const nameOf = ({ in: place, style, explode, content }: Declared) =>
  [place, style, explode === undefined ? '' : `explode ${explode}`, content && 'content']
    .filter(Boolean)
    .join(' ');

describe('what is written is read as what it was', () => {
  test.each(
    some(
      STYLES.map(
        ([declared, value, written], index) => [nameOf(declared), value, written, declared, index] as const,
      ),
      4,
    ),
  )('%s: %j → %s', async (_, value, written, declared, index) => {
    const operation = operationAt(index);
    const none = { path: {}, query: {}, header: {}, cookie: {}, body: undefined };
    const values: RequestValues = { ...none, [declared.in]: { p: value } };
    const parts = toRequestParts(operation, values);
    const [target = '', query] = parts.target.split(/\?(.*)/s);
    const sent = { path: target.split('/')[2], query, header: parts.headers.p, cookie: parts.headers.Cookie };
    expect(sent[declared.in]).toBe(written);
    expect(requestError(spec, operation, values)).toBeUndefined();
    const answer = await mock.fetch(new Request(`http://x${parts.target}`, { headers: parts.headers }));
    expect(answer.status).toBe(204);
  });
});

describe('what other texts mean', () => {
  test.each(
    some(
      READ.map(([name, declared, sent, expected], index) => [name, sent, expected, declared, index] as const),
      4,
    ),
  )('%s: %s → %s', async (_, sent, expected, declared, index) => {
    const at = `/${STYLES.length + index}`;
    const headers: Record<string, string> =
      declared.in === 'cookie' ? { cookie: sent } : declared.in === 'header' ? { p: sent } : {};
    const target = { path: `${at}/${sent}`, query: `${at}?${sent}`, header: at, cookie: at }[declared.in];
    const answer = await mock.fetch(new Request(`http://x${target}`, { headers }));
    expect(answer.status).toBe(expected === 'valid' ? 204 : 400);
    if (expected !== 'valid')
      expect(answer.headers.get('x-confab-cause')).toContain(`-parameter; ${expected} `);
  });
});
