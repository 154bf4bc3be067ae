import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mock } from '../../src/mock/mock.ts';
import { createMock } from '../../src/on-demand.ts';
import { vendorRequest } from './_vendor-request.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ strictKeys: true });
});
afterAll(() => mock.close());

/** The vendor's example request in a scope of its own, which a drift is planned for or preferred in. */
async function ask(vendor: string, how: { readonly drift?: string; readonly prefer?: string }) {
  using scope = mock.scope();
  if (how.drift) await scope.plan([{ drift: how.drift, operation: vendor }]);
  const spec = mock.specs.find(({ name }) => name === vendor);
  if (!spec) throw new Error(`no ${vendor}`);
  const request = await vendorRequest(spec, {
    url: scope.url(vendor),
    credential: scope.credential(vendor) as string,
  });
  if (how.prefer) request.headers.set('prefer', `drift="${how.prefer}"`);
  const response = await scope.fetch(request);
  return { response, text: await response.text() };
}

const DRIFTS: readonly (readonly [vendor: string, drift: string, text: RegExp])[] = [
  ['alibaba', 'field-renamed/title', /"title_2":/],
  ['alibaba', 'integer-became-text/messageCount', /"messageCount":"\d+"/],
  ['bigmodel', 'field-dropped/assistant_id', /"conversation_list":\[\{"id":"[^"]+","create_time"/],
  ['bigmodel', 'never-more', /"has_more":false/],
  ['chatnio', 'field-null/name', /"name":null/],
  ['cybotstar', 'total-off-by-one', /"total":238,/],
  ['gptbots', 'seconds-for-milliseconds', /"recent_chat_time":\d{10},/],
  ['gptbots', 'float-for-integer/message_count', /"message_count":\d+\.5,/],
];

describe('a vendor that departs from its contract', () => {
  test.each(DRIFTS)('%s: %s, by a plan and by Prefer', async (vendor, drift, text) => {
    const planned = await ask(vendor, { drift });
    expect(planned.text).toMatch(text);
    expect(planned.response.headers.get('x-confab-fault')).toBe(`drift=${drift}`);
    const preferred = await ask(vendor, { prefer: drift });
    expect(preferred.text).toMatch(text);
    expect(preferred.response.headers.get('preference-applied')).toBe(`drift=${drift}`);
    expect((await ask(vendor, {})).text).not.toMatch(text);
  });

  test('sends half of its answer, and then the connection is gone', async () => {
    await expect(ask('gptbots', { drift: 'connection-breaks' })).rejects.toThrow();
  });

  test.each([
    ['a drift that there is not', 'field-renamd', 'field-renamed'],
    ['what it cannot be about', 'field-renamed/mesage_count', 'message_count'],
    ['a drift that does not fit', 'token-loops', 'drift'],
  ])('%s is refused, and told what there is: %s', async (_, prefer, told) => {
    const { response, text } = await ask('gptbots', { prefer });
    expect(response.status).toBe(400);
    expect(text).toContain(told);
  });
});
