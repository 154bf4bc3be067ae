/** How a secret may be written where it turns up again. */
const FORMS = ['raw', 'json', 'url', 'base64'] as const;
export type Form = (typeof FORMS)[number];

export interface Written {
  readonly form: Form;
  readonly text: string;
}

/** Shorter ones are only looked for as whole words: else they would be found in everything. */
const LEAST_INSIDE = 8;

/** The ways a secret is written, each text once: as it is, in JSON, in URLs and forms, in base64. */
export function formsOf(secret: string): Written[] {
  if (secret === '') return [];
  const inJson = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString('base64');
  const texts: readonly (readonly [Form, string])[] = [
    ['raw', secret],
    ['json', inJson],
    // PHP's way.
    ['json', inJson.replaceAll('/', String.raw`\/`)],
    // Go's way.
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
  return [...new Map(texts.toReversed().map(([form, text]) => [text, { form, text }])).values()].reverse();
}

/** Finds a written secret in a text; global, for replacing. */
export function patternOf({ text }: Written): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
  return text.length < LEAST_INSIDE
    ? new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'g')
    : new RegExp(escaped, 'g');
}

/** Whether a text has the secret in any form. */
export function hasSecret(text: string, secret: string): boolean {
  return formsOf(secret).some((written) => patternOf(written).test(text));
}
