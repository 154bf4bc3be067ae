import type { Field } from './field.ts';
import { requestFormatOf, sentMediaOf } from './request-format.ts';
import type { MediaType, Operation } from './spec.ts';

/** The media type in which bodies are sent, if it is JSON. */
export function jsonMediaOf({ body }: Operation): MediaType | undefined {
  const media = sentMediaOf({ body });
  return media && requestFormatOf(media.type) === 'json' ? media : undefined;
}

/** The fields that the contract's requests can carry: of bodies those whose form has fields. */
export function sentFields(operation: Operation): Field[] {
  const format = requestFormatOf(sentMediaOf(operation)?.type ?? '');
  const hasFields = format !== undefined && format !== 'text';
  return operation.fields.filter((field) => field.in !== 'body' || hasFields);
}
