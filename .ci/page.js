// The page that a mock shows of itself, in Debian's Chromium: it obeys its own policy, follows the requests while they
// come, keeps open what the user opened, and shows all of it without a script.
import { createMock } from '../dist/index.js';
import { hasChromium, withChromium } from './chromium.js';

if (!hasChromium()) {
  console.log(
    'not tried in a browser: there is no /usr/bin/chromium; CHROMIUM=/path/to/chromium names another',
  );
  process.exit(0);
}

let failed = 0;
function expect(what, holds) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (!holds) failed += 1;
}

const mock = await createMock();
const { url } = await mock.listen();
const ask = (query) => fetch(`${url}/gptbots/v1/bot/conversation/page?${query}`);

await withChromium([], async (browser) => {
  await ask('first=1');
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  expect('it has every vendor', (await page.locator('.vendor').count()) === mock.specs.length);
  expect('it has what came before', (await page.locator('#requests li').count()) === 1);
  await page.locator('output', { hasText: '(live)' }).waitFor();
  await page.locator('#request-1 summary').click();
  await ask('second=2');
  await page.locator('#request-2').waitFor();
  const first = await page.locator('#requests li').first().getAttribute('id');
  expect('what comes is shown, the newest first', first === 'request-2');
  expect('with its hints', /knows no second/.test(await page.locator('#request-2').innerText()));
  expect('what is open stays open', await page.locator('#request-1 details').evaluate((one) => one.open));
  await page.screenshot({ path: process.env.SCREENSHOT ?? '/dev/null', type: 'png', fullPage: true });
  expect('nothing was against the policy', complaints.length === 0);
  for (const complaint of complaints) console.log(`     ${complaint}`);
  await mock.close();
  await page.locator('output', { hasText: 'the server has ended' }).waitFor();
  expect('it says when the server ends', true);
});

console.log(failed === 0 ? 'the page is as it should be' : `${failed} FAILED`);
process.exit(failed === 0 ? 0 : 1);
