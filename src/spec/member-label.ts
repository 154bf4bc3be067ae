import type { Field } from './field.ts';
import { type Json, member } from './json.ts';

/** The name of the member that a pointer into a parameter's value leads to, as the request has it. */
export function memberLabel({ label, serialisation, in: place }: Field, path: readonly string[]): string {
  const [first] = path;
  if (first === undefined || serialisation.media !== undefined || place === 'body') return label;
  if (serialisation.style === 'deepObject') return path.reduce((made, name) => `${made}[${name}]`, label);
  return serialisation.style === 'form' && serialisation.explode && !/^\d+$/.test(first) ? first : label;
}

/** The value at a path below a parameter's value. */
export function valueBelow(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((found, name) => member(found, name), value);
}
