// Web pages in Debian's Chromium try to read through the recorder what the user's key may see: pages of another origin,
// without an origin, and on a name that was made to lead here (DNS rebinding). They get nothing, and the service is not
// asked. What the user means to do works: a program, a typed address, a page of an origin that --allow-origin names.
import { createService, createStarters, PRIVATE, servePage, TARGET } from './browser-servers.js';
import { scriptOf, WAYS } from './browser-ways.js';
import { hasChromium, withChromium } from './chromium.js';

/** Those that tell apart what browsers do. */
const MAIN_WAYS = ['fetch', 'fetch without CORS', 'fetch after a preflight', 'img', 'POST without CORS'];
/** What a page can do on its own origin. */
const OWN_WAYS = [
  'fetch',
  'fetch with cookies',
  'fetch after a preflight',
  'XMLHttpRequest',
  'img',
  'iframe',
];

if (!hasChromium()) {
  console.log(
    'not tried in a browser: there is no /usr/bin/chromium; CHROMIUM=/path/to/chromium names another',
  );
  process.exit(0);
}

let refused = 0;
let tried = 0;
let failed = 0;
const service = await createService();
const start = await createStarters(service.url, () => {
  refused += 1;
});
const somebody = await servePage();
const portOf = (url) => Number(new URL(url).port);
const pageOf = (name) => `http://${name}:${portOf(somebody.url)}`;

await withChromium(['evil.example', 'mine.example', 'attacker.example'], async (browser) => {
  const page = await browser.newPage();
  const at = async (url) => {
    await page.goto(url);
    return (way, target) => page.evaluate(scriptOf(way, target));
  };
  await ofAnotherOrigin(page, at);
  await ofNoOrigin(page);
  await onReboundNames(at);
  await whatWorks(page, at);
});

await Promise.all([service.close(), somebody.close()]);
console.log(failed === 0 ? `all ${tried} as they should be` : `${failed} of ${tried} FAILED`);
process.exit(failed === 0 ? 0 : 1);

async function ofAnotherOrigin(page, at) {
  const recorder = await start.recorder();
  const target = recorder.url + TARGET;
  for (const [host, ways] of [
    ['127.0.0.1', Object.keys(WAYS)],
    ['localhost', MAIN_WAYS],
    ['a.localhost', MAIN_WAYS],
  ])
    for (const way of ways) {
      const ask = await at(pageOf('evil.example'));
      await getsNothing(`another origin, ${host}: ${way}`, () => ask(way, target.replace('127.0.0.1', host)));
    }
  for (const [name, go] of [
    ['a link that is clicked', (href) => Object.assign(document.createElement('a'), { href }).click()],
    ['a page that sends the browser on', (href) => location.replace(href)],
  ])
    await getsNothing(name, async () => {
      await page.goto(pageOf('evil.example'));
      await Promise.all([page.waitForURL(`${recorder.url}/**`), page.evaluate(go, target)]);
      return page.content();
    });
  await recorder.close();
}

/** Sandboxed and data: frames have the origin `null`. */
async function ofNoOrigin(page) {
  const recorder = await start.recorder();
  for (const [kind, frame] of [
    ['a sandboxed frame', (html) => `<iframe sandbox="allow-scripts" srcdoc="${quoted(html)}"></iframe>`],
    ['a data: frame', (html) => `<iframe src="data:text/html,${encodeURIComponent(html)}"></iframe>`],
  ])
    for (const way of MAIN_WAYS) {
      await page.goto(pageOf('evil.example'));
      const script = `${scriptOf(way, recorder.url + TARGET)}.then((read) => parent.postMessage(read, '*'))`;
      await getsNothing(`no origin, ${kind}: ${way}`, () =>
        page.evaluate(readFrame, frame(`<body><script>${script}</script>`)),
      );
    }
  await recorder.close();
}

/** The browser loads a page from its owner's server; then its name leads to a server of the user's on the same port. */
async function onReboundNames(at) {
  for (const [name, create] of Object.entries(start)) {
    const owners = await servePage();
    const port = portOf(owners.url);
    const origin = `http://attacker.example:${port}`;
    const ask = await at(origin);
    await owners.close();
    const server = await create({ port });
    for (const way of OWN_WAYS) {
      const isTold = name === 'recorder';
      await getsNothing(`a rebound name, ${name}: ${way}`, () => ask(way, origin + TARGET), isTold);
    }
    const answer = await ask('fetch', origin + TARGET);
    judge(`a rebound name, ${name}: 403`, answer.startsWith('403 '), answer);
    await server.close();
  }
}

/** So that nothing above is true only because nothing works at all. */
async function whatWorks(page, at) {
  const mine = pageOf('mine.example');
  const [recorder, replay, mock] = [
    await start.recorder({ allowOrigins: [mine] }),
    await start.replay(),
    await start.mock(),
  ];
  const works = async (name, ask, wanted = PRIVATE) => {
    const read = await ask();
    judge(`works: ${name}`, read.includes(wanted), read);
  };
  await works('a program', async () => (await fetch(recorder.url + TARGET)).text());
  await works('a typed address', async () => {
    await page.goto(recorder.url + TARGET);
    return page.content();
  });
  await works('a page of the recorder itself', async () => (await at(recorder.url))('fetch', TARGET));
  await works('a page of an allowed origin', async () => (await at(mine))('fetch', recorder.url + TARGET));
  await works('a replay, by its address', async () => (await at(replay.url))('fetch', TARGET));
  const asksMock = async () => (await at(mock.url))('fetch after a preflight', TARGET);
  await works('the mock, by its address', asksMock, '"list":[{');
  const open = await start.mock({ cors: [mine] });
  const asksOpen = async (name) => (await at(pageOf(name)))('fetch after a preflight', open.url + TARGET);
  await works('the mock with --cors, a page of its origin', () => asksOpen('mine.example'), '"list":[{');
  await getsNothing('the mock with --cors, another page', () => asksOpen('evil.example'), false);
  const asksShut = async () => (await at(mine))('fetch after a preflight', mock.url + TARGET);
  await getsNothing('the mock without --cors', asksShut, false);
  await open.close();
  const ask = await at(pageOf('evil.example'));
  await getsNothing('another origin than the allowed one: fetch', () => ask('fetch', recorder.url + TARGET));
  await Promise.all([recorder, replay, mock].map((server) => server.close()));
}

/** Nothing private is read, the service is not asked, and the request did come (`isTold`: a recorder tells) and was refused. */
async function getsNothing(name, attack, isTold = true) {
  const before = { asked: service.asked(), refused };
  const read = String(await attack());
  const asked = () => service.asked() - before.asked;
  // What a page cannot wait for comes when it comes.
  for (let turn = 0; isTold && turn < 200 && refused === before.refused && asked() === 0; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const isRefused = !isTold || refused > before.refused;
  judge(
    name,
    isRefused && asked() === 0 && !read.includes(PRIVATE) && !read.includes('"list":['),
    `refused ${refused - before.refused}, the service was asked ${asked()} times, the page read ${read}`,
  );
}

function judge(name, isGood, found) {
  tried += 1;
  if (!isGood) failed += 1;
  console.log(isGood ? `ok     ${name}` : `FAILED ${name}: ${found.slice(0, 300)}`);
}

/** Runs in the page: what a frame posts. */
function readFrame(html) {
  return new Promise((resolve) => {
    addEventListener('message', ({ data }) => resolve(data));
    document.body.innerHTML = html;
  });
}

function quoted(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
