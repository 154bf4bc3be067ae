import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { builtinNames } from '../../src/spec/builtin.ts';
import { slowTest, some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { type Edit, recorded, WALK } from '../verify/_recorded.ts';
import { run } from './_run.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const body = (fixture: any) => fixture.response.body.json;

async function verify(edits: Readonly<Record<string, Edit>> = {}, ...args: string[]) {
  const { spec, folder } = await recorded(WALK, { edits });
  return { folder, spec, ...(await run(['verify', folder, '--spec', spec, ...args])) };
}

const WRONG: Readonly<Record<string, Edit>> = { '2': (one) => (body(one).notes[4].stars = 'five') };

describe('confab verify', () => {
  slowTest(
    'finds that the documented examples of all vendors fit, but for a placeholder in place of a time',
    async () => {
      const { code, out } = await run(['verify', FIXTURES]);
      expect(code).toBe(0);
      for (const vendor of builtinNames()) expect(out).toContain(`holds: ${vendor} keeps its contract`);
      expect(out.match(/^ {2}(error|warning|info) .*$/gm)).toEqual([
        expect.stringMatching(/^ {2}info {2}time .*create_time is not written as declared$/),
      ]);
      expect(out).toContain('no fixture covers it');
    },
  );

  test('names the file, the place and what is wrong when a field was edited by hand', async () => {
    const { code, out, folder } = await verify(WRONG);
    expect(code).toBe(4);
    expect(out).toMatch(/covered: checks \d+\/\d+ \(1 failed, /);
    expect(out).toContain(`note: 1 fixture of 3 breaks the contract: ${join(folder, '2.json')}`);
    expect(out).toMatch(
      new RegExp(
        [
          'error {2}schema {2}/notes/\\*/stars must be integer',
          '    check .*',
          '    expected {2}must be integer',
          '    actual {4}"five"',
          '    where {5}listNotes, /notes/4/stars of the response body',
          '    by {8}.*tiny.yaml:\\d+ .*',
          '    evidence {2}documented',
          `    fixture {3}${join(folder, '2.json')}`,
          "    repeat {4}curl 'https://tiny.example/api/notes.*",
        ].join('\\n'),
      ),
    );
  });

  test('takes a baseline, and writes one', async () => {
    const { folder, spec } = await recorded(WALK, { edits: WRONG });
    const baseline = join(await mkdtemp(join(tmpdir(), 'confab-')), 'baseline.json');
    const argv = ['verify', folder, '--spec', spec, '--baseline', baseline];
    const first = await run([...argv, '--update-baseline']);
    expect([first.code, first.err]).toEqual([0, `${baseline}: 1 known finding, of which 1 new; 0 gone\n`]);
    const again = await run(argv);
    expect([again.code, again.err], again.out).toEqual([0, '']);
    expect(again.out).toContain('tiny keeps its contract, but for 1 known finding');
    const other = await run(['verify', FIXTURES, '--baseline', baseline]);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('this result is about tiny')]);
  });

  test.each(some(['text', 'json', 'junit', 'html', 'github', 'sarif'], 3))(
    'names the file in the report %s',
    async (format) => {
      const { code, out, folder } = await verify(WRONG, '--report', format);
      expect(code).toBe(4);
      expect(out.replaceAll('\\\\', '\\')).toContain(join(folder, '2.json'));
    },
  );

  test('accepts what a waiver accepts', async () => {
    const waivers = await file(
      'waivers.yaml',
      '- check: schema\n  pointer: /notes/*/stars\n  reason: an example\n  expires: 2999-12-31\n',
    );
    const { code, out } = await verify(WRONG, '--waive', waivers);
    expect(code).toBe(0);
    expect(out).toContain('an example (until 2999-12-31)');
  });

  test('runs only the checks that are asked for', async () => {
    const only = await verify(WRONG, '--only', 'time,total');
    expect([only.code, only.out]).toEqual([
      0,
      expect.stringContaining('excluded: left out by --only or --skip'),
    ]);
    expect((await verify(WRONG, '--skip', 'schema')).code).toBe(0);
    expect((await verify(WRONG, '--skip', 'total')).code).toBe(4);
  });

  test('lists what no fixture covers, and fails for it where coverage is required', async () => {
    const { code, out } = await verify({}, '--require-coverage');
    expect(code).toBe(4);
    expect(out).toContain('listNotes  check past-the-end: no fixture covers it');
    expect(out).not.toMatch(/check slow|check repeatable|check accepts/);
    expect((await verify()).code).toBe(0);
  });

  test('notes what was recorded against an older spec, and names what does not keep to this one', async () => {
    const older: Edit = (one) => (one.source.spec = `sha256:${'0'.repeat(64)}`);
    const fine = await verify({ '1': older, '2': older });
    expect(fine.code).toBe(0);
    expect(fine.out).toContain(
      'note: 2 fixtures of 3 were recorded against an older spec, and keep to this one all the same',
    );
    const broken = await verify({
      '1': older,
      '2': (one) => {
        older(one);
        WRONG['2']?.(one);
      },
    });
    expect(broken.out).toContain(`and 1 of them does not keep to this one: ${join(broken.folder, '2.json')}`);
  });

  test('writes what was recorded into an overlay', async () => {
    const out = join(await mkdtemp(join(tmpdir(), 'confab-')), 'drift.yaml');
    const { spec, folder } = await recorded(WALK, { edits: WRONG });
    const ran = await run(['verify', folder, '--spec', spec, '--drift', out]);
    expect(ran.err).toContain("change of tiny's document");
    expect((await run(['verify', folder, '--spec', spec, '--overlay', out])).code).toBe(0);
  });

  test('ends early when it is interrupted', async () => {
    const { spec, folder } = await recorded(WALK);
    const { code, out } = await run(['verify', folder, '--spec', spec], { stopped: Promise.resolve() });
    expect(code).toBe(3);
    expect(out).toContain('(interrupted)');
    expect(out).toContain('stopped: the run stopped before');
  });

  test('holds failures and other methods of a recorder against their operations, too', async () => {
    const { spec, folder } = await recorded([...WALK, '/api/notes/none', '/api/notes?page=x']);
    const { code, out } = await run(['verify', folder, '--spec', spec]);
    expect(out).toContain('5 requests');
    expect(code).toBe(0);
  });
});

