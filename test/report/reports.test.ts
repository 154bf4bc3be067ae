import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CheckOptions, checkContract } from '../../src/check-contract.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { parseResult } from '../../src/report/parse-result.ts';
import { REPORT_FORMATS, toReport } from '../../src/report/report.ts';
import { allFindings } from '../../src/result/all-findings.ts';
import { applyBaseline } from '../../src/result/baseline.ts';
import { compareResults } from '../../src/result/compare.ts';
import { foldFindings } from '../../src/result/fold-findings.ts';
import { joinResults } from '../../src/result/join-results.ts';
import type { Result } from '../../src/result/result.ts';
import { applyWaivers } from '../../src/result/waivers.ts';
import { some } from '../_some.ts';
import { parseHtml } from './_html.ts';
import { ctrfViolations, junitViolations, sarifViolations } from './_official.ts';
import { entry, finding, hostileResult, result, spec } from './_result.ts';
import { elementsOf, parseXml } from './_xml.ts';

const SMALL: CheckOptions = { vendors: ['chatnio', 'gptbots'], rows: 5, maxPages: 3 };
/** Those of one answer: what is broken is looked at, not everything. */
const FEW: CheckOptions = {
  ...SMALL,
  vendors: ['chatnio'],
  only: [
    'connection',
    'status',
    'server-error',
    'media-type',
    'utf-8',
    'json',
    'schema',
    'unknown-field',
    'accepts',
  ],
};

const mock = await createMock({ vendors: ['chatnio'], strictKeys: true, rows: 5 });

/** Every answer changed on its way. */
function broken(change: (response: Response, request: Request) => Response | Promise<Response>) {
  return (): Promise<Result> =>
    checkContract({ ...FEW, fetch: async (request) => change(await mock.fetch(request), request) });
}

function text(change: (text: string) => string) {
  return broken(async (response) => new Response(change(await response.text()), response));
}

const WAIVER = {
  check: 'has-more',
  pointer: undefined,
  vendor: undefined,
  operation: undefined,
  reason: 'known',
  expires: '2027-01-01',
  file: 'waivers.yaml',
  line: 1,
} as const;

const MANY = Array.from({ length: 500 }, (_, index) =>
  finding({ title: `fault ${index}`, level: (['error', 'warning', 'info'] as const)[index % 3]! }),
);

const RESULTS: Record<string, () => Result | Promise<Result>> = {
  'requests that were sent again': () => result([{ requests: 12, retries: 3 }]),
  'the mock': () => checkContract(SMALL),
  'numbers that are texts': text((body) => body.replaceAll(/:(\d+)/g, ':"$1"')),
  'fields nobody knows': text((body) => body.replaceAll('{"', '{"new <field>":[null],"')),
  'a body that is cut': text((body) => body.slice(0, -7)),
  'a web page': broken(() => new Response('<html>&amp;</html>', { status: 502 })),
  'no body': broken(() => new Response(null, { status: 204 })),
  'bytes that are no text': broken(() => new Response(new Uint8Array([0, 255, 254, 1]))),
  'nobody is let in': broken(() => new Response('{}', { status: 401 })),
  'nobody there': broken(() => {
    throw new Error('connect ECONNREFUSED 127.0.0.1:1');
  }),
  'nothing at all': () => result([]),
  'a vendor without operations': () => result([{ operations: [], ledger: [], checks: 0 }]),
  'no findings': () => result(),
  '500 findings': () => result([{ findings: MANY }]),
  'everything hostile': hostileResult,
  waivers: () =>
    applyWaivers(
      result([{ findings: [finding()] }]),
      [WAIVER, { ...WAIVER, expires: '2020-01-01' }, { ...WAIVER, check: 'total' }],
      '2026-01-01',
    ),
  'a baseline': () =>
    applyBaseline(
      result([{ findings: [finding(), finding({ title: 'a new fault', check: 'total' })] }]),
      result([{ findings: [finding(), finding({ title: 'an old fault' })] }]),
    ),
  'a baseline of everything hostile': () => applyBaseline(hostileResult(), hostileResult()),
  'nothing of a hostile baseline': () =>
    applyBaseline(result([{ ledger: [entry('check', 'has-more')] }]), hostileResult()),
  'two targets of a vendor': () =>
    joinResults([result(), result([{ target: 'https://other.example', findings: [finding()] }])]),
};

/** Every JUnit report of the table: their schema reads all of them at once, as each start takes long. */
const written: string[] = [];

const TRIED = some(Object.keys(RESULTS), 4);

