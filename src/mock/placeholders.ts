import { html } from 'hono/html';
import { bodyFormatOf } from '../spec/body-format.ts';
import { parseExpression } from '../spec/expressions.ts';
import type { Json } from '../spec/json.ts';
import { essenceOf, isJson } from '../spec/media-type.ts';
import type { MediaType } from '../spec/spec.ts';
import { formPairs } from '../spec/text-pairs.ts';
import { hashText, mix } from '../text/hash.ts';
import type { Incoming } from './incoming.ts';

/** What the texts of a response can be filled with. A value is only made when a text has its placeholder. */
export interface Facts {
  readonly seed: number;
  readonly incoming: Incoming;
  /** Values for {parameter}, {stringToSign} and other placeholders that explain a refusal. */
  readonly details: Readonly<Record<string, string>>;
  /** Whether values are made up even where the document has an example. */
  readonly isDynamic?: boolean;
}

/** Fills the placeholders of a text; an unknown placeholder stays as it is. */
type Fill = (facts: Facts) => string;

const PLACEHOLDER = /\{(\$request\.[^{}]+|[a-zA-Z]+)\}/g;

const MAKERS: Record<string, (facts: Facts) => string> = {
  requestId: (facts) => uuid(facts).toUpperCase(),
  traceId: (facts) => words(facts, 'trace').join(''),
  host: ({ incoming }) => incoming.header('host') ?? '',
  mount: ({ incoming }) => incoming.prefix + incoming.path.slice(0, -incoming.route.operation.path.length),
  query: ({ incoming }) => (incoming.query === '' ? '' : `?${incoming.query}`),
};

export function hasPlaceholder(text: string): boolean {
  return text.split(PLACEHOLDER).length > 1;
}

/** Compiles a plain text. */
export function createFill(text: string): Fill {
  return compile(text, (value) => value);
}

/** Compiles a JSON text: values are escaped, so that the text stays JSON. */
export function createJsonFill(text: string): Fill {
  return compile(text, (value) => JSON.stringify(value).slice(1, -1));
}

/** Compiles an example of a media type: values are escaped as its format needs it. */
export function createExampleFill(media: MediaType, example: Json): Fill {
  if (typeof example !== 'string' || isJson(media)) return createJsonFill(JSON.stringify(example));
  return MARKUP.has(bodyFormatOf(essenceOf(media))) ? compile(example, escapeHtml) : createFill(example);
}

/** What is filled into markup must not end it. */
const MARKUP: ReadonlySet<unknown> = new Set(['html', 'xml']);

function escapeHtml(text: string): string {
  return String(html`${text}`);
}

function compile(text: string, escapeText: (value: string) => string): Fill {
  const parts = text.split(PLACEHOLDER);
  if (parts.length === 1) return () => text;
  return (facts) => {
    let filled = parts[0] as string;
    for (let i = 1; i < parts.length; i += 2) {
      const name = parts[i] as string;
      const value = factOf(name, facts);
      filled += (value === undefined ? `{${name}}` : escapeText(value)) + (parts[i + 1] as string);
    }
    return filled;
  };
}

function factOf(name: string, facts: Facts): string | undefined {
  if (Object.hasOwn(facts.details, name)) return facts.details[name];
  if (Object.hasOwn(MAKERS, name)) return MAKERS[name]?.(facts);
  const expression = parseExpression(name);
  if (!expression) return undefined;
  const { incoming } = facts;
  if (expression.in === 'header') return incoming.header(expression.name) ?? '';
  if (expression.in === 'query') return formPairs(incoming.query).get(expression.name) ?? '';
  if (expression.in === 'path') return incoming.pathParameters[expression.name] ?? '';
  return undefined;
}

/** The same request gets the same id on every machine; signed requests differ by their nonce. */
function words({ seed, incoming }: Facts, salt: string): string[] {
  const text = `${salt} ${incoming.method} ${incoming.target} ${incoming.header('authorization') ?? ''} ${incoming.body}`;
  const hash = hashText(text, seed);
  return [1, 2, 3, 4].map((n) =>
    mix(hashText(text, hash + n))
      .toString(16)
      .padStart(8, '0'),
  );
}

function uuid(facts: Facts): string {
  const hex = words(facts, 'request').join('');
  // Version 4, variant 1 of RFC 9562, as the ids of real services have them.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
