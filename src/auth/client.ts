import type { SecurityScheme } from '../spec/security.ts';
import { acs3Client } from './client-acs3.ts';
import { apiKeyClient, basicClient, bearerClient } from './client-keys.ts';
import type { ClientOptions, Flaw, OutgoingRequest, SchemeClient } from './scheme-client.ts';

/** Proves who asks, or fails to in a chosen way. */
export interface Credentials {
  /** The ways to fail that the schemes know. */
  readonly flaws: readonly Flaw[];
  /** What nobody may see: no answer has it, and no report. */
  readonly secrets: readonly string[];
  /** Adds credentials to a request; with a flaw, those that must be refused for it. */
  apply(request: OutgoingRequest, flaw?: Flaw): Promise<OutgoingRequest>;
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
  const clients = names.map((scheme) => ({
    scheme,
    client: toClient(scheme, schemes[scheme], secrets[scheme], options),
  }));
  return {
    flaws: clients.flatMap(({ scheme, client }) => client.flaws.map((flaw): Flaw => ({ ...flaw, scheme }))),
    secrets: clients.flatMap(({ client }) => client.secrets),
    async apply(request, flaw) {
      let proven = request;
      // Only one scheme fails, so that it is seen to be looked at: the others are right.
      for (const { scheme, client } of clients)
        proven = await client.apply(proven, flaw?.scheme === scheme ? flaw : undefined);
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