describe.each(TRIED)('%s', (name) => {
  let given: Result;
  beforeAll(async () => {
    given = await (RESULTS[name] as () => Result | Promise<Result>)();
  });

  test('JSON is what its schema says, and nothing else', () => {
    const json = toReport('json', given);
    expect(violations(JSON.parse(json))).toEqual([]);
    expect(json.endsWith('}\n')).toBe(true);
  });

  test('JSON can be read back', () => {
    if (name === 'two targets of a vendor')
      return expect(() => parseResult(toReport('json', given), 'result.json')).toThrow('two targets of tiny');
    const json = toReport('json', given);
    const back = parseResult(json, 'result.json');
    if (!name.includes('hostile')) expect(toReport('json', back)).toBe(json);
    for (const format of ['text', 'junit', 'github', 'markdown', 'sarif', 'ctrf'] as const)
      expect(toReport(format, back)).toBe(toReport(format, given));
  });

  test('JUnit is XML that counts right', () => {
    const xml = toReport('junit', given);
    written.push(xml);
    const root = parseXml(xml);
    const cases = elementsOf(root, 'testcase');
    for (const [attribute, element] of [
      ['tests', 'testcase'],
      ['failures', 'failure'],
      ['errors', 'error'],
      ['skipped', 'skipped'],
    ] as const) {
      // Jenkins' schema has no number of skipped tests for all suites together.
      for (const one of [...(attribute === 'skipped' ? [] : [root]), ...elementsOf(root, 'testsuite')])
        expect(Number(one.attributes[attribute])).toBe(elementsOf(one, element).length);
    }
    for (const { attributes, children } of cases) {
      expect(attributes.name).not.toBe('');
      expect(children.length).toBeLessThanOrEqual(1);
    }
    const suites = elementsOf(root, 'testsuite').map(({ attributes }) => attributes.name);
    expect(new Set(suites).size).toBe(suites.length);
    const isBroken = given.specs.some(({ findings }) => findings.some(({ level }) => level === 'error'));
    // The hostile ledger has a failure without a finding, which no baseline can know.
    if (name !== 'a baseline of everything hostile')
      expect(elementsOf(root, 'failure').length > 0).toBe(isBroken);
  });

  test('GitHub commands are whole lines', () => {
    const lines = toReport('github', given).split('\n');
    expect(lines.pop()).toBe('');
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning|notice) (file=[^,:\r]+,)?(line=\d+,)?title=[^,:\r]+::[^\r]+$/);
    // What may follow from another finding is told with it.
    const count = foldFindings(given.specs.flatMap(({ findings }) => findings)).length;
    expect(lines.length).toBeGreaterThanOrEqual(count);
  });

  test('SARIF has what SARIF must have, and fits the official schema', () => {
    const log = JSON.parse(toReport('sarif', given));
    checkSarif(log, given);
    expect(sarifViolations(log)).toEqual([]);
  });

  test('CTRF counts right, agrees with JUnit, and fits the official schema', () => {
    const report = JSON.parse(toReport('ctrf', given, { link: 'https://ci.example/1', version: '1.2.3' }));
    expect(ctrfViolations(report)).toEqual([]);
    const { summary, tests, environment, tool } = report.results;
    expect([environment, tool]).toEqual([
      { buildUrl: 'https://ci.example/1' },
      { name: 'confab', version: '1.2.3' },
    ]);
    const count = (wanted: string) => tests.filter(({ status }: any) => status === wanted).length;
    expect(summary).toMatchObject({
      tests: tests.length,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
    });
    const root = parseXml(toReport('junit', given));
    expect(elementsOf(root, 'testcase').map(({ attributes }) => attributes.name)).toEqual(
      tests.map(({ name: own }: any) => own),
    );
    expect(count('failed')).toBe(elementsOf(root, 'failure').length + elementsOf(root, 'error').length);
  });

  test('HTML is one page that loads nothing', () => {
    const page = parseHtml(toReport('html', given));
    const ids = allOf(page).flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of elementsOf(page, 'a')) expect(ids).toContain(attributes.href?.slice(1));
    const findings = given.specs.flatMap(allFindings);
    const shown = elementsOf(page, 'details').filter(({ attributes }) =>
      attributes.class?.startsWith('finding'),
    );
    expect(shown).toHaveLength(findings.length);
    for (const { vendor, operations } of given.specs)
      for (const word of [vendor, ...operations]) expect(page.text).toContain(word);
  });

  test('a waived finding is seen in every report, and why it is waived', () => {
    for (const format of REPORT_FORMATS) {
      const report = toReport(format, given);
      for (const { finding: one, reason } of given.specs.flatMap(({ waived = [] }) => waived))
        for (const word of [one.title, reason]) expect(report).toContain(word);
    }
  });

  test('a known finding and one that is gone are seen in every report for people', () => {
    for (const format of ['text', 'github', 'html', 'sarif', 'markdown'] as const) {
      const report = toReport(format, given);
      const told = given.specs.flatMap(({ known = [], gone = [] }) =>
        // A summary counts what is known.
        format === 'markdown' ? gone : [...known, ...gone],
      );
      if (!name.includes('hostile')) for (const { title } of told) expect(report).toContain(title);
    }
  });

  test('what was sent again is counted in every report', () => {
    const again = given.specs.filter(({ retries = 0 }) => retries > 0);
    for (const format of REPORT_FORMATS)
      for (const { retries } of again)
        expect(toReport(format, given), format).toMatch(
          new RegExp(
            `${retries} sent again|${retries} requests had|"?retries"?(: |" value=")"?${retries}\\b`,
          ),
        );
  });

  test('text has no control characters, and no colour unless asked', () => {
    const plain = toReport('text', given);
    expect(plain).not.toMatch(/(?!\n|\t)\p{Cc}/u);
    const colored = toReport('text', given, { color: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
    expect(colored).not.toBe(plain);
    expect(plain.endsWith('.\n')).toBe(true);
  });

  test('a comparison with the mock can be shown', async () => {
    const comparison = compareResults(result([spec()]), given);
    expect(violations(JSON.parse(toReport('json', given, { comparison })))).toEqual([]);
    for (const format of REPORT_FORMATS)
      expect(typeof toReport(format, given, { comparison })).toBe('string');
    parseHtml(toReport('html', given, { comparison }));
    expect(toReport('text', given, { comparison })).not.toMatch(/(?!\n|\t)\p{Cc}/u);
  });

  test('reports are the same each time', () => {
    for (const format of REPORT_FORMATS) expect(toReport(format, given)).toBe(toReport(format, given));
  });
});