describe('confab verify refuses, all at once and in a sentence,', () => {
  test.each<[string, Edit, string]>(
    some<[string, Edit, string]>(
      [
        [
          'another format',
          (one) => (one.format = 2),
          'it has format 2; this version reads format 1 and no other',
        ],
        ['a wrong type', (one) => (one.response.status = '200'), '/response/status must be integer'],
        [
          'an operation that there is not',
          (one) => (one.operation = 'gone'),
          'tiny has no operation gone any more; it has listNotes, getNote',
        ],
        [
          'a request of another operation',
          (one) => (one.request.url = '/api/notes/1'),
          '/request: GET /api/notes/1 does not ask listNotes, which is GET /api/notes',
        ],
        [
          'a request at the address of a mock',
          (one) => (one.request.url = '/tiny/api/notes'),
          '/request: GET /tiny/api/notes does not ask listNotes',
        ],
        [
          'a vendor without a spec',
          (one) => (one.vendor = 'nobody'),
          'it is of the vendor nobody, which has no spec here',
        ],
      ],
      3,
    ),
  )('%s', async (_, edit, sentence) => {
    const { code, err, folder } = await verify({ '1': edit, '3': edit });
    expect(code).toBe(2);
    for (const name of ['1', '3']) expect(err).toContain(`${join(folder, `${name}.json`)}: ${sentence}`);
    expect(err).not.toContain('fault of confab');
  });

  test.each<[string, string, RegExp]>([
    ['no JSON', '{"format": 1', /it is not JSON/],
    ['no object', '[]', /a fixture is a JSON object/],
    ['a key of the prototype', '{"format":1,"__proto__":{"vendor":"tiny"}}', /required property|__proto__/],
    ['what is nested without end', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, /fixture|nested/],
  ])('%s', async (_, text, sentence) => {
    const { spec, folder } = await recorded(WALK);
    await writeFile(join(folder, '2.json'), text);
    const { code, err } = await run(['verify', folder, '--spec', spec]);
    expect(code).toBe(2);
    expect(err).toContain(join(folder, '2.json'));
    expect(err).toMatch(sentence);
  });

  test('a body that is nested without end', async () => {
    const { spec, folder } = await recorded(WALK);
    const path = join(folder, '2.json');
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = (await readFile(path, 'utf8')).replace(/"notes": \[/, `"deep": ${deep}, $&`);
    await writeFile(path, text);
    const { code, err } = await run(['verify', folder, '--spec', spec]);
    expect([code, err]).toEqual([2, expect.stringContaining('2.json')]);
    expect(err).not.toContain('fault of confab');
  });

  test('paths that are not there, and folders without fixtures', async () => {
    const { spec, folder } = await recorded([]);
    const none = await run(['verify', folder, '--spec', spec]);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining(`there is no fixture in ${folder}`)]);
    await rm(folder, { recursive: true });
    const gone = await run(['verify', folder, '--spec', spec]);
    expect([gone.code, gone.err]).toEqual([
      1,
      expect.stringContaining(`there is no file or folder ${folder}`),
    ]);
  });

  test('a profile that there is not', async () => {
    const { code, err } = await verify({
      '1': (one) => {
        one.source = {
          kind: 'documentation',
          page: 'https://tiny.example/docs',
          read: '2026-06-01',
          origin: 'https://tiny.example',
          profile: 'tiny.other',
        };
      },
    });
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('/source/profile: tiny has no profile tiny.other'),
    ]);
  });
});
