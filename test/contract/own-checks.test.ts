import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import type { ResponseCheck } from '../../src/contract/check.ts';
import { UsageError } from '../../src/errors.ts';
import { loadWaivers } from '../../src/on-demand.ts';
import { REPORT_FORMATS, toReport } from '../../src/report/report.ts';
import { verifyFixtures } from '../../src/verify-fixtures.ts';
import { some } from '../_some.ts';

const OPTIONS = { vendors: ['gptbots'], rows: 12 };

const TITLE = 'Every response says which version of the API gave it.';

const OWN: ResponseCheck = {
  name: 'api-version',
  title: TITLE,
  area: 'response',
  needs: 'one-response',
  offline: true,
  check: ({ reading }) =>
    reading.text.includes('"api_version"')
      ? []
      : [
          {
            title: 'the body has no api_version',
            expected: 'the version',
            actual: reading.text.slice(0, 40),
          },
        ],
};

const run = (own: unknown, options: object = {}) =>
  checkContract({ ...OPTIONS, only: ['status'], ...options, checks: [own as ResponseCheck] });

describe('a check of one’s own', () => {
  test('is in the ledger and has findings, once for each operation', async () => {
    const { specs } = await run(OWN, { only: ['status', 'api-version'] });
    const [{ ledger = [], findings = [], operations = [] } = {}] = specs;
    expect(ledger.filter(({ name }) => name === 'api-version').map(({ state }) => state)).toEqual(
      operations.map(() => 'failed'),
    );
    expect(findings.map(({ check, level, operation }) => [check, level, operation])).toEqual(
      operations.map((operation) => ['api-version', 'error', operation]),
    );
    expect(findings[0]?.source.pointer).toMatch(/^\/paths\//);
  });

  test.each(some(REPORT_FORMATS, 4))('is in the report %s', async (format) => {
    const result = await run(OWN, { only: ['api-version'] });
    const report = toReport(format, result);
    expect(report).toContain('api-version');
    // The others say what was found, not what is checked.
    if (!['json', 'github', 'markdown'].includes(format)) expect(report).toContain(TITLE);
  });

  test('is left out like any other', async () => {
    const { specs } = await run(OWN, { only: undefined, skip: ['api-version'] });
    expect(specs[0]?.findings).toEqual([]);
    expect(specs[0]?.ledger.find(({ name }) => name === 'api-version')).toMatchObject({
      state: 'skipped',
      reason: 'excluded',
    });
  });

  test('looks at recordings, unless it says that it cannot', async () => {
    const verify = (own: ResponseCheck) =>
      verifyFixtures({
        vendors: ['gptbots'],
        only: [own.name],
        checks: [own],
        fixtures: ['fixtures/gptbots'],
      });
    const seen = await verify(OWN);
    expect(seen.specs[0]?.findings.map(({ check }) => check)).toContain('api-version');
    const quiet = await verify({ ...OWN, offline: 'it must be live', check: () => undefined });
    expect(quiet.specs[0]?.ledger.find(({ name }) => name === 'api-version')).toMatchObject({
      reason: 'not-provoked',
      detail: 'it must be live',
    });
  });

  test('may have nothing to look at', async () => {
    const { specs } = await run({ ...OWN, check: () => undefined }, { only: ['api-version'] });
    expect(specs[0]?.ledger.find(({ name }) => name === 'api-version')?.state).toBe('skipped');
  });

  test('is shown in docs/contract.md as one that can be used', async () => {
    const page = readFileSync(new URL('../../docs/contract.md', import.meta.url), 'utf8');
    const [, literal = ''] = /: ResponseCheck = (\{\n.*?\n\});/s.exec(page) ?? [];
    const shown = new Function(`return ${literal}`)() as ResponseCheck;
    const { specs } = await run(shown, { only: ['no-stack-trace'] });
    expect(specs[0]?.findings).toEqual([]);
    const trace = { reading: { text: 'Error\n    at load (/srv/app.js:3:14)' } };
    expect(shown.check(trace as never, {} as never)).toHaveLength(1);
  });

  test.each<[string, unknown, string]>(
    some<[string, unknown, string]>(
      [
        [
          'the name of a built-in check',
          { ...OWN, name: 'schema' },
          'the check schema has a name that another',
        ],
        [
          'a name with capitals',
          { ...OWN, name: 'ApiVersion' },
          'the name "ApiVersion" must be small letters',
        ],
        ['no name', { ...OWN, name: undefined }, 'is no check; a check has a name'],
        ['nothing', undefined, 'checks: undefined is no check; a check has a name'],
        ['no title', { ...OWN, title: '' }, 'the check api-version needs a title'],
        [
          'another area',
          { ...OWN, area: 'speed' },
          'has the area "speed", which is not one of response, paging',
        ],
        [
          'another need',
          { ...OWN, needs: 'stable-list' },
          'needs "stable-list"; a check of your own can need',
        ],
        ['nothing about recordings', { ...OWN, offline: undefined }, 'needs offline: true where recordings'],
        ['no function', { ...OWN, check: undefined }, 'the check api-version has no function check(observed'],
        [
          'a function that throws',
          {
            ...OWN,
            check: () => {
              throw new TypeError('x is undefined');
            },
          },
          'the check api-version failed on GET /v1/bot/conversation/page: x is undefined',
        ],
        ['a promise', { ...OWN, check: async () => [] }, 'gave a promise on'],
        ['a text', { ...OWN, check: () => 'wrong' }, 'gave "wrong" on'],
        ['a list of texts', { ...OWN, check: () => ['wrong'] }, 'that is "wrong"'],
        ['a deviation without a title', { ...OWN, check: () => [{ expected: '', actual: '' }] }, 'for title'],
        [
          'a deviation with a number for a pointer',
          { ...OWN, check: () => [{ title: '', expected: '', actual: '', pointer: 3 }] },
          'whose pointer is no text',
        ],
        [
          'a deviation with a grade that there is not',
          { ...OWN, check: () => [{ title: '', expected: '', actual: '', evidence: { grade: 'sure' } }] },
          'whose evidence has no grade of documented, observed, assumed',
        ],
        [
          'a deviation that names entries of the ledger',
          { ...OWN, check: () => [{ title: '', expected: '', actual: '', entries: ['status:200'] }] },
          'with entries of the ledger, which only the built-in checks can name',
        ],
      ],
      4,
    ),
  )('refuses %s', async (_, own, message) => {
    const error = await run(own, { only: undefined }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toContain(message);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'api-version'],
    ['one check, not in a list', OWN],
  ])('refuses %s for checks', async (_, checks) => {
    const refused = { name: 'UsageError', message: expect.stringContaining('is no list of checks') };
    await expect(checkContract({ ...OPTIONS, checks: checks as never })).rejects.toMatchObject(refused);
    await expect(loadWaivers('nowhere.yaml', { checks: checks as never })).rejects.toMatchObject(refused);
  });

  test('refuses waivers for what is no check', async () => {
    await expect(loadWaivers('nowhere.yaml', { checks: [null] as never })).rejects.toMatchObject({
      name: 'UsageError',
      message: 'checks: null is no check; a check has a name',
    });
  });

  test('refuses two of one name', async () => {
    await expect(checkContract({ ...OPTIONS, checks: [OWN, OWN] })).rejects.toThrow(
      'the check api-version has a name that another check has',
    );
  });

  test('leaves only facts in the result', async () => {
    const { catalogue } = await checkContract({ ...OPTIONS, checks: [OWN] });
    const { name, title, area } = OWN;
    expect(catalogue.at(-1)).toEqual({ name, title, area });
  });

  test('is not known where it is not given', async () => {
    await expect(checkContract({ ...OPTIONS, only: ['api-version'] })).rejects.toThrow(
      'there is no check api-version; CHECKS has them all',
    );
  });
});
