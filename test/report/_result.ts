import { gzipSync } from 'node:zlib';
import { CHECK_LIST } from '../../src/contract/checks.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import type { Finding } from '../../src/result/finding.ts';
import type { LedgerEntry } from '../../src/result/ledger.ts';
import type { Result, SpecResult } from '../../src/result/result.ts';

const AT = Date.UTC(2026, 2, 20, 8, 0, 0);

/** A result; what is not given is small and green. */
export function result(specs: readonly Partial<SpecResult>[] = [{}], more: Partial<Result> = {}): Result {
  return {
    format: 1,
    at: AT,
    milliseconds: 1234.5,
    grade: 'documented',
    catalogue: CHECK_LIST.map(({ name, title, area }) => ({ name, title, area })),
    ...more,
    specs: specs.map(spec),
  };
}

export function spec(more: Partial<SpecResult> = {}): SpecResult {
  const vendor = more.vendor ?? 'tiny';
  return {
    vendor,
    title: 'Tiny',
    file: `/home/me/project/specs/${vendor}.yaml`,
    target: 'https://tiny.example',
    operations: ['listNotes'],
    requests: 12,
    checks: 1204,
    milliseconds: 812.4,
    findings: [],
    ledger: [
      entry('check', 'total'),
      entry('check', 'has-more'),
      entry('status', '200'),
      entry('parameter', 'query/page'),
    ],
    stopped: undefined,
    ...more,
  };
}

export function entry(kind: LedgerEntry['kind'], name: string, more: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    vendor: 'tiny',
    operation: 'listNotes',
    kind,
    name,
    state: 'checked',
    reason: undefined,
    detail: undefined,
    ...more,
  };
}

export function skipped(
  kind: LedgerEntry['kind'],
  name: string,
  reason: LedgerEntry['reason'],
  detail?: string,
): LedgerEntry {
  return entry(kind, name, { state: 'skipped', reason, detail });
}

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    check: 'has-more',
    level: 'error',
    grade: 'documented',
    vendor: 'tiny',
    operation: 'listNotes',
    title: 'more is true on the last page',
    expected: 'false: no row stands behind this page',
    actual: 'true',
    pointer: '/more',
    source: {
      file: '/home/me/project/specs/tiny.yaml',
      line: 42,
      pointer: '/paths/~1notes/get/x-confab/paging/next',
      evidence: 'documented: the page on paging',
    },
    count: 1,
    exchange: exchange({ notes: [{ id: '1' }], more: true }),
    curl: `curl 'https://tiny.example/notes?page=3' \\\n  -H 'Authorization: Bearer '"$CONFAB_TINY_KEY"''`,
    entries: [],
    ...more,
  };
}

/** An exchange with a JSON body, or with a body as it is. */
export function exchange(body: object | string | Uint8Array, more: Partial<Exchange> = {}): Exchange {
  const bytes =
    body instanceof Uint8Array
      ? body
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
  return {
    origin: 'recording',
    request: {
      method: 'GET',
      url: 'https://tiny.example/notes?page=3',
      headers: [
        ['Accept', 'application/json'],
        ['Authorization', 'Bearer SECRET-1'],
        ['X-Api-Key', 'SECRET-2'],
      ],
      body: undefined,
    },
    response: {
      status: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['Set-Cookie', 'session=SECRET-3'],
      ],
      body: new Uint8Array(bytes),
      complete: true,
    },
    milliseconds: 12.3,
    at: AT,
    ...more,
  };
}

export function gzipped(text: string): Exchange {
  const plain = exchange('');
  return {
    ...plain,
    response: {
      ...(plain.response as NonNullable<Exchange['response']>),
      headers: [
        ['Content-Type', 'application/json'],
        ['Content-Encoding', 'gzip'],
      ],
      body: new Uint8Array(gzipSync(text)),
    },
  };
}

/** What a hostile target could put into every text. */
export const HOSTILE =
  `</pre></script><script>alert(1)</script><img src=x onerror=alert(2)>"'&amp; ` +
  `]]> --> %0A::error::x,y \u001b[31mred\u0007\u0000 \u202etxt \ud800 line\r\nbreak\ttab 中文 😀 \`\${x}\``;

/** Every text of it hostile, every kind of body, every state. */
export function hostileResult(): Result {
  const vendor = 'tiny';
  const texts = {
    title: HOSTILE,
    expected: HOSTILE,
    actual: HOSTILE,
    curl: `curl '${HOSTILE}'`,
    source: { file: '/home/me/project/specs/tiny.yaml', line: 7, pointer: `/${HOSTILE}`, evidence: HOSTILE },
  };
  const hostileHeaders = exchange({ text: HOSTILE });
  const bodies: Exchange[] = [
    exchange({ [HOSTILE]: [HOSTILE, { deep: HOSTILE }] }),
    exchange(HOSTILE),
    exchange(''),
    exchange(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d, 0xef, 0xbf, 0xbd, 0x00])),
    exchange(
      JSON.stringify({ notes: Array.from({ length: 10_000 }, (_, id) => ({ id, text: '中'.repeat(30) })) }),
    ),
    exchange('x'.repeat(1_000_000)),
    exchange(`"${'y'.repeat(1_000_000)}"`),
    exchange('['.repeat(100_000) + ']'.repeat(100_000)),
    gzipped(JSON.stringify({ text: HOSTILE })),
    { ...gzipped('x'), response: { ...gzipped('x').response!, body: new Uint8Array([1, 2, 3]) } },
    {
      ...hostileHeaders,
      request: {
        method: 'POST',
        url: `https://tiny.example/${HOSTILE}`,
        headers: [[`X-${HOSTILE}`, HOSTILE]],
        body: HOSTILE,
      },
      response: { ...hostileHeaders.response!, status: 599, headers: [[HOSTILE, HOSTILE]], complete: false },
    },
    { ...hostileHeaders, response: undefined, noAnswer: { why: 'reset', message: HOSTILE } },
  ];
  const pointers = ['', `/${HOSTILE}`, '/notes/9999/text', '/notes/99999', '/0/0/0', 'no pointer'];
  return result([
    {
      vendor,
      title: HOSTILE,
      target: HOSTILE,
      findings: bodies.flatMap((one, index) => [
        finding({
          ...texts,
          vendor,
          exchange: one,
          pointer: pointers[index % pointers.length] as string,
          level: (['error', 'warning', 'info'] as const)[index % 3]!,
          count: index + 1,
          entries: ['parameter:query/page'],
        }),
      ]),
      ledger: [
        entry('check', 'has-more', { state: 'failed' }),
        entry('parameter', HOSTILE, { state: 'failed' }),
        entry('enum', `query/x=${HOSTILE}`, { state: 'inconclusive', reason: 'moving', detail: HOSTILE }),
        entry('property', `200/${HOSTILE}`, { state: 'waived', detail: HOSTILE }),
        skipped('cause', 'gone', 'not-provoked', HOSTILE),
        skipped('cause', HOSTILE, 'not-reached'),
      ],
      stopped: { operation: 'listNotes', why: 'reset', message: HOSTILE },
    },
  ]);
}
