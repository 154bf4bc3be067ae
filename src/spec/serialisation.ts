import { isObject, type JsonObject } from './json.ts';

export const STYLES = [
  'simple',
  'label',
  'matrix',
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject',
] as const;
type ParameterStyle = (typeof STYLES)[number];

/** How the value of a parameter becomes text, and text its value: OpenAPI's words for it. */
export interface Serialisation {
  readonly style: ParameterStyle;
  /** Whether each item of a list, and each member of an object, is written by itself. */
  readonly explode: boolean;
  /** Whether the characters that mean something in a URL are sent as they are. */
  readonly allowReserved: boolean;
  /** Whether the name without a value is as good as a value. */
  readonly allowEmpty: boolean;
  /** The media type in which the value is written, where the document says that instead of a style. */
  readonly media: string | undefined;
}

export type ParameterPlace = 'query' | 'path' | 'header' | 'cookie';

/** How a list or an object is written that the document does not know: as browsers write forms. */
export const FORM: Serialisation = {
  style: 'form',
  explode: true,
  allowReserved: false,
  allowEmpty: false,
  media: undefined,
};

/** What a Parameter Object, or an Encoding Object of a form, says; a style that its place does not have counts as the usual one. */
export function toSerialisation(raw: JsonObject, place: ParameterPlace): Serialisation {
  const usual: ParameterStyle = place === 'query' || place === 'cookie' ? 'form' : 'simple';
  const style = OF_PLACE[place].find((one) => one === raw.style) ?? usual;
  return {
    style,
    explode: typeof raw.explode === 'boolean' ? raw.explode : style === 'form',
    allowReserved: raw.allowReserved === true,
    allowEmpty: raw.allowEmptyValue === true && place === 'query',
    media: isObject(raw.content) ? Object.keys(raw.content)[0] : undefined,
  };
}

const OF_PLACE: Readonly<Record<ParameterPlace, readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/** What stands between the items of a list that is one text. */
export function delimiterOf({ style }: Serialisation): string {
  return style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
}
