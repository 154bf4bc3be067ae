// The ways in which a page can ask an address, each a function that runs in the page and gives what the page can read.

const element = (name, attribute, url) =>
  new Promise((resolve) => {
    const made = document.createElement(name);
    made.onload = made.onerror = () => resolve('');
    made[attribute] = url;
    document.body.append(made);
  });

/** What a page reads of a frame of its own: of another origin nothing. */
const framed = async (fill) => {
  const frame = document.createElement('iframe');
  frame.name = 'frame';
  const loaded = new Promise((resolve) => {
    frame.onload = () => frame.contentWindow.location.href !== 'about:blank' && resolve();
  }).catch(() => {});
  document.body.append(frame);
  fill(frame);
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 2000))]);
  try {
    return frame.contentDocument?.body.textContent ?? '';
  } catch {
    return '';
  } finally {
    frame.remove();
  }
};

const form = (method) => (url) =>
  framed(() => {
    const made = document.createElement('form');
    const { searchParams, origin, pathname } = new URL(url);
    made.action = method === 'GET' ? origin + pathname : url;
    made.method = method;
    made.target = 'frame';
    for (const [name, value] of searchParams) {
      const input = document.createElement('input');
      [input.name, input.value] = [name, value];
      made.append(input);
    }
    document.body.append(made);
    made.submit();
  });

const text = async (response) => `${response.status} ${await response.text()}`;

/** All ways by name. What they share is defined beside them, by `SHARED`. */
export const WAYS = {
  fetch: (url) => fetch(url).then(text),
  'fetch with cookies': (url) => fetch(url, { credentials: 'include' }).then(text),
  'fetch after a preflight': (url) => fetch(url, { headers: { authorization: 'Bearer app-x' } }).then(text),
  'fetch without CORS': (url) => fetch(url, { mode: 'no-cors' }).then(text),
  'POST without CORS': (url) => fetch(url, { mode: 'no-cors', method: 'POST', body: 'x' }).then(text),
  XMLHttpRequest: (url) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.onloadend = () => resolve(request.responseText);
      request.open('GET', url);
      request.send();
    }),
  img: (url) => element('img', 'src', url),
  script: (url) => element('script', 'src', url),
  video: (url) =>
    Promise.race([element('video', 'src', url), new Promise((end) => setTimeout(end, 1000, ''))]),
  iframe: (url) =>
    framed((frame) => {
      frame.src = url;
    }),
  'form GET': form('GET'),
  'form POST': form('POST'),
  sendBeacon: (url) => String(navigator.sendBeacon(url, 'x')),
  EventSource: (url) =>
    new Promise((resolve) => {
      const source = new EventSource(url);
      source.onmessage = source.onerror = ({ data }) => resolve(data ?? '') ?? source.close();
    }),
  WebSocket: (url) =>
    new Promise((resolve) => {
      const socket = new WebSocket(url.replace('http', 'ws'));
      socket.onmessage = socket.onclose = ({ data }) => resolve(data ?? '');
    }),
};

/** A way as a text that a page can run: it gives a promise of what the page could read. */
export function scriptOf(way, url) {
  const shared = Object.entries({ element, framed, form, text });
  const source =
    way === 'form GET' ? "form('GET')" : way === 'form POST' ? "form('POST')" : String(WAYS[way]);
  return `(async () => {
    ${shared.map(([name, value]) => `const ${name} = ${value};`).join('\n')}
    try { return await (${source})(${JSON.stringify(url)}); } catch (error) { return String(error); }
  })()`;
}
