import { toPointer } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** What the name of a header may be (RFC 9110, 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What the value of a header may be made of. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether names can stand in a request and an answer. Refuses those that cannot. */
export function checkNames({ operations }: Spec, source: Lines, problems: Problems): void {
  for (const { id, pointer, fields, responses } of operations) {
    const field = fields.find((one) => one.in === 'header' && !TOKEN.test(one.name));
    if (field)
      problems.refuse(noHeader(`the parameter ${field.label} of ${id}`), source.at(field.source || pointer));
    for (const response of responses.values()) {
      for (const { name, node, required, value } of response.headers.values())
        if ((required || value !== undefined) && !TOKEN.test(name))
          problems.refuse(noHeader(`the header ${JSON.stringify(name)} of ${id}`), source.at(node));
      for (const { type } of response.content.values())
        if (!VALUE.test(type))
          problems.refuse(
            `the media type ${JSON.stringify(type)} of ${id} cannot be sent: it has characters that no header may have`,
            source.at(response.pointer + toPointer(['content', type])),
          );
    }
  }
}

function noHeader(what: string): string {
  return `${what} cannot be sent: a header's name has letters, digits and !#$%&'*+.^_\`|~- only`;
}
