import fc from 'fast-check';
import { hostileText } from './values.js';

const METHODS = [
  'GET',
  'POST',
  'HEAD',
  'OPTIONS',
  'PUT',
  'DELETE',
  'TRACE',
  'CONNECT',
  'PATCH',
  'M-SEARCH',
  'get',
  'G\0T',
  'PRI',
  '',
];
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/1.2',
  'http/1.1',
  'HTTP/11',
  '',
  'HTTP/1.1 x',
];
const PATHS = [
  ...['/', '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10'],
  ...['/gptbots/v1/bot/conversation/page?page=1', '/bigmodel/api/paas/v4/assistant/conversation/list'],
  ...[
    '/openapi/v1/conversation/segment/get_list/',
    '/api/v1/modelRouter/open/conversations',
    '*',
    'http://x/',
    '//',
    '',
  ],
  ...[
    '/%00',
    '/%',
    '/%ff',
    '/..%2f..',
    '/../../etc/passwd',
    '/a#b',
    '/?#',
    '/\\',
    '/a b',
    '?x',
    'gptbots',
    '/__proto__',
  ],
  ...[
    `/${'a'.repeat(9000)}`,
    `/?${'a=1&'.repeat(3000)}`,
    `/${'%41'.repeat(2000)}`,
    'http://[::1',
    'https://u:p@h:99999/',
    '/_confab',
  ],
];
const HEADERS = [
  ...[
    'Host: 127.0.0.1',
    'Host: localhost',
    'Host:',
    'Host: a\r\nHost: b',
    'Connection: close',
    'Connection: keep-alive',
  ],
  ...[
    'Connection: Upgrade\r\nUpgrade: websocket',
    'Upgrade: h2c\r\nHTTP2-Settings: AAA',
    'Expect: 100-continue',
    'Expect: x',
  ],
  ...[
    'Content-Length: 0',
    'Content-Length: 5',
    'Content-Length: 5\r\nContent-Length: 6',
    'Content-Length: -1',
    'Content-Length: 1e9',
  ],
  ...[
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked\r\nContent-Length: 5',
  ],
  ...[
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding : chunked',
    'Transfer-Encoding: identity',
  ],
  ...[
    'Content-Type: application/json',
    'Content-Encoding: gzip',
    'Accept-Encoding: br',
    'Authorization: Bearer x',
    'Authorization:',
  ],
  ...[
    'Authorization: Basic ????',
    'Cookie: a=b',
    'Range: bytes=0-5',
    'If-None-Match: *',
    'TE: trailers',
    'Origin: http://127.0.0.1',
  ],
  ...[
    ' folded: x',
    'A: b\r\n c',
    'NoColon',
    ': empty',
    'A\0: b',
    'A: b\0',
    'A: \u00e9',
    'X-Prefer: x',
    '__proto__: x',
  ],
];
const BODIES = [
  ...[
    '',
    'hello',
    '{}',
    '5\r\nhello\r\n0\r\n\r\n',
    '5;ext=1\r\nhello\r\n0\r\nTrailer: x\r\n\r\n',
    'FFFFFFFFFFFFFFFF\r\n',
    '-1\r\nx\r\n',
  ],
  ...[
    '5\r\nhelloGET / HTTP/1.1\r\n\r\n',
    '0\r\n\r\nGET /x HTTP/1.1\r\nHost: y\r\n\r\n',
    '{"a":1}',
    '\0\0\0',
    `${'['.repeat(3000)}`,
  ],
  ...[
    `5;${'x'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
    `{"assistant_id":"65940acff94777010aa6b796","page":1}`,
  ],
];

const GOOD = {
  method: ['GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE'],
  path: [
    ...PATHS.slice(0, 6),
    '/gptbots/v1/bot/conversation/page?conversation_type=API&start_time=0&end_time=9&page=2&page_size=3',
  ],
  header: [
    ...[
      'Authorization: Bearer app-0123456789abcdef01234567',
      'Content-Type: application/json',
      'Accept-Encoding: gzip',
      'X-A: b',
    ],
    ...[
      'Authorization: Bearer abc.def',
      'username: confab',
      'cybertron-robot-key: x',
      'cybertron-robot-token: y',
      'Connection: close',
    ],
  ],
  body: [
    '',
    '',
    '{}',
    '{"assistant_id":"65940acff94777010aa6b796","page":1,"page_size":3}',
    '[]',
    'null',
    '{"a":',
  ],
};

/** Mostly what is right, so that a request is wrong in one way and not in all. */
const mostly = (good, others) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...good) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
    { weight: 1, arbitrary: hostileText },
  );
const flood = fc
  .integer({ min: 1, max: 3000 })
  .map((count) => Array.from({ length: count }, (_, n) => `X${n}: 1`).join('\r\n'));

const request = fc
  .record({
    method: mostly(GOOD.method, METHODS),
    path: mostly(GOOD.path, PATHS),
    version: mostly(['HTTP/1.1'], VERSIONS),
    headers: fc.array(mostly(GOOD.header, HEADERS), { maxLength: 4 }),
    flood: fc.option(flood, { freq: 30, nil: undefined }),
    body: mostly(GOOD.body, BODIES),
    newline: fc.oneof({ weight: 30, arbitrary: fc.constant('\r\n') }, fc.constantFrom('\n', '\r', '')),
    isFramed: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    host: fc.oneof(
      { weight: 15, arbitrary: fc.constant('127.0.0.1') },
      fc.constantFrom('localhost', 'evil.example', '', undefined),
    ),
  })
  .map(({ method, path, version, headers, flood: many, body, newline, host, isFramed }) =>
    [
      `${method} ${path} ${version}`,
      ...(host === undefined ? [] : [`Host: ${host}`]),
      ...headers,
      ...(many ? [many] : []),
      ...(isFramed && body !== '' ? [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`] : []),
      '',
      body,
    ].join(newline),
  );

/** Bytes as they go into a socket: requests, one after the other, right and wrong; and how the client goes on. */
export const rawInput = fc.record({
  bytes: fc.array(request, { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
  /** Where the bytes are cut into packets. */
  cuts: fc.array(fc.nat({ max: 4000 }), { maxLength: 3 }),
  end: fc.constantFrom('half-close', 'abort', 'wait'),
});
