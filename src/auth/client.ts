import type { Cause } from '../spec/causes.ts';
import type { SecurityScheme } from '../spec/security.ts';
import { acs3Client } from './client-acs3.ts';
import { apiKeyClient, basicClient, bearerClient } from './client-keys.ts';
import type { ClientOptions, SchemeClient, Unproven } from './unproven.ts';

/** Proves who asks, or fails to in a chosen way. */
export interface Credentials {
  /** The ways to fail that the schemes know, each named by the cause that it gives. */
  readonly flaws: readonly Cause[];
  /** Adds credentials to a request; with a flaw, those that must be refused for that cause. */
  apply(request: Unproven, flaw?: Cause): Promise<Unproven>;
}

/**
 * The client's side of one security requirement: every scheme of it. `secrets` holds each scheme's
 * credential by the scheme's name, of a pair as `id:secret`. Throws when one is missing.
 */
export function createCredentials(
  names: readonly string[],
  schemes: Readonly<Record<string, SecurityScheme>>,
  secrets: Readonly<Record<string, string>>,
  options: ClientOptions,
): Credentials {
  const clients = names.map((name) => toClient(name, schemes[name], secrets[name], options));
  return {
    flaws: [...new Set(clients.flatMap(({ flaws }) => flaws))],
    async apply(request, flaw) {
      let proven = request;
      // Only the first scheme that knows the flaw has it: the others are right.
      const flawed = clients.findIndex(({ flaws }) => flaw !== undefined && flaws.includes(flaw));
      for (const [index, client] of clients.entries())
        proven = await client.apply(proven, index === flawed ? flaw : undefined);
      return proven;
    },
  };
}

function toClient(
  name: string,
  scheme: SecurityScheme | undefined,
  secret: string | undefined,
  options: ClientOptions,
): SchemeClient {
  if (scheme === undefined || secret === undefined) throw new Error(`no credential was given for ${name}`);
  if (scheme.type === 'apiKey') return apiKeyClient(scheme, secret);
  if (scheme.type === 'http') {
    const kind = scheme.scheme.toLowerCase();
    if (kind === 'basic') return basicClient(secret);
    if (kind === 'acs3-hmac-sha256') return acs3Client(secret, options);
  }
  return bearerClient(scheme['x-confab']?.credential ?? {}, secret, options);
}
