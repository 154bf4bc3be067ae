import { describe, expect, test } from 'vitest';
import type { Exchange, Header, NoAnswer, Send } from '../../src/http/exchange.ts';
import { limitRate } from '../../src/http/rate-limit.ts';
import { createRetry, retryAfter } from '../../src/http/retry.ts';

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

const cut = (more: object = {}): Exchange => {
  const exchange = answer(200);
  return {
    ...exchange,
    response: { ...exchange.response, complete: false, ...more } as Exchange['response'],
  };
};

/** What became of a request: how it ended, and how often it was sent again. */
async function outcomeOf(send: ReturnType<typeof createRetry>) {
  const { exchange, repeated, throttled } = await send(async () => request);
  const { response, noAnswer } = exchange;
  return [throttled ? 'throttled' : (response?.status ?? noAnswer?.why), repeated.length];
}

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
    ['503 without one is sent again soon', [answer(503), answer(200)], [500], 200],
    ['and again, less soon', [answer(503), answer(502), answer(504), answer(200)], [500, 1000, 2000], 200],
    ['but not for ever', [answer(503)], [500, 1000, 2000], 503],
    ['four refusals are enough', [limited()], [1000, 2000, 4000], 'throttled'],
    ['an hour is too long', [limited('3600')], [], 'throttled'],
    ['a connection that broke is tried again', [silence('reset'), answer(200)], [500], 200],
    ['so is a silent one', [silence('timeout'), answer(200)], [500], 200],
    ['but not as often, as each takes its time', [silence('timeout')], [500, 1000], 'timeout'],
    ['an answer that was cut off is asked for again', [cut(), answer(200)], [500], 200],
    ['one that does not end, too', [cut({ unended: true }), answer(200)], [500], 200],
    ['but not one that is longer than anybody reads', [cut({ tooLong: true }), answer(200)], [], 200],
    ['what is not HTTP will not be', [silence('not-http'), answer(200)], [], 'not-http'],
    [
      'a server that was never there is not tried again',
      [silence('unreachable'), answer(200)],
      [],
      'unreachable',
    ],
    ['a fault and a throttle', [answer(502), limited('3'), answer(200)], [500, 3000], 200],
  ])('%s', async (_, answers, waits, outcome) => {
    const timer = fakeTimer();
    const send = createRetry(scripted(...answers), { timer, random: () => 1 });
    const got = await outcomeOf(send);
    expect([got, timer.waits]).toEqual([[outcome, waits.length], waits]);
  });

  test.each<[string, number, number[]]>([
    ['half of the wait at least', 0, [250, 500, 1000]],
    ['and three quarters in the middle', 0.5, [375, 750, 1500]],
  ])('the back-off is spread: %s', async (_, random, waits) => {
    const timer = fakeTimer();
    await createRetry(scripted(answer(503)), { timer, random: () => random })(async () => request);
    expect(timer.waits).toEqual(waits);
  });

  test('a server that was there may be back soon', async () => {
    const timer = fakeTimer();
    const send = createRetry(scripted(answer(200), silence('unreachable'), answer(200)), { timer });
    expect(await outcomeOf(send)).toEqual([200, 0]);
    expect(await outcomeOf(send)).toEqual([200, 1]);
  });

  test('what fails at every attempt, again and again, is sent again only once', async () => {
    const attempts: unknown[] = [];
    const send = createRetry(scripted(answer(503)), { timer: fakeTimer() });
    for (let round = 0; round < 5; round += 1) attempts.push(await outcomeOf(send));
    expect(attempts).toEqual([3, 3, 3, 1, 1].map((retries) => [503, retries]));
  });

  test('until one passes again', async () => {
    const lasting = Array.from({ length: 14 }, () => answer(503));
    const send = createRetry(scripted(...lasting, answer(502), answer(200), answer(503)), {
      timer: fakeTimer(),
    });
    const attempts: unknown[] = [];
    for (let round = 0; round < 6; round += 1) attempts.push(await outcomeOf(send));
    expect(attempts).toEqual([...[3, 3, 3, 1].map((retries) => [503, retries]), [200, 1], [503, 3]]);
  });

  test.each<[string, number, string | undefined, (string | number)[], number[]]>([
    ['as long as is allowed', 7000, '7', [200, 1], [7000]],
    ['a millisecond more than is allowed', 6999, '7', ['throttled', 0], []],
    ['its own back-off is never longer', 300, undefined, [200, 1], [300]],
    ['nothing at all', 0, undefined, [200, 1], [0]],
  ])('the longest wait: %s', async (_, maxWait, after, outcome, waits) => {
    const timer = fakeTimer();
    const send = createRetry(scripted(limited(after), answer(200)), { timer, maxWait });
    expect([await outcomeOf(send), timer.waits]).toEqual([outcome, waits]);
  });

  test('says who asks to wait and what can be done', async () => {
    const sent = await createRetry(scripted(limited('3600')), { timer: fakeTimer() })(async () => request);
    expect(sent.throttled).toMatch(
      /https:\/\/api\.example asks .* to wait 3600 seconds.* 60 seconds at most \(--max-wait\).*--rate/,
    );
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
