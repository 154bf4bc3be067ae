/** What is wrong with the credential of a request: the cause and the scheme that has it; undefined when nothing is seen. */
export function flawOf(context, { asked, state }) {
  for (const scheme of context.schemes) {
    const cause = flawOfScheme(context.spec.securitySchemes[scheme], context.secrets[scheme], asked, state);
    if (cause) return { cause, scheme };
  }
  return undefined;
}

function flawOfScheme(scheme, secret, asked, state) {
  if (scheme.type === 'apiKey') return flawOfKey(scheme, secret, asked);
  const { authorization } = asked.headers;
  if (authorization === undefined) return 'no-credential';
  const kind = scheme.scheme?.toLowerCase();
  if (kind === 'acs3-hmac-sha256') return flawOfAcs3(secret, asked, state);
  if (kind === 'basic') {
    if (authorization === `Basic ${Buffer.from(secret).toString('base64')}`) return undefined;
    return /^Basic [\w+/]{8,}=*$/.test(authorization) ? 'wrong-credential' : 'malformed-credential';
  }
  return flawOfBearer(scheme['x-confab']?.credential ?? {}, secret, authorization);
}

function flawOfKey({ in: place, name }, secret, asked) {
  const given = {
    header: () => asked.headers[name.toLowerCase()],
    query: () => new URL(asked.url).searchParams.get(name) ?? undefined,
    cookie: () => new RegExp(`${name}=([^;]*)`).exec(asked.headers.cookie ?? '')?.[1],
  }[place]();
  if (given === secret) return undefined;
  if (given === undefined) return 'no-credential';
  return given.length < 3 ? 'malformed-credential' : 'wrong-credential';
}

function flawOfBearer({ pattern }, secret, authorization) {
  const token = /^Bearer (.+)$/.exec(authorization)?.[1];
  if (token === secret) return undefined;
  if (token === undefined || /\s/.test(token)) return 'malformed-credential';
  const claims = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
  if (claims) {
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    return (exp > 1e11 ? exp : exp * 1000) < Date.now() ? 'expired-credential' : 'wrong-signature';
  }
  return pattern !== undefined && !new RegExp(pattern).test(token)
    ? 'malformed-credential'
    : 'wrong-credential';
}

function flawOfAcs3(secret, { headers }, state) {
  const nonce = headers['x-acs-signature-nonce'];
  state.nonces ??= new Set();
  const isKnown = state.nonces.has(nonce);
  state.nonces.add(nonce);
  const date = headers['x-acs-date'];
  if (!headers.authorization.startsWith('ACS3-HMAC-SHA256')) return 'unsupported-algorithm';
  if (date === undefined) return 'missing-header';
  const at = Date.parse(date);
  if (Number.isNaN(at)) return 'malformed-date';
  if (Math.abs(Date.now() - at) > 20 * 60_000) return 'stale-date';
  const id = /Credential=([^,]+)/.exec(headers.authorization)?.[1];
  if (id !== secret.slice(0, secret.indexOf(':'))) return 'unknown-key';
  return isKnown ? 'nonce-reused' : 'wrong-signature';
}
