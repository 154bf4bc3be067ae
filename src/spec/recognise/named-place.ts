import type { JsonObject } from '../json.ts';
import { firstExample } from '../schema.ts';

/** A value of a request or an answer by its name. */
export interface NamedPlace {
  /** As a runtime expression. */
  readonly text: string;
  /** As `normalName` has it; an address in an object is called as the object. */
  readonly name: string;
  /** As the document has it. */
  readonly label: string;
  /** Where it stands in an answer's body; empty elsewhere. */
  readonly path: readonly string[];
  /** Where its schema is declared. */
  readonly pointer: string;
  readonly schema: JsonObject;
  /** Without null. */
  readonly types: readonly string[];
  readonly description: string;
  /** Whether a request must have it. */
  readonly isRequired: boolean;
}

/** The first of the names that is there; of several places with it the one furthest up. */
export function firstOf(
  places: readonly NamedPlace[],
  names: readonly string[],
  fits: (place: NamedPlace) => boolean = () => true,
): NamedPlace | undefined {
  for (const name of names) {
    const found = places.find((one) => one.name === name && fits(one));
    if (found) return found;
  }
  return undefined;
}

export function isNumberPlace({ types }: NamedPlace): boolean {
  return types.length === 1 && (types[0] === 'integer' || types[0] === 'number');
}

export function isTextPlace({ types }: NamedPlace): boolean {
  return types.length === 1 && types[0] === 'string';
}

export function isFlagPlace({ types }: NamedPlace): boolean {
  return types.length === 1 && types[0] === 'boolean';
}

/** `after` and `before` may also be a day or a time. */
export function isTimePlace({ schema, description }: NamedPlace): boolean {
  return (
    /date|time/.test(String(schema.format)) ||
    /\b(?:dates?|time|timestamps?|iso ?8601|unix)\b/i.test(description)
  );
}

/** A text that is a URL, as its schema says. */
export function isUrlPlace({ schema }: NamedPlace): boolean {
  const branches = [schema.oneOf, schema.anyOf].flat() as JsonObject[];
  return [schema, ...branches].some((one) => ['uri', 'uri-reference', 'url'].includes(String(one?.format)));
}

/** A text that is plainly a URL, though its schema does not say so. */
export function saysUrl({ schema, description, name, label, path }: NamedPlace): boolean {
  if (schema.format !== undefined || schema.pattern !== undefined || schema.enum !== undefined) return false;
  const isNamed =
    /(?:url|uri|link|href)$/.test(name) || /^href$/i.test(label) || /links?$/i.test(path.at(-2) ?? '');
  return (
    isNamed ||
    /\b(?:url|uri|link)\b/i.test(description) ||
    /^(?:https?:|\/)/.test(String(firstExample(schema)))
  );
}
