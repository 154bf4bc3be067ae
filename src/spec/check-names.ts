import { isObject, type JsonObject, member } from './json.ts';
import { parsePointer, toPointer, valueAt } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import { referredLocation } from './schemas-in-use.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** What the name of a header may be (RFC 9110, 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What the value of a header may be made of. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether names can stand in a request and an answer. Refuses those that cannot. */
export function checkNames({ document, operations }: Spec, source: Lines, problems: Problems): void {
  for (const { id, pointer, responses } of operations) {
    for (const { name, node } of headersAt(document, pointer))
      if (!TOKEN.test(name)) problems.refuse(noHeader(`the parameter ${name} of ${id}`), source.at(node));
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

/** The header parameters of an operation. Its fields are not asked: to make those of all bodies takes long. */
function headersAt(
  document: JsonObject,
  pointer: string,
): { readonly name: string; readonly node: string }[] {
  const lists = [toPointer(parsePointer(pointer).slice(0, -1)), pointer].map((at) => `${at}/parameters`);
  return lists.flatMap((list) => {
    const parameters = valueAt(document, list);
    return (Array.isArray(parameters) ? parameters : []).flatMap((raw, index) => {
      const node = (isObject(raw) ? referredLocation(raw) : undefined) ?? `${list}/${index}`;
      const parameter = valueAt(document, node);
      if (member(parameter, 'in') !== 'header') return [];
      const at = member(parameter, 'schema') === undefined ? pointer : `${node}/schema`;
      return [{ name: String(member(parameter, 'name')), node: at }];
    });
  });
}

function noHeader(what: string): string {
  return `${what} cannot be sent: a header's name has letters, digits and !#$%&'*+.^_\`|~- only`;
}
