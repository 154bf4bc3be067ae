import type { CredentialRules } from '../spec/security.ts';
import { fakeCredential } from './fake-credential.ts';
import { signJwt } from './jwt.ts';

/** Makes tokens that are wrong in one thing. */
export interface WrongTokens {
  /** What tokens are signed for; undefined where the document names no claim for it. */
  readonly id: string | undefined;
  /** An expired token, rightly signed; undefined: the secret is not in the credential. */
  readonly expired: (() => Promise<string>) | undefined;
  /** A token signed with another secret; undefined: nobody can say whom it should be for. */
  readonly forged: (() => Promise<string>) | undefined;
  /** A token that says of itself that it needs no signature. */
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
  // A secret that the document names is the mock's; a real service has its own, which only it knows.
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
