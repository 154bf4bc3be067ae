/**
 * What the page can do where scripts run: copy commands, and follow the requests. An event says that one came; how it
 * is shown only the server knows, so the list is taken from the page, asked for again. What is open stays open.
 */
export const HOME_SCRIPT = `
'use strict';
for (const command of document.querySelectorAll('.vendor pre')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(command.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  command.before(button);
}
const requests = document.getElementById('requests');
const list = requests.querySelector('ol');
const state = requests.querySelector('output');
const MOST = 200;
let waiting = false;
async function refresh() {
  waiting = false;
  const response = await fetch(location.pathname, { headers: { accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const news = [...fresh.querySelectorAll('#requests li')].filter((one) => !document.getElementById(one.id));
  if (news.length > 0) for (const note of requests.querySelectorAll(':scope > p')) note.remove();
  list.prepend(...news);
  while (list.children.length > MOST) list.lastElementChild.remove();
}
function soon() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => refresh().catch(() => {}), 150);
}
const events = new EventSource('/_confab/scopes/' + encodeURIComponent(requests.dataset.scope) + '/journal');
events.addEventListener('open', () => { state.textContent = '(live)'; soon(); });
events.addEventListener('message', soon);
events.addEventListener('missed', soon);
events.addEventListener('error', () => { state.textContent = ''; });
events.addEventListener('end', () => { state.textContent = '(the server has ended)'; events.close(); });
`;
