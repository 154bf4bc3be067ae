import { createHash } from 'node:crypto';

const KINDS = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'] as const;
const ROUNDS = [0, 1, 2, 3];

/**
 * Another credential of the same shape: digits stay digits, letters letters of their kind, and what stands
 * before the first dash or underscore stays, as it names the kind of key. It tells nothing of the right one but
 * that shape: nothing that is drawn depends on it, so that no guess can be tried on what is sent or reported.
 */
export function fakeCredential(credential: string, fits: (text: string) => boolean = () => true): string {
  const prefix = /^[A-Za-z]{1,8}[-_]/.exec(credential)?.[0] ?? '';
  const attempts = [prefix, ''].flatMap((kept) => ROUNDS.map((round) => scramble(credential, kept, round)));
  return attempts.find((one) => one !== credential && fits(one)) ?? `${attempts[0]}x`;
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

function byteAt(round: number, index: number): number {
  const digest = createHash('sha512')
    .update(`confab ${round} ${Math.floor(index / 64)}`)
    .digest();
  return digest[index % 64] as number;
}
