import { describe, expect, test } from 'vitest';
import { isThrottled, refusesAccess } from '../../src/contract/credentials/access.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import { readResponse } from '../../src/http/read-response.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { tinyFile } from '../_tiny.ts';

async function operationOf(vendor: string): Promise<Operation> {
  const [spec] = await loadSpecs({ vendors: [vendor] });
  return spec?.operations.find(({ safe }) => safe) as Operation;
}

function answer(status: number, json: unknown): Exchange {
  const headers = [['Content-Type', 'application/json']] as const;
  const body = new Uint8Array(Buffer.from(JSON.stringify(json)));
  const request = { method: 'GET', url: 'https://api.example', headers: [], body: undefined };
  return {
    origin: 'wire',
    request,
    response: { status, headers, body, complete: true },
    milliseconds: 1,
    at: 0,
  };
}

describe('who is not let in', () => {
  test.each<[string, string, number, unknown, boolean]>([
    ['by status', 'gptbots', 401, {}, true],
    ['forbidden, too', 'gptbots', 403, {}, true],
    ['in a 200', 'chatnio', 200, { message: 'user not found', status: false }, true],
    [
      'in a 200 with a code',
      'cybotstar',
      200,
      { code: '400000', message: 'Robot token expired', data: null },
      true,
    ],
    ['another failure is not about it', 'gptbots', 400, { code: 40000, message: '参数错误' }, false],
    ['nor is one in a 200', 'chatnio', 200, { message: 'conversation not found', status: false }, false],
    ['nor is a success', 'gptbots', 200, { list: [], total: 0 }, false],
  ])('%s', async (_, vendor, status, json, isRefused) => {
    const { response } = answer(status, json);
    const reading = readResponse(response as NonNullable<typeof response>);
    expect(refusesAccess(await operationOf(vendor), status, reading)).toBe(isRefused);
  });

  test('where nobody need say who they are, a 401 is only an odd answer', async () => {
    const { response } = answer(401, {});
    const reading = readResponse(response as NonNullable<typeof response>);
    expect(refusesAccess(await operationOf(await tinyFile()), 401, reading)).toBe(false);
  });
});

describe('who is asked to wait', () => {
  test.each<[string, string, number, unknown, boolean]>([
    [
      'in the words of the document',
      'chatnio',
      200,
      {
        error: 'request_throttled',
        reason: 'You have sent too many requests. Please try again later.',
        status: false,
      },
      true,
    ],
    ['a success is not', 'chatnio', 200, { data: [], message: '', status: true }, false],
    ['another failure is not', 'chatnio', 200, { message: 'user not found', status: false }, false],
    ['where the document does not speak of it, nobody is', 'alibaba', 500, {}, false],
  ])('%s', async (_, vendor, status, json, isAsked) => {
    expect(isThrottled(await operationOf(vendor), answer(status, json))).toBe(isAsked);
  });
});
