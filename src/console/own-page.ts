import type { Spec } from '../spec/spec.ts';
import { version } from '../version.ts';
import { toHomePage } from './home-page.ts';
import { prefersHtml } from './prefers-html.ts';
import { toServedVendors } from './served-vendors.ts';

/** Where programs ask whether the server is there. */
export const HEALTH = '/_confab/health';

interface OwnPageOptions {
  readonly specs: readonly Spec[];
  readonly seed: number;
  /** The path of what is asked for, without the prefix of a scope. */
  readonly path: string;
  /** Where the server is as this client knows it, with the prefix of the scope. */
  readonly url: string;
  readonly accept: string | null;
}

interface OwnPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a server shows of itself: at `/` what it serves, as a page for people or as JSON for programs; and its health. */
export function toOwnPage({ specs, seed, path, url, accept }: OwnPageOptions): OwnPage {
  if (path === HEALTH)
    return json({ status: 'ok', name: 'confab', version: version(), vendors: specs.map(({ name }) => name) });
  const vendors = toServedVendors(specs, url);
  if (prefersHtml(accept)) return toHomePage({ vendors, url, seed });
  return json({ name: 'confab', version: version(), url, seed, vendors, health: new URL(HEALTH, url).href });
}

function json(value: unknown): OwnPage {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', vary: 'accept' },
    body: JSON.stringify(value),
  };
}
