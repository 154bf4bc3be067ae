import type { Field } from './field.ts';
import { requestFormatOf, sentMediaOf } from './request-format.ts';
import type { MediaType, Operation } from './spec.ts';

/** The media type in which bodies are sent, if it is JSON. */
export function jsonMediaOf({ body }: Operation): MediaType | undefined {
  const media = sentMediaOf({ body });
  return media && requestFormatOf(media.type) === 'json' ? media : undefined;
}

/** The fields that the contract's requests can carry: of bodies those whose form has fields, but for what only answers have. */
export function sentFields(operation: Operation): Field[] {
  const format = requestFormatOf(sentMediaOf(operation)?.type ?? '');
  const hasFields = format !== undefined && format !== 'text';
  const answered = operation.fields.filter((field) => field.in === 'body' && field.schema.readOnly === true);
  const isSent = (field: Field) => hasFields && !answered.some((one) => isWithin(field, one));
  return operation.fields.filter((field) => field.in !== 'body' || isSent(field));
}

function isWithin({ path }: Field, { path: around }: Field): boolean {
  return around.every((name, index) => path[index] === name);
}
