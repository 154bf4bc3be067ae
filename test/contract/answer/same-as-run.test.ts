import { describe, expect, test } from 'vitest';
import { checkContract } from '../../../src/check-contract.ts';
import type { Check } from '../../../src/contract/check.ts';
import { checkExchange } from '../../../src/contract/check-exchange.ts';
import { CHECK_LIST } from '../../../src/contract/checks.ts';
import { createMock } from '../../../src/mock/create-mock.ts';
import type { Finding } from '../../../src/result/finding.ts';
import { some } from '../../_some.ts';
import { tinyFile } from '../../_tiny.ts';
import { RESPONSE_CHECKS } from '../_checks.ts';
import { tinyOf } from './_answer.ts';

const file = await tinyFile();
const mock = await createMock({ vendors: [file], strictKeys: true, rows: 12 });
const [spec] = mock.specs;

type Change = (text: string, headers: Headers) => string | Uint8Array;

/** The tiny vendor's answers changed on their way: what a run has found, and what is found of each one offline. */
async function bothWays(change: Change) {
  const result = await checkContract({
    vendors: [file],
    only: RESPONSE_CHECKS,
    fetch: async (request) => {
      const response = await mock.fetch(request);
      const headers = new Headers(response.headers);
      const body = change(await response.text(), headers) as string;
      return new Response(body, { status: response.status, headers });
    },
  });
  const findings = result.specs.flatMap((one) => one.findings);
  const offline = findings.map(({ operation: id, exchange }) => {
    const operation = spec?.operations.find((one) => one.id === id);
    if (!spec || !operation) throw new Error(`there is no ${id}`);
    return checkExchange(spec, operation, exchange, { asserted: 'assumed', slow: 10_000 });
  });
  return { findings, offline };
}

describe('an answer has the same findings in a run and offline', () => {
  test.each<[string, Change, string]>(
    some<[string, Change, string]>(
      [
        ['a field of another type', (text) => text.replaceAll(/"stars":(\d)/g, '"stars":"$1"'), 'schema'],
        ['a byte order mark', (text) => `\ufeff${text}`, 'utf-8'],
        ['seconds', (text) => text.replaceAll(/"written":(\d+)\d{3}/g, '"written":$1'), 'time'],
        [
          'a failure beside rows',
          (text) => text.replace(/^\{"notes"/, '{"problem":"oh","notes"'),
          'envelope',
        ],
        ['JSON that ends early', (text) => text.slice(0, -2), 'json'],
        [
          'another charset',
          (text, headers) => {
            headers.set('content-type', 'application/json; charset=latin1');
            return text;
          },
          'charset',
        ],
        [
          'misread texts',
          (text) =>
            text.replaceAll(
              /"title":"(?:[^"\\]|\\.)*"/g,
              `"title":"${Buffer.from('你好').toString('latin1')}"`,
            ),
          'mojibake',
        ],
      ],
      3,
    ),
  )('%s', async (_, change, check) => {
    const { findings, offline } = await bothWays(change);
    expect(findings.map((one) => one.check)).toContain(check);
    const plain = ({ check, level, title, pointer, source, expected, actual, curl }: Finding) => ({
      check,
      level,
      title,
      pointer,
      source,
      expected,
      actual,
      curl,
    });
    for (const [index, finding] of findings.entries()) {
      const same = offline[index]?.find(
        ({ check, title }) => check === finding.check && title === finding.title,
      );
      expect(same && plain(same)).toEqual(plain(finding));
    }
    // And nothing more than the run has of all answers.
    const known = new Set(findings.map(({ check, title }) => `${check}: ${title}`));
    expect(offline.flat().filter(({ check, title }) => !known.has(`${check}: ${title}`))).toEqual([]);
  });
});

describe('a check that had nothing to look at says why', () => {
  test('by the document', async () => {
    const { spec, operation } = await tinyOf('listNotes', (document) => {
      delete document.components.schemas.Note.properties.written['x-confab'];
      delete document.components.schemas.Note.properties.touched;
      delete document['x-confab'];
      delete document.paths['/notes'].get['x-confab'];
      delete document.paths['/notes/{id}'].get['x-confab'];
      delete document.components.schemas.Note.properties.id['x-confab'];
    });
    const reasons = new Map(
      CHECK_LIST.map(({ name, whyUnseen }: Check) => [name, whyUnseen?.(spec, operation)]),
    );
    expect(reasons.get('header')).toEqual(['not-declared', 'no response has headers']);
    expect(reasons.get('time')).toEqual(['not-declared', 'no response shows times']);
    expect(reasons.get('schema')?.[0]).toBe('not-provoked');
  });

  test('in the ledger, and no check of an answer is left without a word', async () => {
    const { specs } = await checkContract({ rows: 0 });
    const entries = specs.flatMap(({ ledger }) => ledger).filter(({ kind }) => kind === 'check');
    const names: readonly string[] = RESPONSE_CHECKS;
    const silent = entries.filter(
      ({ name, state, reason }) => names.includes(name) && state === 'skipped' && reason === 'not-reached',
    );
    expect(silent).toEqual([]);
    expect(entries.find(({ vendor, name }) => vendor === 'gptbots' && name === 'time')).toMatchObject({
      state: 'skipped',
      reason: 'no-rows',
      detail: 'no answer had a time in it',
    });
    expect(entries.find(({ vendor, name }) => vendor === 'gptbots' && name === 'header')).toMatchObject({
      state: 'skipped',
      reason: 'not-declared',
    });
  });
});
