import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { ask, askRows } from './ask.js';
import { OPERATIONS, PAGES, requestsOf, SIZES } from './scenarios.js';

/** Headers that every server sets for itself. */
const OF_THE_CONNECTION = new Set([
  'date',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
]);

/** Copies the mock's rows into a file for the hand-written server, as far as the scenarios read them. */
export async function copyRows(mockUrl, file, pages = PAGES) {
  const size = Math.max(...SIZES);
  const copy = {};
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    const each = Math.ceil(pages / operation.groups);
    copy[name] = [];
    for (let group = 0; group < operation.groups; group++) {
      for (let page = 1; page <= each; page++) {
        copy[name].push(...(await askRows(mockUrl, operation, operation.request(group, page, size), size)));
      }
    }
  }
  writeFileSync(file, JSON.stringify(copy));
}

/** Throws unless both servers answer a sample of every scenario's requests with the same rows. */
export async function checkSameRows(mockUrl, handUrl, scenario) {
  const operation = OPERATIONS[scenario.operation];
  const requests = requestsOf(scenario);
  for (let i = 0; i < requests.length; i += 61) {
    const mock = await askRows(mockUrl, operation, requests[i], scenario.size);
    const hand = await askRows(handUrl, operation, requests[i], scenario.size);
    if (!isDeepStrictEqual(mock, hand)) {
      throw new Error(`other rows from the hand-written server: ${JSON.stringify(requests[i])}`);
    }
  }
}

/** What the constant servers repeat: the mock's answer of the middle size among a sample of the requests. */
export async function typicalAnswer(mockUrl, scenario) {
  const requests = requestsOf(scenario);
  const answers = [];
  for (let i = 0; i < requests.length; i += 41) answers.push(await ask(mockUrl, requests[i]));
  answers.sort((a, b) => a.bytes.length - b.bytes.length);
  const { headers, bytes } = answers[answers.length >> 1];
  const kept = [...headers].filter(([name]) => !OF_THE_CONNECTION.has(name));
  return { headers: Object.fromEntries(kept), body: bytes.toString('base64'), length: bytes.length };
}
