import { createHash } from 'node:crypto';

const KINDS = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'] as const;
const ROUNDS = [0, 1, 2, 3];

/**
 * A wrong credential of the same shape: a digit for each digit, a letter of the same kind for each letter. A short
 * prefix before a dash or an underscore stays, as it often names the kind of key. The new characters do not depend
 * on the right credential, so nobody can test guesses at it against what is sent or reported.
 */
export function fakeCredential(credential: string, fits: (text: string) => boolean = () => true): string {
  const prefix = /^[A-Za-z]{1,8}[-_]/.exec(credential)?.[0] ?? '';
  const attempts = [prefix, ''].flatMap((kept) => ROUNDS.map((round) => scramble(credential, kept, round)));
  return attempts.find((one) => one !== credential && fits(one)) ?? `${attempts[0]}x`;
}

/** A JWT with another signature: as many bytes, so that a server can read it, and none of the right one's. */
export function fakeSignature(token: string): string {
  const [head, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)];
  const bytes = Uint8Array.from(Buffer.from(signature, 'base64url'), (_, index) => byteAt(0, index));
  return `${head}.${Buffer.from(bytes).toString('base64url')}`;
}

function scramble(credential: string, prefix: string, round: number): string {
  return (
    prefix +
    [...credential.slice(prefix.length)]
      .map((character, index) => {
        const kind = KINDS.find((one) => one.includes(character));
        return kind === undefined ? character : kind[byteAt(round, index) % kind.length];
      })
      .join('')
  );
}

/** Each character takes a byte; a hash for each of them takes long. */
const digests = new Map<string, Buffer>();

function byteAt(round: number, index: number): number {
  const text = `confab ${round} ${Math.floor(index / 64)}`;
  const digest = digests.get(text) ?? createHash('sha512').update(text).digest();
  digests.set(text, digest);
  return digest[index % 64] as number;
}
