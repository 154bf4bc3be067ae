import { describe, expect, test } from 'vitest';
import type { StoredResponse } from '../../src/record/fixture.ts';
import { answerDigest } from '../../src/record/same-answer.ts';

const BASE: StoredResponse = {
  status: 200,
  headers: ['Content-Type: application/json', 'Content-Length: 24'],
  wire: { bytes: 24, sha256: 'a'.repeat(64) },
  body: { json: { list: [{ id: 1, requestId: 'r1' }] } },
};
const withHeader = (...lines: string[]): StoredResponse => ({
  ...BASE,
  headers: [...BASE.headers, ...lines],
});
const withJson = (json: any): StoredResponse => ({ ...BASE, body: { json } });

describe('answers that a client cannot tell apart', () => {
  test.each<[string, StoredResponse, StoredResponse]>([
    [
      'Date',
      withHeader('Date: Mon, 30 Nov 2026 02:32:09 GMT'),
      withHeader('Date: Mon, 30 Nov 2026 02:32:10 GMT'),
    ],
    ['a date in any header', withHeader('Last-Modified: Mon, 30 Nov 2026 02:32:09 GMT'), BASE],
    [
      'a time in ISO 8601',
      withHeader('X-Served: 2026-11-30T02:32:09Z'),
      withHeader('X-Served: 2026-11-30T02:32:10.5Z'),
    ],
    ['an id of the request', withHeader('X-Request-Id: 1'), withHeader('x-request-id: 2')],
    ['an id of the request in one word', withHeader('requestid: 1'), withHeader('requestid: 2')],
    ['an id of a trace', withHeader('EagleEye-TraceId: 1'), withHeader('EagleEye-TraceId: 2')],
    [
      'what is left of a rate',
      withHeader('X-RateLimit-Remaining: 9'),
      withHeader('X-RateLimit-Remaining: 8'),
    ],
    ['how long it took', withHeader('Server-Timing: db;dur=1'), withHeader('Server-Timing: db;dur=2')],
    ['the value of a cookie', withHeader('Set-Cookie: s=1; Path=/'), withHeader('Set-Cookie: s=2; Path=/')],
    ['the order of headers', withHeader('A: 1', 'B: 2'), withHeader('B: 2', 'A: 1')],
    ['the case of their names', withHeader('A: 1'), withHeader('a: 1')],
    [
      'how many bytes it was packed into',
      BASE,
      {
        ...BASE,
        headers: ['Content-Type: application/json', 'Content-Length: 25'],
        wire: { bytes: 25, sha256: 'b'.repeat(64) },
      },
    ],
    [
      'an id of the request beside the rows',
      withJson({ requestId: 'a', n: 1 }),
      withJson({ requestId: 'b', n: 1 }),
    ],
    ['one that is nested', withJson({ meta: { trace_id: 'a' } }), withJson({ meta: { trace_id: 'b' } })],
  ])('%s', (_, a, b) => expect(answerDigest(a)).toBe(answerDigest(b)));
});

describe('answers that a client can tell apart', () => {
  test.each<[string, StoredResponse]>([
    ['the status', { ...BASE, status: 201 }],
    ['a header', withHeader('X-Total: 1')],
    ['its type', { ...BASE, headers: ['Content-Type: text/json', 'Content-Length: 24'] }],
    [
      'a length that is wrong',
      { ...BASE, headers: ['Content-Type: application/json', 'Content-Length: 99'] },
    ],
    ['a value', withJson({ list: [{ id: 2, requestId: 'r1' }] })],
    ['an id of a request in a row', withJson({ list: [{ id: 1, requestId: 'r2' }] })],
    ['a value and its text', withJson({ list: [{ id: '1', requestId: 'r1' }] })],
    ['text for JSON', { ...BASE, body: { text: '{"list":[{"id":1,"requestId":"r1"}]}' } }],
    ['no body', { status: 200, headers: BASE.headers, wire: { bytes: 24 } }],
    ['its encoding', { ...BASE, wire: { bytes: 24, encoding: 'gzip' } }],
    ['its end', { ...BASE, wire: { bytes: 24, complete: false } }],
  ])('%s', (_, other) => expect(answerDigest(other)).not.toBe(answerDigest(BASE)));
  test.each<[string, string, string]>([
    ['the name of a cookie', 'Set-Cookie: a=1', 'Set-Cookie: b=1'],
    ['a value that is no time', 'X-Version: 2026', 'X-Version: 2027'],
  ])('%s', (_, a, b) => expect(answerDigest(withHeader(a))).not.toBe(answerDigest(withHeader(b))));
});
