import { jsonOfToken } from './tokens.js';

/**
 * What is wrong with the credential of a request, in the words of those who send it: the cause, the variant
 * and the scheme that has it; undefined when nothing is seen.
 */
export function flawOf({ lib, schemes, spec, secrets }, { asked, state }) {
  for (const scheme of schemes) {
    const flaw = flawOfScheme(lib, spec.securitySchemes[scheme], secrets[scheme], asked, state);
    if (flaw) return { ...flaw, scheme };
  }
  return undefined;
}

export function isSameFlaw(one, other) {
  return one?.cause === other.cause && one.variant === other.variant && one.scheme === other.scheme;
}

function flawOfScheme(lib, scheme, secret, asked, state) {
  if (scheme.type === 'apiKey') return flawOfKey(scheme, secret, asked);
  const { authorization } = asked.headers;
  if (authorization === undefined) return { cause: 'no-credential' };
  const kind = scheme.scheme?.toLowerCase();
  if (kind === 'acs3-hmac-sha256') return flawOfAcs3(lib, secret, asked, state);
  if (kind === 'basic') return flawOfBasic(secret, authorization);
  return flawOfBearer(scheme['x-confab']?.credential ?? {}, secret, authorization);
}

function flawOfKey({ in: place, name, 'x-confab': hints }, secret, asked) {
  const given = {
    header: () => asked.headers[name.toLowerCase()],
    query: () => new URL(asked.url).searchParams.get(name) ?? undefined,
    cookie: () => new RegExp(`${name}=([^;]*)`).exec(asked.headers.cookie ?? '')?.[1],
  }[place]();
  if (given === secret) return undefined;
  if (given === undefined) return { cause: 'no-credential' };
  if (given === '') return { cause: 'no-credential', variant: 'an empty one' };
  const near = nearFlaw(hints?.credential?.pattern, secret, given);
  if (near) return near;
  return { cause: given === '-' ? 'malformed-credential' : 'wrong-credential' };
}

function flawOfBasic(secret, authorization) {
  if (authorization.startsWith('Bearer '))
    return { cause: 'malformed-credential', variant: 'under the scheme Bearer' };
  const pair = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
  if (pair === secret) return undefined;
  if (pair.length < 3) return { cause: 'malformed-credential' };
  return pair.includes(':')
    ? { cause: 'wrong-credential' }
    : { cause: 'malformed-credential', variant: 'without a colon' };
}

function flawOfBearer({ pattern, jwt }, secret, authorization) {
  if (/^Bearer\s*$/.test(authorization)) return { cause: 'no-credential', variant: 'the word Bearer alone' };
  if (authorization === `Basic ${secret}`)
    return { cause: 'malformed-credential', variant: 'under the scheme Basic' };
  const token = /^Bearer (.+)$/.exec(authorization)?.[1];
  if (token === secret) return undefined;
  const near = token === undefined ? undefined : nearFlaw(pattern, secret, token);
  if (near) return near;
  if (token === undefined) return { cause: 'malformed-credential' };
  const [header, claims] = jsonOfToken(token);
  if (header && claims) {
    if (header.alg === 'none')
      return { cause: 'malformed-credential', variant: 'a token that calls itself unsigned' };
    const ends = claims.exp > 1e11 ? claims.exp : claims.exp * 1000;
    return { cause: ends < Date.now() ? 'expired-credential' : 'wrong-signature' };
  }
  if (pattern !== undefined && !new RegExp(pattern).test(token)) return { cause: 'malformed-credential' };
  const id = jwt?.id === undefined ? undefined : secret.slice(0, secret.indexOf('.') + 1);
  return id && token.startsWith(id)
    ? { cause: 'wrong-credential', variant: 'the right id with another secret' }
    : { cause: 'wrong-credential' };
}

/** A key that is nearly the right one. */
function nearFlaw(pattern, secret, given) {
  const variant = [
    ['its first half alone', secret.slice(0, Math.ceil(secret.length / 2))],
    ['with one more character at its end', `${secret}x`],
    ['with a blank at its end', `${secret} `],
    ['in the other letter case', [...secret].map(swapCase).join('')],
  ].find(([, near]) => near === given)?.[0];
  if (variant === undefined) return undefined;
  const isMalformed = pattern !== undefined && !new RegExp(pattern).test(given);
  return { cause: isMalformed ? 'malformed-credential' : 'wrong-credential', variant };
}

function swapCase(letter) {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
}

function flawOfAcs3(lib, pair, asked, state) {
  const { authorization, 'x-acs-date': date, 'x-acs-signature-nonce': nonce } = asked.headers;
  const [id, secret] = pair.split(':');
  state.nonces ??= new Set();
  const isKnown = state.nonces.has(nonce);
  state.nonces.add(nonce);
  if (!authorization.startsWith('ACS3-HMAC-SHA256')) return { cause: 'unsupported-algorithm' };
  const [, given] = /Credential=([^,]+)/.exec(authorization) ?? [];
  if (given === undefined) return { cause: 'malformed-credential' };
  if (date === undefined) return { cause: 'missing-header' };
  if (nonce === undefined) return { cause: 'missing-header', variant: 'without its nonce' };
  if (asked.headers['x-acs-content-sha256'] === undefined)
    return { cause: 'missing-header', variant: 'without the hash of its body' };
  const late = Date.parse(date) - Date.now();
  if (Number.isNaN(late)) return { cause: 'malformed-date' };
  if (Math.abs(late) > 20 * 60_000)
    return { cause: 'stale-date', ...(late > 0 && { variant: 'of tomorrow' }) };
  if (given !== id) return { cause: 'unknown-key' };
  const variant = variantOfSignature(lib, asked, secret);
  if (variant === 'right') return isKnown ? { cause: 'nonce-reused' } : undefined;
  return { cause: 'wrong-signature', ...(variant && { variant }) };
}

/** What a request was signed for, if not for itself; undefined: it was signed with another secret. */
function variantOfSignature({ acs3 }, { method, url, headers, text = '' }, secret) {
  const { pathname: path, search } = new URL(url);
  const [, names = '', given] = /SignedHeaders=([^,]*),\s*Signature=(\w+)/.exec(headers.authorization) ?? [];
  const signed = Object.fromEntries(names.split(';').map((name) => [name, headers[name] ?? '']));
  const own = { method, path, query: search.slice(1), body: text, headers: signed };
  const fits = (changes) =>
    given === acs3.signature(secret, acs3.stringToSign(acs3.canonicalRequest({ ...own, ...changes })));
  const another = {
    'signed for another query': { query: `${own.query}&confab=another`.replace(/^&/, '') },
    'signed for another method': { method: method === 'GET' ? 'POST' : 'GET' },
  };
  const isOwnBody = headers['x-acs-content-sha256'] === acs3.sha256(text);
  if (fits({})) return isOwnBody ? 'right' : 'signed for another body';
  if (fits({ body: `${text} ` })) return 'signed for another body';
  return Object.keys(another).find((variant) => fits(another[variant]));
}
