import { describe, expect, test } from 'vitest';
import { findMedia, isJsonType, parseMediaType } from '../../src/spec/media-type.ts';
import type { MediaType } from '../../src/spec/spec.ts';

describe('a media type is read', () => {
  const types: [name: string, text: string, parsed: ReturnType<typeof parseMediaType>][] = [
    ['plain', 'application/json', { essence: 'application/json', charset: undefined }],
    ['in capitals', 'Application/JSON;CHARSET="UTF-8"', { essence: 'application/json', charset: 'utf-8' }],
    ['with space around it', ' text/html ; charset=gbk ', { essence: 'text/html', charset: 'gbk' }],
    ['with other parameters', 'a/b; v=1; charset=x', { essence: 'a/b', charset: 'x' }],
    ['with a charset that is empty', 'a/b; charset=""', { essence: 'a/b', charset: undefined }],
    ['with two charsets: the first', 'a/b; charset=x; charset=y', { essence: 'a/b', charset: 'x' }],
    ['a range', 'text/*', { essence: 'text/*', charset: undefined }],
    ['without a subtype', 'json', undefined],
    ['with an empty subtype', 'text/;charset=x', undefined],
    ['with a blank in it', 'text/a b', undefined],
    ['nothing', '', undefined],
  ];
  test.each(types)('%s', (_, text, parsed) => {
    expect(parseMediaType(text)).toEqual(parsed);
    expect(parseMediaType(text)).toEqual(parsed);
  });

  test('after many others that were remembered', () => {
    for (let n = 0; n < 1000; n += 1) expect(parseMediaType(`a/b${n}`)?.essence).toBe(`a/b${n}`);
    expect(parseMediaType('application/json')?.essence).toBe('application/json');
  });
});

test.each([
  ['application/json', true],
  ['application/problem+json', true],
  ['text/json', true],
  ['application/json-seq', false],
  ['application/jsonlines', false],
  ['text/plain', false],
])('%s is JSON: %s', (essence, expected) => expect(isJsonType(essence)).toBe(expected));

describe('the most specific declared media type applies', () => {
  const cases: [declared: string[], sent: string, found: string | undefined][] = [
    [['*/*', 'text/*', 'text/plain'], 'text/plain', 'text/plain'],
    [['*/*', 'text/*', 'text/plain'], 'text/html', 'text/*'],
    [['text/*', '*/*'], 'image/png', '*/*'],
    [['Application/JSON; charset=utf-8'], 'application/json', 'Application/JSON; charset=utf-8'],
    [['application/json'], 'application/problem+json', undefined],
    [['*/*'], '', '*/*'],
    [[], 'text/plain', undefined],
  ];
  test.each(cases)('%j, sent %s: %s', (declared, sent, found) => {
    const content = new Map(declared.map((type) => [type, { type, node: type } as MediaType]));
    expect(findMedia(content, sent)?.node).toBe(found);
  });

  test('a range is found as the type that was sent', () => {
    const content = new Map([['text/*', { type: 'text/*' } as MediaType]]);
    expect(findMedia(content, 'text/html')?.type).toBe('text/html');
  });
});
