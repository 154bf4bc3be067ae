import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCredentials } from '../../src/auth/client.ts';
import { MAGIC } from '../../src/auth/marks.ts';
import { testCredential } from '../../src/auth/test-credential.ts';
import { createMock } from '../../src/index.ts';
import { toExampleRequest } from '../../src/spec/example-request.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';

const mock = await createMock({ strictKeys: true });

const lists = mock.specs.flatMap((spec) =>
  spec.operations
    .filter(({ list }) => list?.shows === 'many')
    .map((operation) => [operation.id, spec, operation] as const),
);

/** The operation's example request with the test credential, and the word behind it, proved by the scheme's own client. */
async function ask(spec: Spec, operation: Operation, word: string) {
  const names = Object.keys(operation.security[0] ?? {});
  const secrets = Object.fromEntries(
    names.map((name, index) => [
      name,
      marked(testCredential(spec.securitySchemes[name]), index === 0 ? word : ''),
    ]),
  );
  const { method, target, headers, body } = toExampleRequest(spec, operation);
  const url = `${mock.url(spec.name)}${target}`;
  const proven = await createCredentials(names, spec.securitySchemes, secrets, {
    now: Date.now,
    nonce: randomUUID,
  }).apply({ method, url, headers, body });
  const response = await mock.fetch(proven.url, {
    method,
    headers: proven.headers,
    ...(body !== undefined && { body }),
  });
  return { response, text: await response.text() };
}

/** Of a pair the word stands behind its id. */
function marked(credential: string, word: string): string {
  const at = /[:.]/.exec(credential)?.index ?? credential.length;
  return credential.slice(0, at) + word + credential.slice(at);
}

test.each(lists)('%s: a credential says what its requests get', async (_, spec, operation) => {
  const usual = await ask(spec, operation, '');
  expect([usual.response.status, usual.response.headers.get('x-confab-cause')]).toEqual([200, null]);
  for (const magic of MAGIC) {
    const { response, text } = await ask(spec, operation, `-${magic}`);
    const cause = response.headers.get('x-confab-cause')?.split(';')[0] ?? null;
    const expected = {
      'rate-limited': 'rate-limited',
      expired: 'expired-credential',
      empty: null,
      million: null,
    };
    expect([magic, cause]).toEqual([magic, expected[magic]]);
    // A first page without a total is the same page of more rows.
    const isShown = magic !== 'million' || operation.list?.paging.shows.total.length !== 0;
    if (isShown) expect(text).not.toBe(usual.text);
  }
});
