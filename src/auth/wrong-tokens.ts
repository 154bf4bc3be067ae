import type { CredentialRules } from '../spec/security.ts';
import { fakeCredential } from './fake-credential.ts';
import { signJwt } from './jwt.ts';
import type { SchemeFlaw } from './scheme-client.ts';

/** A flaw, and a function that makes a token with it. */
interface WrongToken extends SchemeFlaw {
  readonly token: () => string | Promise<string>;
}

const HOUR = 3_600_000;

/** The flaws of a JWT that can be produced with what is known; none where the credential is not a JWT. */
export function wrongTokens({ jwt, test }: CredentialRules, key: string, now: () => number): WrongToken[] {
  if (!jwt) return [];
  const dot = key.indexOf('.');
  const id = jwt.id !== undefined && dot > 0 ? key.slice(0, dot) : undefined;
  const claims = (ends: number) => ({
    ...(id !== undefined && { [jwt.id as string]: id }),
    exp: Math.floor(ends / (jwt.exp === 's' ? 1000 : 1)),
    timestamp: now(),
  });
  // The secret in the document is the mock's, not that of a real service.
  const own = jwt.id === undefined && key === test ? jwt.secret : undefined;
  const secret = id === undefined ? own : key.slice(dot + 1);
  const expired: WrongToken[] =
    secret === undefined
      ? []
      : [{ cause: 'expired-credential', token: () => signJwt(claims(now() - HOUR), secret) }];
  // Without the id that the document asks for, a server refuses these for another reason.
  const unproven: WrongToken[] =
    jwt.id !== undefined && id === undefined
      ? []
      : [
          {
            cause: 'wrong-signature',
            token: () => signJwt(claims(now() + HOUR), fakeCredential(secret ?? 'the secret of nobody')),
          },
          {
            cause: 'malformed-credential',
            variant: 'a token that calls itself unsigned',
            token: () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims(now() + HOUR))}.`,
          },
        ];
  // The id is not secret: every token contains it.
  const wrongSecret: WrongToken[] =
    id === undefined
      ? []
      : [
          {
            cause: 'wrong-credential',
            variant: 'the right id with another secret',
            token: () => `${id}.${fakeCredential(key.slice(dot + 1))}`,
          },
        ];
  return [...expired, ...unproven, ...wrongSecret];
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
