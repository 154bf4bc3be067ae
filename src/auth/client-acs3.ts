import type { Cause } from '../spec/causes.ts';
import { signAcs3 } from './acs3.ts';
import { altered } from './altered.ts';
import { type ClientOptions, type SchemeClient, type Unproven, withHeaders } from './unproven.ts';

const DAY = 86_400_000;

/** Signs requests with ACS3-HMAC-SHA256; the secret is `id:secret` of an access key. */
export function acs3Client(pair: string, { now, nonce }: ClientOptions): SchemeClient {
  const at = pair.indexOf(':');
  const [id, secret] = [pair.slice(0, at), pair.slice(at + 1)];
  let last = nonce();

  function sign(request: Unproven, flaw: Cause | undefined): Record<string, string> {
    const { host, pathname, search } = new URL(request.url);
    if (flaw !== 'nonce-reused') last = nonce();
    return signAcs3(
      {
        method: request.method,
        path: pathname,
        query: search.slice(1),
        headers: { ...request.headers, host },
        body: request.body ?? '',
      },
      {
        id: flaw === 'unknown-key' ? altered(id) : id,
        secret: flaw === 'wrong-signature' ? altered(secret) : secret,
        now: flaw === 'stale-date' ? now() - DAY : now(),
        nonce: last,
      },
    );
  }

  const breaks: Partial<Record<Cause, Readonly<Record<string, string | undefined>>>> = {
    'no-credential': { authorization: undefined },
    'unsupported-algorithm': {
      authorization: `ACS0-HMAC-SHA1 Credential=${id},SignedHeaders=host,Signature=00`,
    },
    'missing-header': { 'x-acs-date': undefined },
    'malformed-date': { 'x-acs-date': 'yesterday' },
  };

  return {
    secrets: [secret],
    flaws: [
      'no-credential',
      'unsupported-algorithm',
      'missing-header',
      'malformed-date',
      'stale-date',
      'unknown-key',
      'wrong-signature',
      'nonce-reused',
    ],
    apply(request, flaw) {
      const { host: _, ...headers } = sign(request, flaw);
      return withHeaders({ ...request, headers }, (flaw && breaks[flaw]) ?? {});
    },
  };
}
