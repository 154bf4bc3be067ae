import { FixtureError } from '../../errors.ts';
import type { Exchange, WireResponse } from '../../http/exchange.ts';
import { urlWithoutSecrets } from '../../redact/without-secrets.ts';
import type { Matcher } from '../../spec/match.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import { excerpt } from '../../text/excerpt.ts';
import { UnreadableFileError } from '../../text-file.ts';
import type { StoredRequest } from '../fixture.ts';
import { matchOperation, toStoredRequest } from '../incoming-request.ts';
import { fromEntry } from './from-entry.ts';
import type { HarEntry } from './har.ts';
import type { loadHar } from './load-har.ts';
import { noneSentence } from './words.ts';

/** An entry whose request is for an operation of the specs. */
export interface MatchedEntry {
  /** The file, and the entry's place in it. */
  readonly file: string;
  readonly spec: Spec;
  readonly operation: Operation;
  readonly request: StoredRequest;
  readonly exchange: Exchange;
  readonly response: WireResponse;
}

/** Why an entry is left out: its request is for no operation, or it cannot be used. */
type LeftOutReason =
  | 'not of the specs'
  | 'not an entry'
  | 'no time'
  | 'attachment refused'
  | Extract<ReturnType<typeof fromEntry>, string>;

interface MatchedEntries {
  /** The HAR file. */
  readonly file: string;
  readonly matched: readonly MatchedEntry[];
  /** What was left out: the request, and why. */
  readonly left: readonly { readonly asked: string; readonly why: LeftOutReason }[];
}

/**
 * The entries whose paths belong to operations of the specs: of any host, or only those below `base`. Throws a
 * FixtureError when there is none.
 */
export function readEntries(
  har: ReturnType<typeof loadHar>,
  matcher: Matcher,
  base?: string,
): MatchedEntries {
  const matched: MatchedEntry[] = [];
  const left: { asked: string; why: LeftOutReason }[] = [];
  for (const [index, entry] of har.entries.entries()) {
    if (typeof entry === 'string') {
      left.push({ asked: entry, why: 'not an entry' });
      continue;
    }
    try {
      const found = matchEntry(har, entry, index, matcher, base);
      if (typeof found === 'string') left.push({ asked: shown(entry), why: found });
      else matched.push(found);
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      left.push({ asked: `${shown(entry)}: ${error.message}`, why: 'attachment refused' });
    }
  }
  const entries = { file: har.file, matched, left };
  if (matched.length === 0) throw new FixtureError(har.file, noneSentence(entries, matcher));
  return entries;
}

function matchEntry(
  har: ReturnType<typeof loadHar>,
  entry: HarEntry,
  index: number,
  matcher: Matcher,
  base: string | undefined,
): MatchedEntry | LeftOutReason {
  const { request, time } = entry;
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  const at = Date.parse(entry.startedDateTime);
  if (!url || !/^https?:$/.test(url.protocol)) return 'not of HTTP';
  if (Number.isNaN(at)) return 'no time';
  const target = targetOf(url, base);
  if (target === undefined) return 'not of the specs';
  const method = request.method.toUpperCase();
  const nothing = { headers: [], body: new Uint8Array() };
  const found = matchOperation(matcher, { method, target, ...nothing });
  if ('miss' in found) return 'not of the specs';
  const converted = fromEntry(entry, target, (name) => har.attachment(name));
  if (typeof converted === 'string') return converted;
  const { asked, response } = converted;
  const stored = toStoredRequest(asked, found);
  return {
    file: `${har.file}#/log/entries/${index}`,
    spec: found.route.spec,
    operation: found.route.operation,
    request: stored,
    response,
    exchange: {
      origin: 'recording',
      request: { method, url: url.href, headers: asked.headers, body: undefined },
      response,
      milliseconds: Math.min(Math.max(0, time ?? 0), Number.MAX_SAFE_INTEGER),
      at,
    },
  };
}

/** The part of the address after the base, or after the host when no base is given. */
function targetOf({ origin, pathname, search }: URL, base: string | undefined): string | undefined {
  const whole = origin + pathname;
  if (base === undefined) return pathname + search;
  return whole.startsWith(`${base}/`) ? whole.slice(base.length) + search : undefined;
}

/** Without the query, which may be long and contain secrets, and without a password. */
function shown({ request }: HarEntry): string {
  const [address = ''] = request.url.split(/[?#]/, 1);
  return `${excerpt(request.method, 20)} ${excerpt(urlWithoutSecrets(address.replace(/\/\/[^/]*@/, '//')), 200)}`;
}
