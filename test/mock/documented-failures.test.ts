import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { answerOfExample, choicesOf } from '../../src/spec/answer-choice.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const failures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|[/\\])error-.*\.json$/.test(path))
  .map((path) => [path, JSON.parse(readFileSync(FIXTURES + path, 'utf8'))] as const);

test.each(failures)('%s is an answer that can be asked for by the name of an example', async (_, fixture) => {
  const { vendor, operation: id, response, source } = fixture;
  const [spec] = await loadSpecs({ vendors: [vendor], profiles: source.profile ? [source.profile] : [] });
  const operation = spec?.operations.find((one) => one.id === id);
  if (!operation) throw new Error(`no operation ${vendor}.${id}`);
  const names = choicesOf(operation).examples.filter((name) => {
    const { status, response: declared, example = '' } = answerOfExample(operation, name) ?? {};
    const media = [...(declared?.content.values() ?? [])].find((one) => one.examples.has(example));
    const isStatus = status === response.status || declared?.status === 'default';
    return isStatus && codeOf(media?.examples.get(example)) === codeOf(response.body?.json);
  });
  expect(names).not.toEqual([]);
});

/** What tells a failure from others: texts in tables of codes are not always those on the wire. */
function codeOf(body: any): unknown {
  return body?.error?.code ?? body?.code ?? body?.Code ?? body?.message ?? '';
}
