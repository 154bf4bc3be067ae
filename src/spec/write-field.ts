import { percentEncoded } from '../text/percent-encoded.ts';
import { type ExactText, toPlainText } from './exact-number.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { isJsonType, parseMediaType } from './media-type.ts';
import { delimiterOf, FORM, type Serialisation } from './serialisation.ts';

/** A parameter by what its texts depend on. */
interface WrittenField {
  readonly name: string;
  readonly serialisation: Serialisation;
}

/** A parameter of a path, as it stands there. */
export function toPathText(value: Json, { name, serialisation }: WrittenField, exact: ExactText): string {
  const { style, explode, media } = serialisation;
  if (media !== undefined) return percentEncoded(contentText(value, media, exact));
  const encode = (one: Json) => percentEncoded(toSentText(one, exact));
  const simple = () => joined(value, explode, ',', encode);
  if (style === 'simple') return simple();
  const isLarge = Array.isArray(value) || isObject(value);
  if (style === 'label') return `.${explode ? joined(value, true, '.', encode) : simple()}`;
  const own = encode(name);
  if (!explode || !isLarge) return `;${own}${value === '' ? '' : `=${simple()}`}`;
  if (Array.isArray(value)) return value.map((one) => `;${own}=${encode(one)}`).join('');
  return `;${joined(value, true, ';', encode)}`;
}

/** A parameter in a header, where nothing is encoded. */
export function toHeaderText(value: Json, { serialisation }: WrittenField, exact: ExactText): string {
  const { explode, media } = serialisation;
  if (media !== undefined) return contentText(value, media, exact);
  return joined(value, explode, ',', (one) => toSentText(one, exact));
}

/** The pairs of a query or a form, `name=value`, as they are sent. */
export function toFormPairs(value: Json, { name, serialisation }: WrittenField, exact: ExactText): string[] {
  const { style, explode, media, allowReserved } = serialisation;
  const encode = (one: Json) => formEncoded(toSentText(one, exact), allowReserved);
  const pair = (own: string, text: string) => `${formEncoded(own, false)}=${text}`;
  if (media !== undefined) return [pair(name, formEncoded(contentText(value, media, exact), allowReserved))];
  if (isObject(value) && style === 'deepObject')
    return deepPairs(name, value).map(([own, one]) => pair(own, encode(one)));
  if (explode && Array.isArray(value)) return value.map((one) => pair(name, encode(one)));
  if (explode && isObject(value))
    return Object.entries(value).flatMap(([own, one]) =>
      toFormPairs(one, { name: own, serialisation: FORM }, exact),
    );
  const delimiter = delimiterOf(serialisation);
  return [pair(name, joined(value, false, delimiter === ',' ? ',' : percentEncoded(delimiter), encode))];
}

/** The pairs of a Cookie header. */
export function toCookiePairs(
  value: Json,
  { name, serialisation }: WrittenField,
  exact: ExactText,
): string[] {
  const { explode, media } = serialisation;
  const encode = (one: Json) => percentEncoded(toSentText(one, exact));
  if (media !== undefined) return [`${name}=${percentEncoded(contentText(value, media, exact))}`];
  if (explode && Array.isArray(value)) return value.map((one) => `${name}=${encode(one)}`);
  if (explode && isObject(value)) return Object.entries(value).map(([own, one]) => `${own}=${encode(one)}`);
  return [`${name}=${joined(value, false, ',', encode)}`];
}

/** One value as text; OpenAPI does not say how lists and objects within others are written. */
export function toSentText(value: Json, exact: ExactText): string {
  if (typeof value === 'number') return exact(value) ?? toPlainText(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function contentText(value: Json, media: string, exact: ExactText): string {
  const isJson = isJsonType(parseMediaType(media)?.essence ?? media);
  return isJson || typeof value === 'object' ? toSentJson(value, exact) : toSentText(value, exact);
}

function joined(value: Json, explode: boolean, between: string, encode: (one: Json) => string): string {
  if (Array.isArray(value)) return value.map(encode).join(between);
  if (!isObject(value)) return encode(value);
  return Object.entries(value)
    .map(([name, one]) => `${encode(name)}${explode ? '=' : between}${encode(one)}`)
    .join(between);
}

function deepPairs(name: string, value: JsonObject): [name: string, value: Json][] {
  return Object.entries(value).flatMap(([own, one]): [string, Json][] => {
    const path = `${name}[${own}]`;
    if (isObject(one)) return deepPairs(path, one);
    return Array.isArray(one) ? one.map((item) => [path, item]) : [[path, one]];
  });
}

/** What `allowReserved` leaves as it is; what would end the value or the query is encoded all the same. */
const RESERVED = /%(?:3A|2F|3F|5B|5D|40|21|24|27|28|29|2A|2C|3B|3D)/g;

/** As browsers encode forms. */
function formEncoded(text: string, allowReserved: boolean): string {
  const encoded = new URLSearchParams([['', text]]).toString().slice(1);
  return allowReserved ? encoded.replaceAll(RESERVED, decodeURIComponent) : encoded;
}

/** A text of JSON, which is skipped, or a long integer. */
const LONG_INTEGERS = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/** JSON with the integers that JavaScript rounds as the document writes them. */
export function toSentJson(value: Json, exact: ExactText): string {
  return JSON.stringify(value).replaceAll(LONG_INTEGERS, (token) =>
    token.startsWith('"') ? token : (exact(Number(token)) ?? token),
  );
}
