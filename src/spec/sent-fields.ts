import type { Field } from './field.ts';
import type { MediaType, Operation } from './spec.ts';

/** The media type in which bodies are sent, if it is JSON. */
export function jsonMediaOf({ body }: Operation): MediaType | undefined {
  const media = body?.content.values().next().value;
  return media && /[/+]json\s*(;|$)/i.test(media.type) ? media : undefined;
}

/** The fields that the contract's requests can carry: cookies and bodies other than JSON are not sent. */
export function sentFields(operation: Operation): Field[] {
  const hasJson = jsonMediaOf(operation) !== undefined;
  return operation.fields.filter((field) => (field.in === 'body' ? hasJson : field.in !== 'cookie'));
}
