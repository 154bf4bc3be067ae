import { describe, expect, test } from 'vitest';
import { readCurl } from '../../corpus/read-curl.js';

describe('a printed command is read as a shell and curl read it', () => {
  const plain = { method: 'GET', url: 'http://h/p', headers: [], body: undefined };
  const form = ['Content-Type', 'application/x-www-form-urlencoded'];
  test.each<[string, string, object]>([
    ['an address', "curl 'http://h/p'", plain],
    ['a method', "curl -X DELETE 'http://h/p'", { ...plain, method: 'DELETE' }],
    ['lines that go on', "curl 'http://h/p' \\\n  -H 'A: b'", { ...plain, headers: [['A', 'b']] }],
    ['a quote within quotes', String.raw`curl 'http://h/it'\''s'`, { ...plain, url: "http://h/it's" }],
    ['a user', "curl -u 'a:b' 'http://h/p'", { ...plain, headers: [['Authorization', 'Basic YTpi']] }],
    ['a cookie', "curl -b 'a=b' 'http://h/p'", { ...plain, headers: [['Cookie', 'a=b']] }],
    ['data', "curl -d 'a=b' 'http://h/p'", { ...plain, method: 'POST', headers: [form], body: 'a=b' }],
    [
      'data that curl encodes',
      "curl --data-urlencode 'a=b c' -d 'd=e' 'http://h/p'",
      { ...plain, method: 'POST', headers: [form], body: 'a=b%20c&d=e' },
    ],
  ])('%s', (_, command, request) => {
    expect(readCurl(command)).toEqual(request);
  });

  test('parts of a form, with a file', async () => {
    const { body, method } = readCurl(
      `curl --form-string 'a=@b;c' -F 'f=@/dev/null;filename=x.png;type=image/png' -F 'j="{\\"k\\":1}";type=application/json' 'http://h/p'`,
    );
    const parts = [...(body as FormData)].map(async ([name, value]) => [
      name,
      typeof value === 'string' ? value : `${value.name} ${value.type} ${await value.text()}`,
    ]);
    expect([method, await Promise.all(parts)]).toEqual([
      'POST',
      [
        ['a', '@b;c'],
        ['f', 'x.png image/png '],
        ['j', 'blob application/json {"k":1}'],
      ],
    ]);
  });

  test.each([
    ['another program', 'wget http://h/p'],
    ['an option that it does not know', "curl --compressed 'http://h/p'"],
    ['a second address', "curl 'http://h/p' 'http://h/q'"],
    ['a quote without an end', "curl 'http://h/p"],
    ['what a shell would replace', 'curl http://h/$HOME'],
    ['a file instead of data', "curl -d '@file' 'http://h/p'"],
    ['a file that not everybody has', "curl -F 'f=@x.png' 'http://h/p'"],
    ['a header that curl leaves out', "curl -H 'A:' 'http://h/p'"],
    ['an option without its value', "curl 'http://h/p' -H"],
  ])('%s is not taken for one that works', (_, command) => {
    expect(() => readCurl(command)).toThrow();
  });
});
