import iconv from 'iconv-lite';
import type { Planted } from './_forms.ts';

/** A secret that is one by the name of its place. */
export const NAMED: readonly [name: string, value: string][] = [
  ['password', 'hunter2-xyzzy'],
  ['api_key', 'Zk29fQ7rT1xW8pLm'],
  ['accessToken', '8f3a91c07b5d4e2f9a60'],
  ['client-secret', 'q7Wd/+Lk9.z~1'],
  ['passphrase', 'kingfisher'],
];

const jwt = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"sub":"1234567890"}').toString('base64url')}.dozjgNryP4J3jVmNHl0w5N`;

/** A text that is secret by its form: what stands, and the secret in it. */
export const FORMED: readonly [kind: string, text: string, secret: string][] = [
  ['Bearer', 'Bearer 8f3a91c07b5d4e2f9a60', '8f3a91c07b5d4e2f9a60'],
  ['Basic', 'Basic YWxpY2U6aHVudGVyMi1odW50ZXI=', 'YWxpY2U6aHVudGVyMi1odW50ZXI'],
  ['Basic of no pair', 'Basic Zk29fQ7rT1xW8pLm4Nv6Qa==', 'Zk29fQ7rT1xW8pLm4Nv6Qa'],
  ['a JSON Web Token', jwt, jwt],
  ['sk-', 'sk-Zk29fQ7rT1xW8pLm4Nv6', 'sk-Zk29fQ7rT1xW8pLm4Nv6'],
  ['an access key', 'LTAI5tABCDEFGHIJKLMN', 'LTAI5tABCDEFGHIJKLMN'],
  ['a password in an address', 'https://bob:s3cr3t-pa55@db.example/x', 's3cr3t-pa55'],
  ['a query in an address', 'https://x.example/cb?a=1&access_token=8f3a91c07b5d', '8f3a91c07b5d'],
  ['a matrix parameter', 'https://x.example/a;jsessionid=8f3a91c07b5d/b', '8f3a91c07b5d'],
  ['a header in a command', "curl -H 'X-Api-Key: 8f3a91c07b5d' x", '8f3a91c07b5d'],
  ['a cookie in a command', "curl -H 'Cookie: sid=8f3a-kingfisher; b=2' x", '8f3a-kingfisher'],
  ['a flag', 'run --api-key 8f3a91c07b5d now', '8f3a91c07b5d'],
  ['a name in a sentence', 'the password: hunter2-9 was refused', 'hunter2-9'],
  ['a dict of Python', "{'token': 'king fisher 1'}", 'king fisher 1'],
  ['a hash of Ruby', ':token => "king-fisher"', 'king-fisher'],
  ['an e-mail address', 'write to alice.w@corp.example', 'alice.w'],
];

/** Charsets in which a body may stand, with a text that none but ASCII has, and how the body says so. */
export const CHARSETS: readonly [
  charset: string,
  filler: string,
  how: 'label' | 'mark' | 'declaration' | 'nothing',
][] = [
  ['utf-8', '密码', 'label'],
  ['utf-8', '密码', 'mark'],
  ['utf-16le', '密码', 'label'],
  ['utf-16le', '密码', 'mark'],
  ['utf-16le', 'x', 'nothing'],
  ['utf-16be', '密码', 'label'],
  ['utf-16be', '密码', 'mark'],
  ['utf-16be', 'x', 'nothing'],
  ['utf-32le', '密码', 'mark'],
  ['utf-32be', 'x', 'nothing'],
  ['gbk', '密码', 'label'],
  ['gbk', '密码', 'declaration'],
  ['gb18030', '密码', 'label'],
  ['big5', '密碼', 'label'],
  ['big5', '功能', 'label'],
  ['shift_jis', 'パスワード表', 'label'],
  ['euc-jp', 'パスワード', 'label'],
  ['euc-kr', '비밀', 'label'],
  ['windows-1251', 'пароль', 'label'],
  ['windows-1251', 'пароль', 'nothing'],
  ['koi8-r', 'пароль', 'label'],
  ['iso-8859-1', 'clé', 'label'],
  ['iso-8859-2', 'klíč', 'declaration'],
  ['windows-1252', 'clé', 'nothing'],
  ['x-nobody-knows', 'clé', 'label'],
];

