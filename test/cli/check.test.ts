import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, symlink } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { givenToMock } from '../../src/auth/given.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { slowTest, some } from '../_some.ts';
import { file, tinyFile } from '../_tiny.ts';
import { closedPort, withMock, withServer, withSocket } from './_loopback.ts';
import { run } from './_run.ts';

/** What is told before a URL is asked. */
const PLAN =
  /^confab: at most [\d,]+ requests to http:\S+; a list of a few pages takes far fewer, and what has to be sent again comes on top\n/;
const check = (...argv: string[]) => run(['check', ...argv]);
/** Enough to see that an address is right. */
const FEW = ['--only', 'status,schema,page-slices'];
const folder = () => mkdtemp(join(tmpdir(), 'confab-'));

/** The test credentials of vendors, as their environment variables. */
async function envOf(...vendors: string[]): Promise<Record<string, string>> {
  const specs = await loadSpecs({ vendors });
  return Object.fromEntries(
    specs.flatMap((spec) => [...givenToMock(spec).variables].map(([secret, name]) => [name, secret])),
  );
}

/** Checks a url with the right credentials of the vendor. */
async function checkUrl(url: string, vendor: string, ...argv: string[]) {
  const argvs = ['check', vendor, '--url', url, '--timeout', '600000', ...argv];
  const ran = await run(argvs, { env: await envOf(vendor) });
  return { ...ran, err: ran.err.replace(PLAN, '') };
}

describe('the built-in mock', () => {
  slowTest('keeps every contract, and the last line says so', async () => {
    // On a machine that is busy no answer counts as slow.
    const { code, out, err } = await check('--rows', '5', '--timeout', '600000');
    expect([code, err], out).toEqual([0, '']);
    expect(out).toMatch(/^All 5 vendors keep their contract\.\n$/m);
    expect(out).toMatch(/^gptbots {2}.* {2}the mock$/m);
  });

  test('of one vendor, with a profile, a seed and rows', async () => {
    const { code, out } = await check('gptbots', '--profile', 'gptbots.clamp', '--seed', '7', '--rows', '3');
    expect(code, out).toBe(0);
    expect(out).toMatch(/gptbots keeps its contract\.\n$/);
    expect(out).not.toContain('chatnio');
  });

  test('--only takes the other checks out, and says so', async () => {
    const { out } = await check('gptbots', '--only', 'status,schema', '--report', 'json');
    const { ledger } = JSON.parse(out).specs[0];
    const excluded = ledger.filter(({ reason }: any) => reason === 'excluded').map(({ name }: any) => name);
    expect(excluded).toContain('total');
    expect(excluded).not.toContain('status');
  });
});

