import type { Credentials } from '../../auth/client.ts';
import type { Exchange, Header, WireRequest } from '../../http/exchange.ts';
import type { createWireSend } from '../../http/wire-send.ts';
import type { RouteMatch } from '../../spec/match.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import { type IncomingRequest, withoutHopByHop } from '../incoming-request.ts';
import { withoutCredentials } from './without-credentials.ts';

/** Sends a client's request to the real service; no more when the client has left. */
export type Upstream = (incoming: IncomingRequest, match: RouteMatch) => Promise<Exchange>;

interface UpstreamOptions {
  /** What takes the place of the vendor's origin, without a slash at its end. */
  readonly base: string;
  readonly send: ReturnType<typeof createWireSend>;
  /** Credentials that replace the client's; undefined: the client's own are passed on. */
  readonly credentialsOf: (spec: Spec, operation: Operation) => Credentials | undefined;
}

/**
 * A client signs for this host, while the vendor checks for its own, so a client's signature is never valid there.
 * With credentials the request is signed again, and the client may use any.
 */
export function createUpstream({ base, send, credentialsOf }: UpstreamOptions): Upstream {
  return async (incoming, { route }) => {
    const { spec, operation } = route;
    const headers = withoutHopByHop(incoming.headers)
      .filter(([name]) => !/^(host|content-length)$/i.test(name))
      .map(readable);
    const request: WireRequest = {
      method: incoming.method,
      url: base + incoming.target.slice(route.mount.length),
      headers,
      body: incoming.body.length === 0 ? undefined : incoming.body,
    };
    const credentials = credentialsOf(spec, operation);
    const ready = credentials ? await proven(credentials, withoutCredentials(request, spec)) : request;
    return send(ready, incoming.left);
  };
}

/** Only encodings that can be decoded here are accepted: other bodies could not be searched for secrets. */
function readable([name, value]: Header): Header {
  if (name.toLowerCase() !== 'accept-encoding') return [name, value];
  const kept = value.split(',').filter((one) => /^\s*(gzip|deflate|br|identity)\s*(;|$)/i.test(one));
  return [name, kept.length > 0 ? kept.join(',').trim() : 'identity'];
}

/** Headers of the security schemes come last; the client's own keep their order. */
async function proven(credentials: Credentials, request: WireRequest): Promise<WireRequest> {
  const { method, url, headers, body } = request;
  const byName = new Map(headers.map(([name, value]) => [canonical(name), value]));
  const made = await credentials.apply({ method, url, body, headers: Object.fromEntries(byName) });
  const added = Object.entries(made.headers).filter(([name, value]) => byName.get(canonical(name)) !== value);
  const replaced = added.map(([name]) => canonical(name));
  return {
    method: made.method,
    url: made.url,
    body: made.body,
    headers: [...headers.filter(([name]) => !replaced.includes(canonical(name))), ...added],
  };
}

/** Header names are compared without letter case; only to cookies a scheme adds its own. */
function canonical(name: string): string {
  const lower = name.toLowerCase();
  return lower === 'cookie' ? 'Cookie' : lower;
}
