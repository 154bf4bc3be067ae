// node .ci/pack.js
// Packs the package, installs it in an empty folder as another project would, and uses all of it there: every command
// as a process of its own, both entry points from JavaScript and from TypeScript, and the commands of the README.
// Everything stays on this machine but the dependencies, which come from the registry. A failure leaves the folder.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProcesses } from './processes.js';
import { runReadme } from './readme.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMMANDS = ['mock', 'check', 'curl', 'record', 'replay', 'verify', 'import', 'export', 'init'];
const PAGE =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
// No answer is too late on a machine that is busy.
const PATIENT = '--timeout 3600000';

const folder = mkdtempSync(join(tmpdir(), 'confabulate-installed-'));
// npm must neither take this folder's parent for the project nor get a package that is not installed.
writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
const here = createProcesses(folder, { npm_config_yes: 'false' });
const version = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
const installed = join(folder, 'node_modules/confabulate');

try {
  await step('pack and install', packAndInstall);
  await step('the package has what it needs', hasFiles);
  await step('--version and --help, under both names', helps);
  await step('a suggested command works', suggests);
  await step('mock, check, record', serveAndRecord);
  await step('replay', replay);
  await step('verify, export, import', files);
  await step('init', configure);
  await step('JavaScript', () => here.run('node plain.js'));
  await step('TypeScript', () => here.run(`npx tsc && node built/typed.js`));
  await step('the matcher in Vitest, typed', () =>
    here.run('npx vitest run matcher.test.ts --testTimeout=0'),
  );
  await step('the matcher in Jest without a flag, typed', () =>
    inRunner('jest', ['jest@30', 'typescript', '@types/node'], 'npx tsc && npx jest --testTimeout=3600000'),
  );
  await step('the matcher in Playwright without a browser, typed', () =>
    inRunner(
      'playwright',
      ['@playwright/test@1', 'typescript', '@types/node'],
      'npx tsc && npx playwright test --timeout=0',
    ),
  );
  await step('the commands of the README', () => runReadme(here, installed, folder));
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  console.error(`\n${error.message}\nThe folder is left as it is. All of it again: node .ci/pack.js`);
  process.exitCode = 1;
}

async function step(what, run) {
  process.stdout.write(`${what} … `);
  await run();
  process.stdout.write('done\n');
}

async function packAndInstall() {
  const root = createProcesses(ROOT);
  await root.run(`npm pack --pack-destination '${folder}'`);
  await install(here, ['vitest', 'typescript', '@types/node'], '.');
  cpSync(join(ROOT, '.ci/consumer'), folder, { recursive: true });
}

/** Installs the package, and others in the version that this project has of them. */
async function install(where, beside, folderOfPack) {
  const versionOf = (name) => {
    const file = join(ROOT, 'node_modules', name, 'package.json');
    return existsSync(file) ? `${name}@${JSON.parse(readFileSync(file, 'utf8')).version}` : name;
  };
  await where.run(
    `npm install --prefer-offline --no-fund --no-audit ${folderOfPack}/confabulate-${version}.tgz ${beside.map(versionOf).join(' ')} </dev/null`,
  );
}

/** Runs tests of another project in a runner that is no dependency of this one, against a mock of its own. */
async function inRunner(name, beside, command) {
  const own = join(folder, name);
  cpSync(join(ROOT, `.ci/consumer-${name}`), own, { recursive: true });
  const there = createProcesses(own, { npm_config_yes: 'false' });
  await install(there, beside, '..');
  await there.serving('node_modules/.bin/confab mock gptbots --port 0', (url) =>
    there.run(command, { env: { PAGE: url + PAGE } }),
  );
}

function hasFiles() {
  for (const file of [
    'docs/config.schema.json',
    'docs/result.schema.json',
    'docs/contract.md',
    'specs/x-confab.schema.json',
    'specs/openapi-confab.schema.json',
    'fixtures/gptbots',
  ])
    assert.ok(existsSync(join(installed, file)), `${file} is not in the package`);
}

async function helps() {
  for (const name of ['confab', 'confabulate']) {
    assert.equal(await here.run(`npx ${name} --version`), `${version}\n`);
    const help = await here.run(`npx ${name} --help`);
    for (const command of COMMANDS) assert.match(help, new RegExp(`^ {2}${command} `, 'm'));
  }
  for (const command of COMMANDS)
    assert.ok(
      (await here.run(`npx confabulate ${command} --help`)).startsWith(`npx confabulate ${command} `),
    );
}

async function suggests() {
  const said = await here.run('npx confabulate check --nope', { code: 1 });
  const [, command] = /; (.+) lists the options/.exec(said) ?? [];
  assert.match(await here.run(command), /--require-coverage/);
}

async function serveAndRecord() {
  await here.run(`npx confabulate check ${PATIENT}`);
  await here.serving(
    'node_modules/.bin/confab mock gptbots --port 0 --strict-keys --json',
    async (url, told) => {
      const [{ credential }] = JSON.parse(told()).vendors;
      const env = { CONFAB_GPTBOTS_KEY: credential };
      const check = `npx confabulate check gptbots --url ${url}/gptbots ${PATIENT} --report json=check.json`;
      await here.run(check, { env });
      assert.equal(JSON.parse(readFileSync(join(folder, 'check.json'), 'utf8')).format, 1);
      await here.serving(
        `node_modules/.bin/confab record gptbots --url ${url}/gptbots --out recorded --port 0 ${PATIENT}`,
        async (recorder) => assert.equal((await ask(recorder, 'any')).total, 237),
        { env },
      );
    },
  );
  assert.equal(recordings('recorded').length, 1);
}

async function replay() {
  const text = await here.serving('node_modules/.bin/confab replay recorded --port 0 --strict', async (url) =>
    assert.equal((await ask(url, 'another')).total, 237),
  );
  assert.match(text, /the one recording was played/);
}

async function files() {
  await here.run('npx confabulate verify recorded');
  await here.run('npx confabulate export recorded --har traffic.har');
  await here.run('npx confabulate verify traffic.har');
  await here.run('npx confabulate import traffic.har --out imported');
  assert.equal(recordings('imported').length, 1);
}

/** The configuration of a package in the project names its editors' schema by a path. */
async function configure() {
  const file = join(folder, 'confab.yaml');
  await here.run('npx confabulate init gptbots');
  const [, schema] = /\$schema=(.*)\n/.exec(readFileSync(file, 'utf8'));
  assert.equal(schema, './node_modules/confabulate/docs/config.schema.json');
  assert.ok(existsSync(join(folder, schema)));
  assert.match(await here.run('npx confabulate curl'), /# gptbots\.listConversations\n/);
  rmSync(file);
}

async function ask(url, key) {
  const response = await fetch(url + PAGE, { headers: { authorization: `Bearer ${key}` } });
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

function recordings(name) {
  return readdirSync(join(folder, name), { recursive: true }).filter((file) => file.endsWith('.json'));
}