describe('reports', () => {
  test.each<[string, (text: string) => void]>(
    some<[string, (text: string) => void]>(
      [
        ['text', (text) => expect(text).toMatch(/gptbots keeps its contract\.$/)],
        ['json', (text) => expect(JSON.parse(text)).toMatchObject({ format: 1, exitCode: 0 })],
        ['junit', (text) => expect(text).toMatch(/^<\?xml[\s\S]*<\/testsuites>$/)],
        ['html', (text) => expect(text).toMatch(/^<!doctype html>/i)],
        ['github', (text) => expect(text).not.toContain('::error')],
        ['markdown', (text) => expect(text).toMatch(/^## ✅ gptbots keeps its contract\\?\./)],
        ['sarif', (text) => expect(JSON.parse(text)).toMatchObject({ version: '2.1.0' })],
        ['ctrf', (text) => expect(JSON.parse(text)).toMatchObject({ reportFormat: 'CTRF' })],
      ],
      4,
    ),
  )('%s is printed alone, and written the same', async (format, look) => {
    const target = join(await folder(), 'report');
    const printed = await check('gptbots', '--only', 'status', '--report', format);
    expect([printed.code, printed.err]).toEqual([0, '']);
    look(printed.out.trimEnd());
    const written = await check('gptbots', '--only', 'status', '--report', `${format}=${target}`);
    expect(written.code).toBe(0);
    expect(written.out).toMatch(/gptbots keeps its contract\.\n$/);
    look(readFileSync(target, 'utf8').trimEnd());
  });

  test('several in one run', async () => {
    const into = await folder();
    const formats = ['json', 'junit', 'html', 'github', 'markdown', 'sarif', 'ctrf', 'text'];
    const argv = formats.flatMap((format) => ['--report', `${format}=${join(into, format)}`]);
    const { code, out } = await check('gptbots', '--only', 'status', '--report', 'junit', ...argv);
    expect([code, readdirSync(into).sort()]).toEqual([0, formats.sort()]);
    expect(out).toMatch(/^<\?xml/);
  });

  test('know the job that they are of', async () => {
    const target = join(await folder(), 'summary.md');
    const env = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'me/app',
      GITHUB_RUN_ID: '7',
    };
    const argv = ['check', 'gptbots', '--only', 'status', '--report', `markdown=${target}`];
    await run(argv, { env });
    expect(readFileSync(target, 'utf8')).toContain(
      '[The whole run](https://github.com/me/app/actions/runs/7)',
    );
    await run(argv, { env: { CI_JOB_URL: 'https://gitlab.com/j/1' } });
    expect(readFileSync(target, 'utf8')).toContain('(https://gitlab.com/j/1)');
    await run(argv, { env: { BUILD_URL: 'javascript:alert(1)' } });
    expect(readFileSync(target, 'utf8')).not.toContain('The whole run');
  });

  test('text and annotations are printed both', async () => {
    await withMock(
      { vendors: ['gptbots'], rows: 5 },
      (response) => (response.ok ? new Response('{}', response) : response),
      async (url) => {
        const argv = ['--only', 'schema', '--report', 'github', '--report', 'text'];
        const { code, out } = await checkUrl(url, 'gptbots', ...argv);
        expect(code).toBe(4);
        expect(out).toMatch(/^::error [^\n]*title=gptbots listConversations%3A schema::/m);
        expect(out).toMatch(/^gptbots breaks its contract: /m);
      },
    );
  });

  test('have colour on a terminal only, and never in a file', async () => {
    const target = join(await folder(), 'report.txt');
    const argv = ['check', 'gptbots', '--only', 'status', '--report', `text=${target}`];
    expect((await run(argv)).out).not.toContain('\u001b[');
    expect((await run(argv, { color: true })).out).toContain('\u001b[');
    expect(readFileSync(target, 'utf8')).not.toContain('\u001b[');
  });

  test('take the place of an older one, through a link too; a device stays one', async () => {
    const into = await folder();
    writeFileSync(join(into, 'old.json'), 'old');
    await symlink(join(into, 'old.json'), join(into, 'link.json'));
    const argv = ['gptbots', '--only', 'status', '--report', `json=${join(into, 'link.json')}`];
    expect((await check(...argv, '--report', 'html=/dev/null')).code).toBe(0);
    expect(readdirSync(into).sort()).toEqual(['link.json', 'old.json']);
    expect(lstatSync(join(into, 'link.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(join(into, 'old.json'), 'utf8')).format).toBe(1);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('get the folder that they are to be in', async () => {
    const target = join(await folder(), 'a', 'b', 'c.xml');
    const { code } = await check('gptbots', '--only', 'status', '--report', `junit=${target}`);
    expect([code, readFileSync(target, 'utf8').slice(0, 5)]).toEqual([0, '<?xml']);
  });

  test('that cannot be written are a sentence, behind the printed one', async () => {
    const { code, out, err } = await check('gptbots', '--only', 'status', '--report', 'json=/proc/none.json');
    expect(code).toBe(3);
    expect(out).toMatch(/keeps its contract/);
    expect(err).toMatch(/^confab: \/proc\/none\.json cannot be written: [^\n]*\n$/);
  });
});

describe('while it runs', () => {
  test('a line of progress is drawn and cleared', async () => {
    const lines: string[] = [];
    await run(['check', 'gptbots', '--only', 'status'], { progress: (line) => lines.push(line) });
    expect(lines[0]).toMatch(/^gptbots\.listConversations: 1 request so far$/);
    expect(lines.at(-1)).toBe('');
  });

  test('of a url, the line and what is told before say how many requests there will be at most', async () => {
    await withMock(
      { vendors: ['gptbots'], rows: 5 },
      (same) => same,
      async (url) => {
        const lines: string[] = [];
        const progress = (line: string) => lines.push(line);
        const argv = ['check', 'gptbots', '--url', url, '--max-requests', '20', '--rate', '100'];
        const { code, err, out } = await run(argv, { progress, env: await envOf('gptbots') });
        expect([code, err]).toEqual([
          3,
          expect.stringContaining(`confab: at most 20 requests to ${url}, about 1 s at 100 a second; `),
        ]);
        expect(lines[0]).toBe('gptbots.listConversations: 1 of at most 20 requests');
        expect(out).toMatch(
          /could not be checked, at listConversations: the limit of 20 requests \(--max-requests\) was reached \(budget\)\.\n$/,
        );
      },
    );
  });

  const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 50));

  test.each<[string, (socket: Socket) => void]>([
    ['that is silent', () => {}],
    [
      'that asks to wait',
      (socket) => socket.on('data', () => socket.write(toAnswer('429 Too Many Requests', 'Retry-After: 30'))),
    ],
  ])('it can be interrupted, whatever it waits for: a server %s', async (_, answer) => {
    await withSocket(answer, async (url) => {
      const env = await envOf('gptbots');
      const { code, out, err } = await run(['check', 'gptbots', '--url', url], { env, stopped: soon() });
      expect([code, err]).toEqual([3, expect.stringMatching(PLAN)]);
      expect(out).toMatch(
        /could not be checked, at listConversations: the run was interrupted \(interrupted\)\.\n$/,
      );
    });
  });

  test('interrupted, it reports what it saw; what is broken is broken', async () => {
    const target = join(await folder(), 'report.json');
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    let answers = 0;
    const fails = (response: Response) => {
      answers += 1;
      // The second answer is looked at before the third is asked for, 200 ms later.
      if (answers === 2) setTimeout(stop, 100);
      return new Response('{}', response);
    };
    await withMock({ vendors: ['gptbots'] }, fails, async (url) => {
      const argv = ['check', 'gptbots', '--url', url, '--rate', '5', '--report', `json=${target}`];
      const { code, out } = await run(argv, { env: await envOf('gptbots'), stopped });
      expect(code, out).toBe(4);
      expect(JSON.parse(readFileSync(target, 'utf8')).specs[0].stopped.why).toBe('interrupted');
      const compared = await run(['check', 'gptbots', '--only', 'status', '--compare', target], {});
      expect(compared.err).toBe('');
      expect(compared.out).toContain(`## ${url} and the mock`);
    });
  });

  test('the mock in this process can be interrupted too', async () => {
    const argv = ['check', 'gptbots', '--rows', '1000000', '--max-pages', '10000'];
    const { code, out } = await run(argv, { stopped: soon() });
    expect(code).toBe(3);
    expect(out).toMatch(/the run was interrupted/);
  });
});

describe('a comparison', () => {
  const renamed = async (response: Response) => {
    if (!response.ok) return response;
    return new Response((await response.text()).replaceAll('"bot_id"', '"agent_id"'), response);
  };

  test('of two urls says where they part, and the worse one decides', async () => {
    await withMock(
      { vendors: ['gptbots'], rows: 20 },
      (same) => same,
      async (left) => {
        await withMock({ vendors: ['gptbots'], rows: 20 }, renamed, async (right) => {
          const { code, out } = await checkUrl(left, 'gptbots', '--url', right, '--only', 'schema,status');
          expect(code, out).toBe(4);
          expect(out).toContain(`## ${left} and ${right}\n`);
          expect(out).toMatch(/^\| check schema +\| holds +\| broken +\|$/m);
        });
      },
    );
  });

  test('with an earlier run, in every report that has room for it', async () => {
    const into = await folder();
    const earlier = `${into}/mock.json`;
    const only = ['--only', 'schema,status'];
    expect((await check('gptbots', ...only, '--report', `json=${earlier}`)).code).toBe(0);
    await withMock({ vendors: ['gptbots'], rows: 20 }, renamed, async (url) => {
      const html = `${into}/page.html`;
      const argv = ['--compare', earlier, ...only, '--report', `html=${html}`];
      const { code, out } = await checkUrl(url, 'gptbots', ...argv);
      expect(code, out).toBe(4);
      expect(out).toContain(`## the mock and ${url}\n`);
      expect(readFileSync(html, 'utf8')).toContain('id="comparison"');
    });
    const same = await check('gptbots', ...only, '--compare', earlier);
    expect([same.code, same.out]).toEqual([0, expect.stringContaining('They do not differ')]);
  });
});

describe('a url', () => {
  const same = (response: Response) => response;

  test.each([
    ['', ''],
    ['its mount', '/gptbots'],
    ['its mount and a slash', '/gptbots/'],
  ])('of the mock with %s keeps the contract', async (_, prefix) => {
    await withMock({ vendors: ['gptbots'], rows: 40 }, same, async (url) => {
      const { code, out, err } = await checkUrl(url + prefix, 'gptbots', '--grade', 'assumed', ...FEW);
      expect([code, err], out).toEqual([0, '']);
      expect(out).toContain(`  ${url}${prefix.replace(/\/$/, '')}\n`);
    });
  });

  test('of all vendors at once', async () => {
    await withMock({ rows: 5 }, same, async (url) => {
      const argv = ['check', '--url', url, '--grade', 'assumed', '--only', 'status,schema'];
      const { code, out } = await run(argv, { env: await envOf() });
      expect(code, out).toBe(0);
    });
  });

  const json = async (response: Response, change: (body: any) => void) => {
    const body = await response.json();
    change(body);
    return Response.json(body, response);
  };
  const ok = (change: (body: any) => void) => () => (response: Response) =>
    response.ok ? json(response, change) : response;
  type Change = (response: Response) => Response | Promise<Response>;
  test.each<[string, string, () => Change]>(
    some<[string, string, () => Change]>(
      [
        ['fails', 'server-error', () => () => new Response('', { status: 500 })],
        [
          'answers with a page',
          'json',
          () => (response) => (response.ok ? new Response('<!doctype html><title>Hi', response) : response),
        ],
        [
          'forgets a field',
          'schema',
          ok((body) => {
            for (const row of body.list ?? []) delete row.conversation_id;
          }),
        ],
        [
          'counts wrongly',
          'total',
          ok((body) => {
            body.total += 1;
          }),
        ],
        [
          'gives the same page always',
          'page-disjoint',
          () => {
            let first: Promise<string> | undefined;
            return async (response) => {
              if (!response.ok) return response;
              first ??= response.clone().text();
              return new Response(await first, response);
            };
          },
        ],
      ],
      3,
    ),
  )('of a server that %s: 4, and the finding is in words', async (_, name, change) => {
    await withMock({ vendors: ['gptbots'], rows: 40 }, change(), async (url) => {
      const { code, out } = await checkUrl(url, 'gptbots', '--grade', 'assumed', '--only', name);
      expect(code, out).toBe(4);
      expect(out).toMatch(new RegExp(`^ *error {2}${name} {2}`, 'm'));
      expect(out).toMatch(/gptbots\.yaml:\d+/);
      expect(out).toMatch(/curl '/);
      expect(out).toContain('$CONFAB_GPTBOTS_KEY');
      expect(out).not.toContain((await envOf('gptbots')).CONFAB_GPTBOTS_KEY);
      expect(out).toMatch(/gptbots breaks its contract: [^\n]*\.\n$/);
    });
  });

  test('with a path too much is said to be', async () => {
    await withMock({ vendors: ['gptbots'] }, same, async (url) => {
      const { code, out } = await checkUrl(`${url}/v1`, 'gptbots');
      expect(code).toBe(3);
      expect(out).toContain(
        `gptbots could not be checked, at listConversations: is ${url}/v1 the right address? None of `,
      );
      expect(out).toContain(` GET ${url}/v1/v1/bot/conversation/page got status 501: `);
      expect(out).not.toContain('breaks its contract');
    });
  });

  test('that is not checked is no broken contract: nothing listens', async () => {
    const { code, out } = await checkUrl(await closedPort(), 'gptbots');
    expect(code, out).toBe(3);
    expect(out).toMatch(/could not be checked, at listConversations: .* \(unreachable\)\.\n$/);
  });

  test('that refuses the credential: unauthorised', async () => {
    await withMock({ vendors: ['gptbots'] }, same, async (url) => {
      const { code, out } = await run(['check', 'gptbots', '--url', url], {
        env: { CONFAB_GPTBOTS_KEY: 'app-wrong' },
      });
      expect(code, out).toBe(3);
      expect(out).toMatch(/could not be checked, .* \(unauthorised\)\.\n$/);
      expect(out).not.toContain('app-wrong');
    });
  });

  test('that asks to wait longer than anybody would: throttled', async () => {
    await withServer(
      (_, response) => response.writeHead(429, { 'Retry-After': '86400' }).end(),
      async (url) => {
        const { code, out } = await checkUrl(url, 'gptbots');
        expect(code, out).toBe(3);
        expect(out).toMatch(/could not be checked, .* \(throttled\)\.\n$/);
      },
    );
  });

  test('that says nothing: timeout', async () => {
    await withSocket(
      () => {},
      async (url) => {
        const { code, out } = await checkUrl(url, 'gptbots', '--timeout', '50');
        expect(code, out).toBe(3);
        expect(out).toMatch(/could not be checked, .* \(timeout\)\.\n$/);
      },
    );
  });

  test('that speaks something else: not-http', async () => {
    await withSocket(
      (socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
      async (url) => {
        const { code, out } = await checkUrl(url, 'gptbots');
        expect(code, out).toBe(3);
        expect(out).toMatch(/could not be checked, .* \(not-http\)\.\n$/);
      },
    );
  });
});

describe('waivers, drift and coverage', () => {
  /** A server with one field too much of a type that is wrong. */
  const withDrifted = (use: (url: string) => Promise<void>) =>
    withMock(
      { vendors: ['gptbots'], rows: 20 },
      async (response) => {
        if (!response.ok) return response;
        const body = (await response.json()) as any;
        for (const row of body.list ?? []) row.message_count = String(row.message_count);
        return Response.json(body, response);
      },
      use,
    );

  test('a waived finding does not fail; an expired waiver does not help', async () => {
    const waiver = (expires: string) =>
      file('waivers.yaml', [{ check: 'schema', vendor: 'gptbots', reason: 'known', expires }]);
    await withDrifted(async (url) => {
      const only = ['--only', 'schema', '--grade', 'assumed'];
      expect((await checkUrl(url, 'gptbots', ...only)).code).toBe(4);
      const waived = await checkUrl(url, 'gptbots', ...only, '--waive', await waiver('2099-12-31'));
      expect(waived.code, waived.out).toBe(0);
      const expired = await checkUrl(url, 'gptbots', ...only, '--waive', await waiver('2020-01-01'));
      expect(expired.code).toBe(4);
      expect(expired.out + expired.err).toMatch(/expired after 2020-01-01/);
    });
  });

  slowTest('a baseline: written once, known from then on, new and gone are told', async () => {
    const baseline = join(await folder(), 'deep', 'baseline.json');
    const argv = ['--only', 'schema,total', '--grade', 'assumed', '--baseline', baseline];
    await withDrifted(async (url) => {
      expect((await checkUrl(url, 'gptbots', ...argv)).code).toBe(2);
      const first = await checkUrl(url, 'gptbots', ...argv, '--update-baseline');
      expect([first.code, first.err], first.out).toEqual([
        0,
        `${baseline}: 1 known finding, of which 1 new; 0 gone\n`,
      ]);
      const again = await checkUrl(url, 'gptbots', ...argv);
      expect([again.code, again.err], again.out).toEqual([0, '']);
      expect(again.out).toMatch(/^ {2}known:\n {4}error {2}listConversations {2}schema {2}.*message_count/m);
      expect(again.out).toMatch(/gptbots keeps its contract, but for 1 known finding\.\n$/);
      const stopped = await run(['check', 'gptbots', '--url', url, ...argv, '--update-baseline'], {
        env: await envOf('gptbots'),
        stopped: Promise.resolve(),
      });
      expect([stopped.code, stopped.err.replace(PLAN, '')]).toEqual([
        3,
        `${baseline}: not written, as the run did not come to the end of gptbots\n`,
      ]);
    });
    const other = await check('chatnio', '--baseline', baseline);
    expect([other.code, other.err]).toEqual([2, expect.stringMatching(/is about gptbots, .* about chatnio/)]);
    // Without --update-baseline nothing was written since.
    const mended = await check('gptbots', ...argv);
    expect(mended.code, mended.out).toBe(0);
    expect(mended.out).toMatch(/^ {2}gone:\n {4}error {2}listConversations {2}schema {2}.*message_count/m);
    const updated = await check('gptbots', ...argv, '--update-baseline');
    expect(updated.err).toBe(`${baseline}: 0 known findings, of which 0 new; 1 gone\n`);
    await withDrifted(async (url) => expect((await checkUrl(url, 'gptbots', ...argv)).code).toBe(4));
  });

  test('the overlay of a drift makes its findings disappear', async () => {
    const drift = join(await folder(), 'drift.yaml');
    await withDrifted(async (url) => {
      const only = ['--only', 'schema', '--grade', 'assumed'];
      const first = await checkUrl(url, 'gptbots', ...only, '--drift', drift);
      expect(first.code).toBe(4);
      expect(first.err).toMatch(/drift\.yaml: 1 change of gptbots's document\n$/);
      const second = await checkUrl(url, 'gptbots', ...only, '--overlay', drift);
      expect(second.code, second.out).toBe(0);
    });
  });

  slowTest('--require-coverage fails what was not checked', async () => {
    // Nothing leads to the single note: the document has no link.
    const spec = await tinyFile();
    const argv = [spec, '--rows', '20'];
    const { code, out } = await check(...argv);
    expect([code, out], out).toEqual([
      0,
      expect.stringMatching(/as far as it was checked: \d+ entries not reached\.\n$/),
    ]);
    const strict = await check(...argv, '--require-coverage');
    expect(strict.code).toBe(4);
    expect(strict.out).toMatch(
      /Coverage is required, and \d+ entries were not reached without a reason\.\n$/,
    );
  });
});

function toAnswer(status: string, ...headers: string[]): string {
  return [`HTTP/1.1 ${status}`, 'Content-Length: 0', ...headers, '', ''].join('\r\n');
}
