import { existsSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { variablesOf } from '../../src/auth/environment.ts';
import { CHECKS } from '../../src/check-titles.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { petsFile } from '../_pets.ts';
import { file, tinyFile } from '../_tiny.ts';
import { run } from './_run.ts';

const check = (...argv: string[]) => run(['check', ...argv]);

describe('the help', () => {
  test('names every option', async () => {
    const { code, out, err } = await check('--help');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^npx confabulate check \[vendor\|spec\.yaml …\] \[options\]\n/);
    const options =
      'url overlay profile safe grade only skip waive baseline update-baseline report drift compare require-coverage strict-fields rate timeout max-requests max-wait intermittent max-pages max-links seed rows list';
    for (const option of options.split(' ')) expect(out).toContain(`  --${option} `);
  });

  test('names the environment variables of every vendor', async () => {
    const { out } = await check('-h');
    for (const spec of await loadSpecs({})) {
      expect(out).toMatch(new RegExp(`^ {2}${spec.name}$`, 'm'));
      for (const { name } of variablesOf(spec)) expect(out).toMatch(new RegExp(`^ {4}${name} `, 'm'));
    }
  });

  test('names those of the specs that are named, and is given whatever else is wrong', async () => {
    const { out } = await check('gptbots', '--grade', 'none', '--help');
    expect(out).toContain('CONFAB_GPTBOTS_KEY');
    expect(out).not.toContain('CONFAB_CHATNIO_KEY');
    expect((await check(await tinyFile(), '--help')).out).toMatch(/^ {2}tiny\n.*CONFAB_TINY_/ms);
    const { out: builtin } = await check('nobody', '--help');
    expect(builtin).toContain('CONFAB_CHATNIO_KEY');
    expect(builtin).toMatch(/as what was named cannot be read:\nthere is no vendor nobody/);
  });

  test('of plain OpenAPI, with the values of what --safe has called', async () => {
    const pets = await petsFile((document) => {
      document.paths['/pets'].post.parameters = [
        { name: 'X-Shop', in: 'header', required: true, schema: { type: 'string' } },
      ];
    });
    const { out } = await check(pets, '--help');
    expect(out).toMatch(/^ {4}CONFAB_PETS_PETID {2}petId of loadPet, instead of the document's example$/m);
    expect(out).not.toContain('CONFAB_PETS_X_SHOP');
    expect((await check(pets, '--safe', 'addPet', '--help')).out).toContain('CONFAB_PETS_X_SHOP');
  });

  test('the list has every check with its line', async () => {
    const { code, out } = await check('--list');
    expect(code).toBe(0);
    for (const [name, line] of Object.entries(CHECKS))
      expect(out).toMatch(new RegExp(`^${name} +${line.replaceAll(/[().+^]/g, '\\$&')}$`, 'm'));
  });
});

describe('what makes no sense is one sentence', () => {
  const somewhere = () => mkdtemp(join(tmpdir(), 'confab-'));
  test.each<[string, readonly string[], number, RegExp]>([
    [
      'an unknown option',
      ['--grad', 'observed'],
      1,
      /'--grad'; npx confabulate check --help lists the options/,
    ],
    ['an option without its value', ['--url'], 1, /--url.*npx confabulate check --help/],
    ['an unknown vendor', ['openai'], 1, /there is no vendor openai; built in: alibaba, bigmodel/],
    ['a spec that there is not', ['./nowhere.yaml'], 2, /nowhere\.yaml: there is no such file/],
    [
      'an operation that there is not',
      ['gptbots', '--safe', 'listConversation'],
      1,
      /safe: there is no operation listConversation; did you mean listConversations\?/,
    ],
    ['an unknown profile', ['--profile', 'gptbots.x'], 1, /there is no profile gptbots\.x; built in:/],
    [
      'an overlay that there is not',
      ['gptbots', '--overlay', 'no.yaml'],
      2,
      /no\.yaml: there is no such file/,
    ],
    [
      'an unknown grade',
      ['--grade', 'none'],
      1,
      /--grade none: it must be documented, observed or assumed$/m,
    ],
    [
      'an unknown check',
      ['--only', 'statsu'],
      1,
      /--only statsu: there is no check statsu; did you mean status\? \(npx confabulate check --list names them all\)/,
    ],
    [
      'an unknown check among others',
      ['--skip', 'json,fliter-sound'],
      1,
      /fliter-sound; did you mean filter-sound\?/,
    ],
    ['a check of Object', ['--only', 'toString'], 1, /there is no check toString/],
    ['a comma too many', ['--only', 'json,'], 1, /--only json,: a name is missing between the commas/],
    ['no check left', ['--only', 'json', '--skip', 'json,status'], 1, /--only and --skip leave no check/],
    [
      'an unknown report',
      ['--report', 'xml'],
      1,
      /--report xml: there is no report xml; it must be text, json, junit, html, github, markdown, sarif or ctrf$/m,
    ],
    [
      'a report without its file',
      ['--report', 'json='],
      1,
      /--report json=: the file is missing; write --report json=file/,
    ],
    [
      'two reports to print',
      ['--report', 'json', '--report', 'junit'],
      1,
      /--report json and --report junit: only one report can be printed; .*--report junit=report\.junit/,
    ],
    [
      'two reports for one file',
      ['--report', 'json=a', '--report', 'html=a'],
      1,
      /--report: a is given for two reports/,
    ],
    [
      'a report in a folder that cannot be',
      ['--report', 'html=package.json/out.html'],
      1,
      /--report html: there is no folder package\.json, and it cannot be made: /,
    ],
    ['a report that is a folder', ['--report', 'html=src'], 1, /--report html: src is a folder, not a file/],
    [
      'a drift in a folder that cannot be',
      ['gptbots', '--drift', 'package.json/d.yaml'],
      1,
      /--drift: there is no folder package\.json/,
    ],
    [
      'a rate in words',
      ['--url', 'http://a', '--rate', 'slow'],
      1,
      /--rate slow: it must be a number of requests a second/,
    ],
    ['a rate of nothing', ['--url', 'http://a', '--rate', '0'], 1, /--rate 0: it must be/],
    ['a rate by the minute', ['--url', 'http://a', '--rate', '5/m'], 1, /--rate 5\/m: it must be/],
    ['a rate of the mock', ['--rate', '5'], 1, /--rate limits the requests to a --url/],
    ['no time', ['--timeout', '0'], 1, /--timeout 0: it must be a whole number from 1 to 2147483647/],
    ['a time with its unit', ['--timeout', '5s'], 1, /--timeout 5s: it must be/],
    ['no pages', ['--max-pages', '0'], 1, /--max-pages 0: it must be a whole number from \d+ /],
    ['no requests', ['--max-requests', '0'], 1, /--max-requests 0: it must be a whole number from 1 on$/m],
    [
      'requests in words',
      ['--max-requests', 'abc'],
      1,
      /--max-requests abc: it must be a whole number from 1 on$/m,
    ],
    ['half a request', ['--max-requests', '1.5'], 1, /--max-requests 1\.5: it must be/],
    ['fewer requests than none', ['--max-requests=-1'], 1, /--max-requests -1: it must be/],
    ['no number of requests', ['--max-requests='], 1, /--max-requests : it must be/],
    ['requests by the minute', ['--max-requests', '5/m'], 1, /--max-requests 5\/m: it must be/],
    ['more requests than can be counted', ['--max-requests', '1e999'], 1, /--max-requests 1e999: it must be/],
    [
      'a wait before now',
      ['--max-wait=-1'],
      1,
      /--max-wait -1: it must be a whole number from 0 to 2147483647$/m,
    ],
    ['a wait with its unit', ['--max-wait', '60s'], 1, /--max-wait 60s: it must be/],
    ['a wait of a month', ['--max-wait', '2678400000'], 1, /--max-wait 2678400000: it must be/],
    [
      'a fault that is nothing',
      ['--intermittent', 'ignore'],
      1,
      /--intermittent ignore: it must be warning or error$/m,
    ],
    ['a fault without a word', ['--intermittent', ''], 1, /--intermittent : it must be warning or error$/m],
    ['half a seed', ['--seed', '1.5'], 1, /--seed 1\.5: it must be a whole number$/m],
    ['negative rows', ['--rows=-1'], 1, /--rows -1: it must be a whole number from 0 to 1000000000/],
    ['the seed of a url', ['--url', 'http://a', '--seed', '2'], 1, /--seed is about the built-in mock/],
    ['the rows of a url', ['--url', 'http://a', '--rows', '2'], 1, /--rows is about the built-in mock/],
    [
      'a url without a scheme',
      ['gptbots', '--url', 'example.com'],
      1,
      /example\.com is not an address such as https:/,
    ],
    ['a url of a file', ['gptbots', '--url', 'file:///etc'], 1, /file:\/\/\/etc is not an address/],
    [
      'three urls',
      ['--url', 'http://a', '--url', 'http://b', '--url', 'http://c'],
      1,
      /--url was given 3 times/,
    ],
    ['one url twice', ['--url', 'http://a/x', '--url', 'http://a/x/'], 1, /both --url are http:\/\/a\/x/],
    ['two comparisons', ['--url', 'http://a', '--url', 'http://b', '--compare', 'c'], 1, /two comparisons/],
    ['waivers that there are not', ['--waive', 'no.yaml'], 2, /no\.yaml: there is no such file/],
    [
      'a baseline that there is not',
      ['gptbots', '--baseline', 'no.json'],
      2,
      /no\.json: there is no such file; with --update-baseline/,
    ],
    [
      'a baseline that is no result',
      ['gptbots', '--baseline', 'package.json'],
      2,
      /package\.json: this is JSON, but no result.*; --baseline takes/,
    ],
    [
      'a baseline to write, but where',
      ['gptbots', '--update-baseline'],
      1,
      /--update-baseline writes the file of --baseline; add --baseline file/,
    ],
    [
      'a baseline that is a folder',
      ['gptbots', '--baseline', 'src', '--update-baseline'],
      1,
      /--baseline: src is a folder/,
    ],
    [
      'a baseline of two urls',
      ['--url', 'http://a', '--url', 'http://b', '--baseline', 'c'],
      1,
      /--baseline is about one target/,
    ],
    ['a comparison with nothing', ['gptbots', '--compare', 'no.json'], 2, /no\.json: there is no such file/],
  ])('%s', async (_, argv, code, message) => {
    const { code: found, out, err } = await check(...argv);
    expect([found, out], err).toEqual([code, '']);
    expect(err).toMatch(/^confab: /);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^\s+at .*\.[jt]s/m);
  });

  test.each<[string, string]>([
    ['a credential in it', 'https://user:topsecret@example.com'],
    ['a query', 'https://example.com/?key=topsecret'],
    ['a fragment', 'https://example.com/#topsecret'],
  ])('a url with %s, which is not repeated', async (_, url) => {
    const { code, err } = await check('gptbots', '--url', url);
    expect([code, err.includes('topsecret')]).toEqual([1, false]);
    expect(err).toMatch(/^confab: url: .*(environment|query)/);
  });

  test('a comparison with what is no result', async () => {
    for (const content of ['[{', '{}', '{"format":99,"specs":[]}'])
      expect((await check('gptbots', '--compare', await file('c.json', content))).code).toBe(2);
  });

  test('nothing is written for a run that is refused', async () => {
    const folder = await somewhere();
    await check('openai', '--report', `json=${join(folder, 'out.json')}`);
    expect(existsSync(join(folder, 'out.json'))).toBe(false);
  });

  test('a missing credential names the variables, and what each stands for', async () => {
    const { code, err } = await check('cybotstar', '--url', 'http://127.0.0.1:9');
    expect(code).toBe(1);
    expect(err).toMatch(
      /^confab: no credential for cybotstar: set CONFAB_CYBOTSTAR_KEY \(.*\), CONFAB_CYBOTSTAR_TOKEN \(/,
    );
  });
});

test('an option means the same with = and comes in any place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-'));
  await mkdir(join(folder, 'a=b'));
  const target = join(folder, 'a=b', 'c.json');
  const { code } = await check('--only=status', `--report=json=${target}`, 'gptbots', '--rows=3');
  expect([code, existsSync(target)]).toEqual([0, true]);
});
