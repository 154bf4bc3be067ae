import { describe, expect, test } from 'vitest';
import { createCredentials } from '../../src/auth/client.ts';
import { givenToMock } from '../../src/auth/given.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { StoredRequest } from '../../src/record/fixture.ts';
import { createRedactor } from '../../src/record/redactor.ts';
import { toStoredBody } from '../../src/record/stored-body.ts';
import { builtinNames } from '../../src/spec/builtin.ts';
import { toExampleValues } from '../../src/spec/example-request.ts';
import { toRequestParts, withValue } from '../../src/spec/request-values.ts';
import { some } from '../_some.ts';

const ROWS = 60;

/** The vendors' normal answers have ids, tokens of pages, times and counts in plenty, and nothing of them is a secret. */
describe.each(some(builtinNames(), 4))('of %s', (vendor) => {
  test.each([1, 2, 3, 4])('seed %d: no rule matches but the credential', async (seed) => {
    const mock = await createMock({ vendors: [vendor], seed, rows: ROWS });
    const [spec] = mock.specs;
    if (!spec) throw new Error('no spec');
    const { secrets } = givenToMock(spec);
    for (const operation of spec.operations.filter(({ list }) => list)) {
      const credentials = createCredentials(
        Object.keys(operation.security[0] ?? {}),
        spec.securitySchemes,
        secrets ?? {},
        { now: Date.now, nonce: () => `nonce-${Math.random()}` },
      );
      const size = operation.list?.paging.reads.size[0];
      for (const wanted of [undefined, 50]) {
        let values = toExampleValues(spec, operation);
        if (size && wanted !== undefined) values = withValue(values, size, wanted);
        const { method, target, headers, body } = toRequestParts(operation, values);
        const made = await credentials.apply({ method, url: mock.url() + target, headers, body });
        const answer = await mock.fetch(made.url, {
          method,
          headers: { ...made.headers, host: 'confab.localhost' },
          ...(made.body !== undefined && { body: made.body as string }),
        });
        expect(answer.status, await answer.clone().text()).toBe(200);
        const stored = toStoredBody(Buffer.from(body ?? ''));
        const request: StoredRequest = {
          method,
          url: target,
          headers: Object.entries(made.headers).map(([name, value]) => `${name}: ${value}`),
          ...(stored && { body: stored }),
        };
        const kept = toStoredBody(new Uint8Array(await answer.arrayBuffer()));
        const response = {
          status: 200,
          headers: [...answer.headers].map(([name, value]) => `${name}: ${value}`),
          ...(kept && { body: kept }),
        };
        // Some vendors' user ids are e-mail addresses or have a phone number: those are taken out, and rightly.
        const plain = createRedactor({ spec }).exchange(request, response).redacted;
        expect(plain.filter(({ rule }) => rule !== 'email' && rule !== 'phone')).toHaveLength(
          Object.keys(secrets ?? {}).length,
        );
        const clean = createRedactor({ spec, keep: ['email', 'phone'] }).exchange(request, response);
        expect(clean.redacted.map(({ rule }) => rule)).toEqual(Object.keys(operation.security[0] ?? {}));
        expect(clean.response).toEqual(response);
        expect({ ...clean.request, headers: [] }).toEqual({ ...request, headers: [] });
      }
    }
  });
});
