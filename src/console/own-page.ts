import type { Spec } from '../spec/spec.ts';
import { version } from '../version.ts';
import { toHomePage } from './home-page.ts';
import { prefersHtml } from './prefers-html.ts';
import type { ShownRequests } from './requests-section.ts';
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
  readonly scope: string;
  /** What the control API answers to this client who asks for the scope's journal. */
  readonly askJournal: (path: string) => Promise<Response>;
}

interface OwnPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a server shows of itself: at `/` what it serves, as a page for people or as JSON for programs; and its health. */
export async function toOwnPage(options: OwnPageOptions): Promise<OwnPage> {
  const { specs, seed, path, url, accept } = options;
  if (path === HEALTH)
    return json({
      status: 'ok',
      name: 'confab',
      version: version(),
      mode: 'mock',
      vendors: specs.map(({ name }) => name),
    });
  const vendors = toServedVendors(specs, url);
  if (prefersHtml(accept)) return toHomePage({ vendors, url, seed, requests: await toRequests(options) });
  const at = (own: string) => new URL(own, url).href;
  return json({
    name: 'confab',
    version: version(),
    url,
    seed,
    vendors,
    health: at(HEALTH),
    control: at('/_confab/openapi.json'),
  });
}

/** So many are looked at; the journal itself has more. */
const MOST_SHOWN = 50;

/** Whoever may not read the journal does not see it here either. */
async function toRequests({ scope, askJournal }: OwnPageOptions): Promise<ShownRequests> {
  const path = `/_confab/scopes/${encodeURIComponent(scope)}/journal`;
  const response = await askJournal(`${path}?limit=${MOST_SHOWN}`);
  const answered = (await response.json()) as { entries?: ShownRequests['entries']; detail?: string };
  const { entries = [], detail } = answered;
  return { scope, entries, ...(!response.ok && { whyNot: detail ?? `status ${response.status}` }) };
}

function json(value: unknown): OwnPage {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', vary: 'accept' },
    body: JSON.stringify(value),
  };
}
