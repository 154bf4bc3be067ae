import type { SecurityScheme } from '../spec/security.ts';
import { acs3Client } from './client-acs3.ts';
import { apiKeyClient, basicClient, bearerClient } from './client-keys.ts';
import type { Flaw, OutgoingRequest, SchemeClient, SignerOptions } from './scheme-client.ts';

/** Adds credentials to requests: right ones, or ones with a chosen flaw. */
export interface Credentials {
  /** The flaws that the schemes can produce. */
  readonly flaws: readonly Flaw[];
  /** Texts that no answer and no report may contain. */
  readonly secrets: readonly string[];
  /** Adds the credentials; with a flaw, such as must be refused for it. */
  apply(request: OutgoingRequest, flaw?: Flaw): Promise<OutgoingRequest>;
}

/**
 * The client's side of one security requirement with all its schemes. `secrets` holds the credential of each
 * scheme by its name; a pair is written `id:secret`. Throws when one is missing.
 */
export function createCredentials(
  names: readonly string[],
  schemes: Readonly<Record<string, SecurityScheme>>,
  secrets: Readonly<Record<string, string>>,
  options: SignerOptions,
): Credentials {
  const clients = names.map((scheme) => ({
    scheme,
    client: toClient(scheme, schemes[scheme], secrets[scheme], options),
  }));
  return {
    flaws: clients.flatMap(({ scheme, client }) => client.flaws.map((flaw): Flaw => ({ ...flaw, scheme }))),
    secrets: clients.flatMap(({ client }) => client.secrets),
    async apply(request, flaw) {
      let outgoing = request;
      // Only one scheme has the flaw: a refusal then shows that the server checks this very scheme.
      const isFlawed = (scheme: string) => flaw?.scheme === scheme;
      for (const { scheme, client } of clients)
        if (!isFlawed(scheme) && !(flaw && isSamePlace(schemes[flaw.scheme], schemes[scheme])))
          outgoing = await client.apply(outgoing, undefined);
      for (const { scheme, client } of clients)
        if (isFlawed(scheme)) outgoing = await client.apply(outgoing, flaw);
      return outgoing;
    },
  };
}

/** One token in the same header does for both: a right one would hide what is wrong with the other. */
function isSamePlace(one: SecurityScheme | undefined, other: SecurityScheme | undefined): boolean {
  return isInAuthorization(one) && isInAuthorization(other);
}

function isInAuthorization(scheme: SecurityScheme | undefined): boolean {
  if (scheme?.type === 'apiKey')
    return scheme.in === 'header' && scheme.name.toLowerCase() === 'authorization';
  return scheme !== undefined;
}

function toClient(
  name: string,
  scheme: SecurityScheme | undefined,
  secret: string | undefined,
  options: SignerOptions,
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
