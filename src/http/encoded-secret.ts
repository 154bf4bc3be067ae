/** How a secret may be encoded where it turns up again. */
const ENCODINGS = ['raw', 'json', 'url', 'base64'] as const;
type SecretEncoding = (typeof ENCODINGS)[number];

export interface EncodedSecret {
  readonly encoding: SecretEncoding;
  readonly text: string;
}

/** Shorter ones are only found as whole words: as a part of other words they would be found everywhere. */
const SHORTEST_PART = 8;

/** The texts that a secret may stand as, each once: as it is, in JSON, in URLs and forms, in Base64. */
export function encodingsOf(secret: string): EncodedSecret[] {
  if (secret === '') return [];
  const inJson = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString('base64');
  const texts: readonly (readonly [SecretEncoding, string])[] = [
    ['raw', secret],
    ['json', inJson],
    // PHP escapes slashes.
    ['json', inJson.replaceAll('/', String.raw`\/`)],
    // Go escapes what HTML could take for its own.
    [
      'json',
      inJson.replaceAll(/[<>&]/g, (character) => String.raw`\u00${character.charCodeAt(0).toString(16)}`),
    ],
    ['url', encodeURIComponent(secret)],
    ['url', encodeURI(secret)],
    ['url', new URLSearchParams([['', secret]]).toString().slice(1)],
    ['base64', base64],
    ['base64', base64.replaceAll('=', '')],
    ['base64', Buffer.from(secret).toString('base64url')],
  ];
  // Of encodings that give the same text, the first one.
  return [
    ...new Map(texts.toReversed().map(([encoding, text]) => [text, { encoding, text }])).values(),
  ].reverse();
}

/** Finds an encoded secret in a text; global, for replacing. */
export function patternOf({ text }: EncodedSecret): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
  return text.length < SHORTEST_PART
    ? new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'g')
    : new RegExp(escaped, 'g');
}

/** Whether a text has the secret in any encoding. */
export function hasSecret(text: string, secret: string): boolean {
  return encodingsOf(secret).some((encoded) => patternOf(encoded).test(text));
}
