import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { insidesIn } from '../answers.js';
import { damage, damaged, describeDamage } from '../mutations.js';
import { problemOfError } from '../refused.js';
import { runMain } from '../run-main.js';
import { createScratch } from '../scratch.js';

const read = (name) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../fixtures/${name}.json`, import.meta.url)), 'utf8'));
const RECORDED = {
  format: 1,
  vendor: 'gptbots',
  operation: 'listConversations',
  take: 2,
  source: {
    kind: 'recorded',
    at: '2026-03-20T08:00:00.000Z',
    origin: 'https://api-sg.gptbots.ai',
    milliseconds: 212,
    spec: `sha256:${'0'.repeat(64)}`,
    by: 'confabulate 0.1.0',
  },
  redacted: [{ rule: 'apiKey', count: 1 }],
  request: {
    method: 'GET',
    url: '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10',
    headers: ['Authorization: Bearer [redacted apiKey]'],
  },
  response: {
    status: 200,
    headers: ['Content-Type: application/json', 'Content-Encoding: gzip', 'Content-Length: 30'],
    wire: { encoding: 'gzip', bytes: 30 },
    body: { json: { list: [], total: 0 } },
  },
};
const DOCUMENTS = [
  RECORDED,
  read('gptbots/listConversations/success'),
  read('bigmodel/listConversations/success'),
];

/** Recordings that were damaged: refused with a sentence, or played. */
export const target = {
  needs: ['createReplay', 'main'],
  async open(lib) {
    const scratch = createScratch('fixtures');
    const textOf = (input) => damaged(DOCUMENTS[input.base], input.damage, (tree) => JSON.stringify(tree));
    return {
      input: fc.record({ base: fc.nat({ max: DOCUMENTS.length - 1 }), damage, isVerified: fc.boolean() }),
      async problemOf(input) {
        const folder = scratch.empty('fixtures');
        scratch.file('fixtures/one.json', textOf(input));
        if (input.isVerified) return (await runMain(lib, ['verify', folder], [0, 1, 2, 4])).problem;
        try {
          return await play(lib, DOCUMENTS[input.base], folder);
        } catch (error) {
          return problemOfError(error, ['FixtureError', 'UsageError']);
        }
      },
      folder: scratch.root,
      show: (input) =>
        `recording ${input.base}, ${input.isVerified ? 'verified' : 'played'}: ${describeDamage(DOCUMENTS[input.base], input.damage)}; it is ${scratch.file('smallest.txt', textOf(input))}`,
      close: () => scratch.remove(),
    };
  },
};

async function play(lib, { vendor, request }, folder) {
  const replay = await lib.createReplay({ vendors: [vendor], fixtures: [folder], env: {} });
  const body = request.body?.json ?? request.body?.text;
  const response = await replay.fetch(`http://confab.localhost/${vendor}${request.url}`, {
    method: request.method,
    headers: { Authorization: 'Bearer x', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text().catch(() => '');
  const isOwn = response.headers.get('content-type') === 'application/problem+json';
  if (isOwn && ![400, 404, 405, 413, 501].includes(response.status))
    return `${response.status}: ${text.slice(0, 600)}`;
  return isOwn ? insidesIn(text) : undefined;
}