/** A planted text in a charset: its bytes and its Content-Type. */
export function inCharset(
  { type, text }: Planted,
  [charset, filler, how]: (typeof CHARSETS)[number],
): { readonly bytes: Uint8Array; readonly type: string } {
  const declared =
    how !== 'declaration'
      ? text
      : /^<\?xml/.test(text)
        ? text.replace('?>', ` encoding="${charset}"?>`)
        : /html/.test(type)
          ? text.replace('<body>', `<head><meta charset="${charset}"></head><body>`)
          : text;
  const known = charset === 'x-nobody-knows' ? 'iso-8859-1' : charset;
  const mark = how === 'mark' ? '\uFEFF' : '';
  return {
    bytes: new Uint8Array(
      iconv.encode(mark + declared.replaceAll('keep-me', `keep-me${filler}`), known as 'utf8'),
    ),
    type: how === 'label' && !type.includes('boundary') ? `${type}; charset=${charset}` : type,
  };
}

/** What a text may be wrapped in where it stands in a value, and how it is got out again. */
export const WRAPS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  Base64: (text) => Buffer.from(text).toString('base64'),
  'Base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'Base64 behind a word': (text) => `state_${Buffer.from(text).toString('base64url')}`,
  'Base64 in lines': (text) =>
    Buffer.from(text + ' '.repeat(60))
      .toString('base64')
      .replaceAll(/.{76}/g, '$&\r\n'),
  'Base64 of UTF-16': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').toString('base64'),
  'a data URL': (text) => `data:application/json;base64,${Buffer.from(text).toString('base64')}`,
  'percent-encoding': (text) => encodeURIComponent(text),
  'percent-encoding of Base64': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
  'percent-encoding, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'JSON in Base64 in JSON': (text) =>
    JSON.stringify({ a: Buffer.from(JSON.stringify({ b: text })).toString('base64') }),
  'a query in an address': (text) => `https://x.example/cb?state=${encodeURIComponent(text)}&b=2`,
  'CDATA in XML in JSON': (text) => JSON.stringify({ a: `<r><![CDATA[${text}]]></r>` }),
};

/** Everything that a reader of a text may see in it, decoded in every way, as deep as it goes. */
export function viewsOf(text: string, level = 4): string[] {
  const inner: string[] = [];
  if (text.includes('\0')) inner.push(text.replaceAll('\0', ''));
  if (text.includes('%'))
    inner.push(
      text.replaceAll(/(?:%[\dA-Fa-f]{2})+/g, (run) =>
        Buffer.from(run.replaceAll('%', ''), 'hex').toString('latin1'),
      ),
    );
  if (text.includes('&'))
    inner.push(text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'));
  if (text.includes('\\')) inner.push(text.replaceAll(/\\r|\\n/g, '\n').replaceAll(/\\(.)/g, '$1'));
  for (const [run] of text.replaceAll(/\r?\n(?=[A-Za-z0-9+/]{8,}=*)/g, '').matchAll(/[A-Za-z0-9+/_-]{16,}/g))
    for (const part of new Set([run, ...run.split(/[-_]/)]))
      if (part.length >= 16) inner.push(Buffer.from(part, 'base64').toString('latin1'));
  return [text, ...(level === 0 ? [] : inner.flatMap((one) => viewsOf(one, level - 1)))];
}

/** What looks like a secret and is none: it stays, in every form. */
export const NOT_SECRET: readonly [name: string, value: string][] = [
  ['next_token', 'AAAAAV3MpHK1AP0pfERHZN5pu6kw'],
  ['nextToken', 'AAAAAV3MpHK1AP0pfERHZN5pu6kw'],
  ['page_token', 'abcdef123456'],
  ['next_page_token', 'x1y2z3'],
  ['continuationToken', 'x1y2z3-44'],
  ['cursor', 'eyJpZCI6MTIzNDU2Nzg5MDEyfQ=='],
  ['max_tokens', '4096'],
  ['total_tokens', '123456'],
  ['prompt_tokens', '10'],
  ['token_count', '1234567'],
  ['token', '88'],
  ['token_type', 'bearer-1'],
  ['eos_token', 'end-of-text-1'],
  ['has_password', 'true'],
  ['password', 'true'],
  ['secretary', 'Miss Marple 1'],
  ['tokenizer', 'cl100k-base'],
  ['author', 'alice-1'],
  ['key', 'conversation-1'],
  ['public_key', 'abcdef123456'],
  ['signature_method', 'HMAC-SHA1'],
  ['session_id', 'b3b1c2d4-1a2b'],
  ['nonce', 'b3b1c2d41a2b'],
  ['title', 'Basic information about tokens'],
  ['note', 'the token: invalid'],
  ['hint', 'password: required'],
  ['text', 'Basic authentication is used'],
  ['sentence', 'a bearer of bad news'],
  ['image', 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk'],
  ['at', '2026-03-19T18:13:10.777767+08:00'],
  ['link', 'https://x.example/a/b?page=2&size=10#top'],
  ['percent', '100% of 50%25'],
  ['comparison', 'a < b && c > d'],
  ['html', '<b>bold</b> & <i>token</i>'],
];
