import type { CredentialRules } from '../spec/security.ts';
import { fakeCredential } from './fake-credential.ts';
import { signJwt } from './jwt.ts';

/** Functions that make tokens with one flaw each. */
export interface WrongTokens {
  /** The id that tokens are issued for; undefined where the document names no claim for it. */
  readonly id: string | undefined;
  /** A token that is signed correctly and expired; undefined when the secret is not known. */
  readonly expired: (() => Promise<string>) | undefined;
  /** A token signed with another secret; undefined when the id that it must have is not known. */
  readonly forged: (() => Promise<string>) | undefined;
  /** A token with the algorithm `none`, and so without a signature. */
  readonly unsigned: (() => string) | undefined;
}

const HOUR = 3_600_000;

export function createWrongTokens(
  { jwt, test }: CredentialRules,
  key: string,
  now: () => number,
): WrongTokens | undefined {
  if (!jwt) return undefined;
  const dot = key.indexOf('.');
  const isPair = jwt.id !== undefined && dot > 0;
  // The secret in the document is the mock's, not that of a real service.
  const secret = isPair ? key.slice(dot + 1) : jwt.id === undefined && key === test ? jwt.secret : undefined;
  const claims = (ends: number) => ({
    ...(isPair && { [jwt.id as string]: key.slice(0, dot) }),
    exp: Math.floor(ends / (jwt.exp === 's' ? 1000 : 1)),
    timestamp: now(),
  });
  const isNameless = jwt.id !== undefined && !isPair;
  return {
    id: isPair ? key.slice(0, dot) : undefined,
    expired: secret === undefined ? undefined : () => signJwt(claims(now() - HOUR), secret),
    forged: isNameless
      ? undefined
      : () => signJwt(claims(now() + HOUR), fakeCredential(secret ?? 'the secret of nobody')),
    unsigned: isNameless
      ? undefined
      : () => [{ alg: 'none', typ: 'JWT' }, claims(now() + HOUR)].map(encode).concat('').join('.'),
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
