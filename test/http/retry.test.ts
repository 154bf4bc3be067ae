import { describe, expect, test } from 'vitest';
import type { Exchange, Header, NoAnswer, Send } from '../../src/http/exchange.ts';
import { limitRate } from '../../src/http/rate-limit.ts';
import { createRetry, retryAfter } from '../../src/http/retry.ts';
import { Stopped } from '../../src/http/stopped.ts';

const AT = Date.UTC(2026, 2, 20, 8, 0, 0);
const request = { method: 'GET', url: 'https://api.example/a', headers: [], body: undefined };

function answer(status: number, headers: readonly Header[] = []): Exchange {
  const response = { status, headers, body: new Uint8Array(), complete: true };
  return { origin: 'wire', request, response, milliseconds: 1, at: AT };
}

function silence(why: NoAnswer['why']): Exchange {
  return {
    origin: 'wire',
    request,
    response: undefined,
    noAnswer: { why, message: why },
    milliseconds: 1,
    at: AT,
  };
}

/** A timer that only moves when somebody waits. */
function fakeTimer() {
  let time = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}

/** Gives its answers one after the other, the last one for ever. */
function scripted(...answers: Exchange[]): Send {
  let next = 0;
  return async () => answers[Math.min(next++, answers.length - 1)] as Exchange;
}

const limited = (after?: string, date?: string) =>
  answer(429, [
    ...(after === undefined ? [] : [['Retry-After', after] as const]),
    ...(date === undefined ? [] : [['Date', date] as const]),
  ]);

describe('retry', () => {
  test.each<[string, Exchange[], number[], number | string]>([
    ['an answer is not waited for', [answer(200)], [], 200],
    ['a failure is no reason to wait', [answer(500)], [], 500],
    ['429 is: a second, then two', [limited(), limited(), answer(200)], [1000, 2000], 200],
    ['for seconds', [limited('7'), answer(200)], [7000], 200],
    ['until a date', [limited('Fri, 20 Mar 2026 08:00:09 GMT'), answer(200)], [9000], 200],
    [
      "by the server's clock",
      [limited('Fri, 20 Mar 2026 09:00:09 GMT', 'Fri, 20 Mar 2026 09:00:00 GMT'), answer(200)],
      [9000],
      200,
    ],
    ['nonsense is no time', [limited('soon'), answer(200)], [1000], 200],
    ['a date that is over is now', [limited('Fri, 20 Mar 2026 07:00:00 GMT'), answer(200)], [0], 200],
    ['now, and again now, backs off all the same', [limited('0'), limited('0'), answer(200)], [0, 2000], 200],
    ['503 with a time is as good as 429', [answer(503, [['retry-after', '2']]), answer(200)], [2000], 200],
    ['503 without one is a failure', [answer(503)], [], 503],
    ['four refusals are enough', [limited()], [1000, 2000, 4000], 'throttled'],
    ['an hour is too long', [limited('3600')], [], 'throttled'],
    ['a connection that broke is tried once more', [silence('reset'), answer(200)], [], 200],
    ['so is a silent one', [silence('timeout'), answer(200)], [], 200],
    ['but not twice', [silence('timeout')], [], 'timeout'],
    [
      'a server that is not there is not tried again',
      [silence('unreachable'), answer(200)],
      [],
      'unreachable',
    ],
  ])('%s', async (_, answers, waits, outcome) => {
    const timer = fakeTimer();
    const send = createRetry(scripted(...answers), { timer });
    const got = await send(async () => request).then(
      ({ response, noAnswer }) => response?.status ?? noAnswer?.why,
      (error) => error.why,
    );
    expect([got, timer.waits]).toEqual([outcome, waits]);
  });

  test('says who asks to wait and what can be done', async () => {
    const failed = createRetry(scripted(limited('3600')), { timer: fakeTimer() })(async () => request);
    await expect(failed).rejects.toThrow(Stopped);
    await expect(failed).rejects.toThrow(/https:\/\/api\.example asks .* to wait 3600 seconds.*--rate/);
  });

  test('each try is a request of its own: a signature holds once', async () => {
    let made = 0;
    const send = createRetry(scripted(limited(), limited(), answer(200)), { timer: fakeTimer() });
    await send(async () => {
      made += 1;
      return request;
    });
    expect(made).toBe(3);
  });

  test('an answer that only the document can tell is waited for, too', async () => {
    const timer = fakeTimer();
    const isThrottled = ({ response }: Exchange) => response?.status === 418;
    await createRetry(scripted(answer(418), answer(200)), { timer, isThrottled })(async () => request);
    expect(timer.waits).toEqual([1000]);
  });
});

test('Retry-After of no answer is none', () => expect(retryAfter(silence('reset'))).toBeUndefined());

describe('rate limit', () => {
  test.each<[string, number | undefined, number[]]>([
    ['no limit', undefined, []],
    ['one a second', 1, [1000, 2000, 3000]],
    ['five a second', 5, [200, 400, 600]],
  ])('%s', async (_, rate, waits) => {
    const timer = fakeTimer();
    // Whoever asks, all wait in one line.
    const stopped = { ...timer, now: () => 0, wait: async (time: number) => void timer.waits.push(time) };
    const send = limitRate(scripted(answer(200)), { rate, timer: stopped });
    await Promise.all([send(request), send(request), send(request), send(request)]);
    expect(timer.waits).toEqual(waits);
  });

  test('who was slow anyway does not wait', async () => {
    let time = 0;
    const timer = fakeTimer();
    const send = limitRate(scripted(answer(200)), { rate: 2, timer: { ...timer, now: () => time } });
    for (time of [0, 700, 1300, 1500]) await send(request);
    expect(timer.waits).toEqual([300]);
  });
});
