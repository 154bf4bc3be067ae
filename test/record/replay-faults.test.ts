import { expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { readFixture } from '../../src/record/store/read-file.ts';
import { some } from '../_some.ts';
import { faultsOf, headers, look } from '../control/_faults.ts';

const RECORDED = 'fixtures/gptbots/listConversations/success.json';

const replay = await createReplay({ env: {}, fixtures: [RECORDED] });
const { url } = await replay.listen();
const recorded = new URL(readFixture(RECORDED).request.url, 'http://vendor');
const path = `/gptbots${recorded.pathname}${recorded.search}`;
const right = await (await replay.fetch(replay.url() + path, { headers })).text();

/** What is done to an answer on its way is the same whoever made it. */
const faults = faultsOf(right).filter(([, { fault }]) => fault !== undefined && fault !== 'rate-limit');

test.each(some(faults, 4))('a replay breaks an answer as a mock does: %s', async (_, fault, expected) => {
  const prefer = Object.entries(fault)
    .map(([word, value]) => `${word}=${value}`)
    .join(', ');
  for (const [origin, fetching] of [
    [replay.url(), replay.fetch],
    [url, fetch],
  ] as const) {
    await replay.plan([{ ...fault, times: 1 }]);
    const planned = await look(fetching(origin + path, { headers, redirect: 'manual' }));
    const preferred = await look(
      fetching(origin + path, { headers: { ...headers, prefer }, redirect: 'manual' }),
    );
    expect([planned, preferred]).toMatchObject([expected, expected]);
    expect(replay.planned()).toMatchObject([{ fired: 1, usedUp: true }]);
  }
});

test.each([
  ['a rate limit', { fault: 'rate-limit', limit: 1 }, /the faults of a replay are stall, slow-body, reset/],
  ['a fault that there is not', { fault: 'explode' }, /no fault "explode"/],
  ['a fault and a recording', { fault: 'reset', code: 200 }, /it can only be one of them|one of/],
])('refused: %s', async (_, fault, message) => {
  await expect(replay.plan([fault as never])).rejects.toThrow(message);
});
