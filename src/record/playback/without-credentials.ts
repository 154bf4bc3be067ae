import type { Header, WireRequest } from '../../http/exchange.ts';
import type { Spec } from '../../spec/spec.ts';

/** A request without the credentials of the spec's security schemes. */
export function withoutCredentials(request: WireRequest, { securitySchemes }: Spec): WireRequest {
  let { url, headers } = request;
  for (const scheme of Object.values(securitySchemes)) {
    if (scheme.type === 'mutualTLS') continue;
    if (scheme.type !== 'apiKey') {
      const isSigned = scheme.type === 'http' && scheme.scheme.toLowerCase().startsWith('acs3');
      headers = withoutHeaders(headers, isSigned ? OF_A_SIGNATURE : /^authorization$/);
    } else if (scheme.in === 'query') url = withoutQuery(url, scheme.name);
    else if (scheme.in === 'cookie') headers = headers.flatMap((one) => withoutCookie(one, scheme.name));
    else headers = headers.filter(([name]) => name.toLowerCase() !== scheme.name.toLowerCase());
  }
  return { ...request, url, headers };
}

/** They belong to the client's key: signed with another key, its session token would be taken for that key's. */
const OF_A_SIGNATURE =
  /^(authorization|x-acs-(date|signature-nonce|content-sha256|security-token|accesskey-id|credentials-provider|signature-.*))$/;

function withoutHeaders(headers: readonly Header[], names: RegExp): readonly Header[] {
  return headers.filter(([name]) => !names.test(name.toLowerCase()));
}

function withoutQuery(url: string, name: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  const kept = url
    .slice(at + 1)
    .split('&')
    .filter((pair) => new URLSearchParams(pair).get(name) === null);
  return url.slice(0, at) + (kept.length > 0 ? `?${kept.join('&')}` : '');
}

function withoutCookie([header, value]: Header, name: string): Header[] {
  if (header.toLowerCase() !== 'cookie') return [[header, value]];
  const kept = value.split(/;\s*/).filter((pair) => !pair.startsWith(`${name}=`));
  return kept.length > 0 ? [[header, kept.join('; ')]] : [];
}