test('every JUnit report fits the official schema', async () => {
  expect(written.length).toBe(TRIED.length);
  expect(await junitViolations(written)).toEqual([]);
});

/** The documented schema, closed: a field that it does not tell of is a violation as well. */
const validate = (() => {
  const schema = JSON.parse(
    readFileSync(new URL('../../docs/result.schema.json', import.meta.url), 'utf8'),
    (_key, value) =>
      value?.type === 'object' && value.properties && !value.additionalProperties
        ? { ...value, additionalProperties: false }
        : value,
  );
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
})();

function violations(value: unknown): string[] {
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 5).map((error) => JSON.stringify(error));
}

// What https://docs.oasis-open.org/sarif/sarif/v2.1.0 asks for, of what we write.
function checkSarif(log: any, { specs }: Result): void {
  expect(Object.keys(log)).toEqual(['$schema', 'version', 'runs']);
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  const [{ tool, invocations, results, ...more }] = log.runs;
  expect(Object.keys(more)).toEqual(['columnKind']);
  expect(tool.driver.name).toBe('confab');
  const ids = tool.driver.rules.map(({ id }: any) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const rule of tool.driver.rules) expect(rule.shortDescription.text).toMatch(/\.$/);
  expect(invocations).toHaveLength(1);
  const [invocation] = invocations;
  expect(invocation.executionSuccessful).toBe(!specs.some(({ stopped }) => stopped));
  for (const moment of [invocation.startTimeUtc, invocation.endTimeUtc])
    expect(moment).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  for (const { level, message } of [
    ...invocation.toolConfigurationNotifications,
    ...invocation.toolExecutionNotifications,
  ]) {
    expect(['none', 'note', 'warning', 'error']).toContain(level);
    expect(message.text).toMatch(/./);
  }
  expect(results).toHaveLength(specs.flatMap(allFindings).length);
  for (const one of results) {
    expect(ids[one.ruleIndex]).toBe(one.ruleId);
    expect(['note', 'warning', 'error']).toContain(one.level);
    expect(one.message.text).toMatch(/./);
    expect(one.occurrenceCount).toBeGreaterThan(0);
    expect(one.partialFingerprints['confab/v1']).toMatch(/^[0-9a-f]{32}$/);
    expect(one.locations).toHaveLength(1);
    const { physicalLocation, logicalLocations } = one.locations[0];
    const { uri } = physicalLocation.artifactLocation;
    expect(uri).not.toMatch(/[\\ <>"{}|^`]|^\//);
    expect(new URL(uri, 'file:///base/').protocol).toBe('file:');
    if (physicalLocation.region) expect(physicalLocation.region.startLine).toBeGreaterThan(0);
    expect(logicalLocations[0].fullyQualifiedName).toMatch(/^[^.]+\../);
    for (const { kind, status, justification } of one.suppressions ?? [])
      expect([kind, status, typeof justification]).toEqual(['external', 'accepted', 'string']);
  }
}

function allOf(element: ReturnType<typeof parseHtml>): ReturnType<typeof parseHtml>[] {
  return [element, ...element.children.flatMap(allOf)];
}

test.each([
  ['a format that there is not', 'pdf' as never, result([])],
  ['the arguments the other way round', result([]) as never, 'text' as never],
])('%s is refused with the formats that there are', (_, format, given) => {
  expect(() => toReport(format, given)).toThrow(
    /there is no report .*text, json, junit, html, github, markdown, sarif, ctrf first/,
  );
});
