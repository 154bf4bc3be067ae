import { PROGRAM } from '../program.ts';
import type { Spec } from '../spec/spec.ts';
import { plural } from '../text/plural.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { toServedVendors } from './served-vendors.ts';

/** More vendors than this are not listed: all of it stays on one screen. */
const MOST_LISTED = 8;
/** A command that is longer is not shown. */
const MOST_LINES = 6;
/** Where a mock listens unless it is told otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:4010';

/**
 * What a listening mock prints, on one screen: each vendor's address and a credential, one command, and where more is.
 * `named`: vendors and files as the user named them.
 */
export function toBanner(specs: readonly Spec[], url: string, named: readonly string[] = []): string {
  const vendors = toServedVendors(specs, url);
  const listed = vendors.slice(0, MOST_LISTED);
  const columns = [width(listed.map(({ name }) => name)), width(listed.map((vendor) => vendor.url))] as const;
  const rows = listed.map(({ name, url: base, credential }) => {
    const key = credential === '' ? 'no credential needed' : `test credential ${credential}`;
    return `  ${name.padEnd(columns[0])}  ${base.padEnd(columns[1])}  ${key}`;
  });
  if (vendors.length > listed.length) rows.push(`  and ${vendors.length - listed.length} more: ${url}/`);
  const more = `${PROGRAM} curl ${url === DEFAULT_URL ? '' : `--url ${url} `}${curlArguments(named)}`;
  return [
    `confab: ${plural(vendors.length, 'vendor')} on ${url}`,
    '',
    ...rows,
    '',
    "Replace a vendor's origin by its address and keep the path; an SDK that takes",
    `only a host gets ${new URL(url).host}. Try it:`,
    '',
    ...exampleOf(vendors).split('\n'),
    '',
    `More commands: ${more}`,
    `All of this as a page: ${url}/ · Stop with Ctrl-C.`,
  ].join('\n');
}

/** The same for programs, as one line of JSON, with every command. */
export function toJsonBanner(specs: readonly Spec[], url: string): string {
  const vendors = toServedVendors(specs, url).map(({ name, url: base, credential, operations }) => ({
    name,
    url: base,
    credential,
    operations: operations.map(({ id, curl }) => ({ id, curl })),
  }));
  return JSON.stringify({ event: 'listening', url, vendors });
}

/** The command of the operation that is called most easily. */
function exampleOf(vendors: ReturnType<typeof toServedVendors>): string {
  const plain = vendors.flatMap(({ operations }) => operations).filter(({ signed }) => !signed);
  const [best] = plain.map(({ curl }) => curl).sort((a, b) => a.length - b.length);
  if (best === undefined || best.split('\n').length > MOST_LINES) return `  curl ${vendors[0]?.url ?? ''}`;
  return best.replaceAll(/^/gm, '  ');
}

function curlArguments(named: readonly string[]): string {
  return named.length === 1 ? shellWord(named[0] as string) : '[vendor]';
}

function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : shellQuote(text);
}

function width(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}
