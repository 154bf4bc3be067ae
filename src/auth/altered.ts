import { createHash } from 'node:crypto';

const KINDS = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'] as const;

/**
 * Another credential of the same shape: digits stay digits, letters letters of their kind, and what stands
 * before the first dash or underscore stays, as it names the kind of key. It does not give the right one away:
 * every character is drawn from a hash of the whole.
 */
export function altered(credential: string, fits: (text: string) => boolean = () => true): string {
  const prefix = /^[A-Za-z]{1,8}[-_]/.exec(credential)?.[0] ?? '';
  const attempts = [...ROUNDS].flatMap((round) => [
    scramble(credential, '', round),
    scramble(credential, prefix, round),
  ]);
  const [withoutPrefix, withPrefix] = attempts;
  const first = prefix === '' ? withoutPrefix : withPrefix;
  return (
    [first, ...attempts].find((one) => one !== undefined && one !== credential && fits(one)) ??
    `${credential}x`
  );
}

const ROUNDS = [0, 1, 2, 3];

function scramble(credential: string, prefix: string, round: number): string {
  const digest = [0, 1, 2, 3].map((part) =>
    createHash('sha512').update(`${round} ${part} ${credential}`).digest(),
  );
  const bytes = Buffer.concat(digest);
  return (
    prefix +
    [...credential.slice(prefix.length)]
      .map((character, index) => {
        const kind = KINDS.find((one) => one.includes(character));
        return kind === undefined ? character : kind[(bytes[index % bytes.length] as number) % kind.length];
      })
      .join('')
  );
}
