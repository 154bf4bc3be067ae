import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createNonces } from '../../src/auth/nonces.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Steps: `a` uses the nonce a and finds it new, `!a` finds it used, `+5` lets five milliseconds pass. */
function walk(steps: string, { keep = 100, most = 1000 } = {}): string {
  let time = 1_000_000;
  const nonces = createNonces({ now: () => time, keep, most });
  return steps
    .split(' ')
    .map((step) => {
      if (/^[+-]/.test(step)) {
        time += Number(step);
        return step;
      }
      const nonce = step.replace('!', '');
      return nonces.use(nonce) ? nonce : `!${nonce}`;
    })
    .join(' ');
}

describe('a nonce', () => {
  test.each<[string, string, { keep?: number; most?: number }?]>([
    ['is new once', 'a !a !a'],
    ['is not another', 'a b !a !b'],
    ['may be long', `${'a'.repeat(9000)} !${'a'.repeat(9000)} ${'a'.repeat(9001)}`],
    [
      'is not the digest of another',
      `${'a'.repeat(65)} ${digest('a'.repeat(65))} ${digest('a'.repeat(65))}x`,
    ],
    ['may be a name of Object', '__proto__ !__proto__ constructor !constructor toString'],
    ['is kept to the last moment', 'a +100 !a'],
    ['is forgotten after it', 'a +101 a !a'],
    ['found used is not kept longer', 'a +60 !a +41 a'],
    ['found used is not forgotten for that later', 'a +60 !a +41 a +60 !a'],
    ['used anew is kept anew', 'a +101 a +100 !a +1 a'],
    ['is forgotten alone', 'a +50 b +51 a !b +49 !b +1 b'],
    ['is kept when the clock goes back', 'a -500 !a b +500 !a !b'],
    ['is kept for no time at all', 'a !a +1 a', { keep: 0 }],
    ['pushes out the oldest when there are too many', 'a b c !c !b a', { most: 2 }],
    ['pushes out no more than one', 'a b c d !b !c !d a', { most: 3 }],
    ['found used pushes out none', 'a b !b !a !b !a', { most: 2 }],
    ['of one is all there is', 'a !a b a !a', { most: 1 }],
  ])('%s: %s', (_, steps, options) => expect(walk(steps, options)).toBe(steps));

  test('costs no more when many were forgotten', () => {
    const nonces = createNonces({ now: () => 0, keep: 1, most: 50_000 });
    const start = process.cpuUsage();
    for (let n = 0; n < 150_000; n++) nonces.use(String(n));
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000);
    expect([nonces.use('100000'), nonces.use('99999')]).toEqual([false, true]);
  });
});
