// node .ci/recipes.js [recipe …]
// Takes the recipes out of docs/testing.md and runs each in a folder of its own, against the packed package as another
// project would install it. What this machine has not (pytest, Go, Java, a Chromium) is installed as root of a Debian;
// where that cannot be, it is said, and is no failure. A recipe that fails leaves the folder.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumProgram, hasChromium } from './chromium.js';
import { createProcesses } from './processes.js';
import { readRecipes } from './read-recipes.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const JARS = '/usr/share/java';
const JUNIT = [
  'junit-jupiter-api',
  'junit-jupiter-engine',
  'junit-platform-console',
  'junit-platform-launcher',
  'junit-platform-engine',
  'junit-platform-commons',
  'junit-platform-reporting',
  'opentest4j',
  'opentest4j-reporting-events',
  'apiguardian-api',
  'picocli',
];
const CLASSES = JUNIT.map((name) => `${JARS}/${name}.jar`).join(':');

/** What a recipe needs beside Node; how it is run where the page leaves that to the reader; no limit of time anywhere. */
const SETTINGS = {
  "A paging client's suite": { run: (command) => `${command} --testTimeout=0 --hookTimeout=0` },
  Vitest: { run: (command) => `${command} --testTimeout=0 --hookTimeout=0` },
  Jest: { isCommonJs: true, run: (command) => `${command} --testTimeout=3600000` },
  Playwright: {
    has: hasChromium,
    lacks: 'a Chromium',
    run: (command) => `${command} --timeout=0`,
    // The page leaves Playwright to its own browser; here it is Debian's, and nothing has to be there in time.
    change: (text) =>
      text
        .replace('use: {', `use: { launchOptions: { executablePath: '${chromiumProgram}' },`)
        .replace('export default defineConfig({', 'export default defineConfig({ expect: { timeout: 0 },')
        .replaceAll(/(\{ command: )/g, '{ timeout: 3600000, command: '),
  },
  MSW: { run: (command) => `${command} --testTimeout=0 --hookTimeout=0` },
  pytest: {
    has: () =>
      hasOrInstalls(['python3', '-c', 'import pytest, requests'], 'python3-pytest', 'python3-requests'),
    lacks: 'pytest with requests',
    run: () => 'python3 -m pytest -q',
  },
  Go: {
    has: () => hasOrInstalls(['go', 'version'], 'golang-go'),
    lacks: 'Go',
    files: { 'go.mod': 'module history\n\ngo 1.19\n' },
    run: (command) => `GOFLAGS=-mod=mod GOTOOLCHAIN=local ${command} -timeout 0`,
  },
  'JUnit 5': {
    has: () =>
      hasOrInstalls(['javac', '-version'], 'default-jdk-headless', 'junit5') &&
      hasOrInstalls(['ls', ...CLASSES.split(':')], 'junit5'),
    lacks: 'a JDK with JUnit 5',
    commands: [
      `javac -cp ${CLASSES} -d classes HistoryTest.java`,
      `java -cp classes:${CLASSES} org.junit.platform.console.ConsoleLauncher --fail-if-no-tests -c HistoryTest`,
    ],
  },
  curl: { has: () => hasOrInstalls(['curl', '--version'], 'curl'), lacks: 'curl' },
};

const folder = mkdtempSync(join(tmpdir(), 'confabulate-recipes-'));
const bin = join(folder, 'node_modules/.bin');
const env = { PATH: `${bin}:${process.env.PATH}`, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', CI: 'true' };
const { shared, recipes } = readRecipes(readFileSync(join(ROOT, 'docs/testing.md'), 'utf8'));
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !recipes.some((recipe) => recipe.name === name));
if (unknown !== undefined)
  throw new Error(`there is no recipe ${unknown}; there are ${recipes.map(({ name }) => name).join(', ')}`);

let tried = 0;
let failed = 0;
await install(recipes.flatMap(({ packages }) => packages));
for (const recipe of recipes)
  if (wanted.length === 0 || wanted.includes(recipe.name)) await runRecipe(recipe);
if (failed === 0) rmSync(folder, { recursive: true, force: true });
console.log(
  failed === 0 ? `all ${tried} recipes work` : `${failed} of ${tried} recipes FAILED, in ${folder}`,
);
process.exit(failed === 0 ? 0 : 1);

async function runRecipe({ name, files, commands }) {
  const settings = SETTINGS[name] ?? {};
  if (settings.has && !settings.has()) {
    console.log(`not tried: ${name}; this machine has not ${settings.lacks}, and it could not be installed`);
    return;
  }
  tried += 1;
  const here = join(folder, name.replaceAll(/[^\w]+/g, '-').toLowerCase());
  const ports = { 4010: await freePort(), 5173: await freePort() };
  const own = (text) =>
    text
      .replaceAll(/\b(4010|5173)\b/g, (port) => ports[port])
      // The command is that of the folder above, which npx would not look for.
      .replaceAll('node_modules/.bin/', '')
      .replaceAll(/\bnpx (?=\w)/g, '');
  mkdirSync(here, { recursive: true });
  const kind = settings.isCommonJs ? 'commonjs' : 'module';
  const all = {
    'package.json': `{ "private": true, "type": "${kind}" }\n`,
    ...shared,
    ...files,
    ...settings.files,
  };
  for (const [file, text] of Object.entries(all))
    writeFileSync(join(here, file), own(settings.change?.(text) ?? text));
  const lines = settings.commands ?? commands.map((command) => settings.run?.(command) ?? command);
  try {
    for (const line of lines) await createProcesses(here, env).run(`set -e\n${own(line)}`);
    console.log(`ok     ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n${error.message}`);
  }
}

/** The packed package, and the others in the version that this project has of them. */
async function install(packages) {
  const others = [...new Set(packages)].filter((name) => name !== 'confabulate').map(versioned);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await createProcesses(ROOT).run(`npm pack --pack-destination '${folder}'`);
  await createProcesses(folder).run(
    `npm install --prefer-offline --no-fund --no-audit ./confabulate-*.tgz ${others.join(' ')} </dev/null`,
  );
}

function versioned(name) {
  const file = join(ROOT, 'node_modules', name, 'package.json');
  return existsSync(file) ? `${name}@${JSON.parse(readFileSync(file, 'utf8')).version}` : name;
}

function hasOrInstalls([program, ...args], ...packages) {
  const works = () => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  if (works()) return true;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  try {
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  } catch {
    return false;
  }
  return works();
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
