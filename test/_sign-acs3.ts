import {
  authorization,
  canonicalRequest,
  mustBeSigned,
  sha256,
  signature,
  stringToSign,
} from '../src/auth/acs3.ts';

/** The headers of a signed request: those given, the signature's own and Authorization. `host` must be among those given. */
export function signAcs3(
  parts: Parameters<typeof canonicalRequest>[0],
  {
    id,
    secret,
    now,
    nonce,
  }: { readonly id: string; readonly secret: string; readonly now: number; readonly nonce: string },
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts.headers)) headers[name.toLowerCase()] = value;
  headers['x-acs-date'] = `${new Date(now).toISOString().slice(0, 19)}Z`;
  headers['x-acs-signature-nonce'] = nonce;
  headers['x-acs-content-sha256'] = sha256(parts.body);
  const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => mustBeSigned(name)));
  const names = Object.keys(signed).sort();
  const text = stringToSign(canonicalRequest({ ...parts, headers: signed }));
  return { ...headers, authorization: authorization(id, names, signature(secret, text)) };
}
