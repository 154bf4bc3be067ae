import { expect, test } from 'vitest';
import { fromEntry } from '../../../src/record/har/from-entry.ts';

const NOT_SAVED = 'body not saved';

/** The content of a recorded answer, and the text that it stands for. */
const CONTENTS: [string, object | undefined, string][] = [
  ['a text', { text: '{"a":1}' }, '{"a":1}'],
  ['base64', { text: 'eyJhIjoxfQ==', encoding: 'base64' }, '{"a":1}'],
  ['marked base64 that is none', { text: '{"a":1}', encoding: 'base64' }, '{"a":1}'],
  ['no content', undefined, NOT_SAVED],
  ['a size without a text', { size: 7 }, NOT_SAVED],
  ['nothing', { size: 0 }, ''],
];

test.each(CONTENTS)('%s', (_, content, expected) => {
  const entry = {
    request: { method: 'GET', url: 'https://a.example/', headers: [] },
    response: { status: 200, headers: [], ...(content && { content }) },
  } as unknown as Parameters<typeof fromEntry>[0];
  const found = fromEntry(entry, '/', () => undefined);
  const text = typeof found === 'string' ? found : Buffer.from(found.response.body as Uint8Array).toString();
  expect(text).toBe(expected);
});
