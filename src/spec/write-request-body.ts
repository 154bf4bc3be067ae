import type { ExactText } from './exact-number.ts';
import { encodingOf } from './form-body.ts';
import { isObject, type Json } from './json.ts';
import { BOUNDARY, type FormPart, toMultipart } from './multipart.ts';
import { requestFormatOf, sentType } from './request-format.ts';
import { delimiterOf } from './serialisation.ts';
import type { MediaType } from './spec.ts';
import { toFormPairs, toSentJson, toSentText } from './write-field.ts';

/** A body as it is sent. */
export interface WrittenBody {
  readonly type: string;
  readonly text: string;
}

interface ToWrite {
  readonly value: Json;
  readonly media: MediaType;
  /** Whether a field of a multipart form is a file. */
  readonly isFile: (name: string) => boolean;
}

/** Writes a value in the form of a media type; in one that is not known, a text as it is and anything else as JSON. */
export function writeRequestBody({ value, media, isFile }: ToWrite, exact: ExactText): WrittenBody {
  const format = requestFormatOf(media.type);
  const type = sentType(media);
  if (format === 'form' && isObject(value))
    return {
      type,
      text: Object.entries(value)
        .flatMap(([name, one]) => formPairsOf(name, one, media, exact))
        .join('&'),
    };
  if (format === 'multipart' && isObject(value)) {
    const parts = Object.entries(value).flatMap(([name, one]) =>
      partsOf(name, one, { media, isFile }, exact),
    );
    return { type: `${type}; boundary=${BOUNDARY}`, text: toMultipart(parts) };
  }
  if (format !== 'json' && typeof value !== 'object') return { type, text: toSentText(value, exact) };
  return { type, text: toSentJson(value, exact) };
}

function formPairsOf(name: string, value: Json, media: MediaType, exact: ExactText): string[] {
  const { serialisation, hasStyle, isJson } = encodingOf(media, name);
  const asJson = isJson || (!hasStyle && isObject(value));
  if (asJson) return toFormPairs(toSentJson(value, exact), { name, serialisation }, exact);
  return toFormPairs(value, { name, serialisation }, exact);
}

/** Items are parts of their own, unless the list is said to be JSON as a whole. */
function partsOf(
  name: string,
  value: Json,
  of: Pick<ToWrite, 'media' | 'isFile'>,
  exact: ExactText,
): FormPart[] {
  const { serialisation, hasStyle, isJson, types } = encodingOf(of.media, name);
  if (Array.isArray(value) && hasStyle && !serialisation.explode) {
    const text = value.map((one) => toSentText(one, exact)).join(delimiterOf(serialisation));
    return [{ name, text, isFile: false, type: undefined }];
  }
  if (Array.isArray(value) && !isJson) return value.flatMap((one) => partsOf(name, one, of, exact));
  const isFile = of.isFile(name) && !isObject(value);
  const isWritten = isJson || isObject(value);
  const usual = isWritten ? 'application/json' : isFile ? 'application/octet-stream' : undefined;
  const type = types?.find((one) => !one.includes('*')) ?? usual;
  return [{ name, text: isWritten ? toSentJson(value, exact) : toSentText(value, exact), isFile, type }];
}
