import { isObject, type JsonObject } from './json.ts';
import { parsePointer, toPointer, valueAt } from './json-pointer.ts';
import { parseMediaType } from './media-type.ts';
import { canBeSent, HEADER_NAME } from './parameters.ts';
import type { Problems } from './problems.ts';
import { referredLocation } from './schemas-in-use.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** What the value of a header may be made of. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether names can stand in a request and an answer. Refuses those of answers that cannot; a parameter is left out. */
export function checkNames({ document, operations }: Spec, source: Lines, problems: Problems): void {
  for (const { id, pointer, responses } of operations) {
    for (const { parameter, node } of parametersAt(document, pointer))
      if (!canBeSent(parameter))
        problems.warn(`${leftOut(parameter)}: ${id} is served without it`, source.at(node));
    for (const response of responses.values()) {
      for (const { name, node, required, value } of response.headers.values())
        if ((required || value !== undefined) && !HEADER_NAME.test(name))
          problems.refuse(noHeader(`the header ${JSON.stringify(name)} of ${id}`), source.at(node));
      for (const { type } of response.content.values())
        if (!VALUE.test(type))
          problems.refuse(
            `the media type ${JSON.stringify(type)} of ${id} cannot be sent: it has characters that no header may have`,
            source.at(response.pointer + toPointer(['content', type])),
          );
        else if (!parseMediaType(type))
          problems.warn(
            `${JSON.stringify(type)} is no media type, which has a slash in it, as text/plain: answers of ${id} have it in Content-Type as it is`,
            source.at(response.pointer + toPointer(['content', type])),
          );
    }
  }
}

/** The parameters of an operation. Its fields are not asked: to make those of all bodies takes long. */
function parametersAt(
  document: JsonObject,
  pointer: string,
): { readonly parameter: JsonObject; readonly node: string }[] {
  const lists = [toPointer(parsePointer(pointer).slice(0, -1)), pointer].map((at) => `${at}/parameters`);
  return lists.flatMap((list) => {
    const parameters = valueAt(document, list);
    return (Array.isArray(parameters) ? parameters : []).flatMap((raw, index) => {
      const node = (isObject(raw) ? referredLocation(raw) : undefined) ?? `${list}/${index}`;
      const parameter = valueAt(document, node);
      return isObject(parameter) ? [{ parameter, node }] : [];
    });
  });
}

function leftOut({ in: place, name }: JsonObject): string {
  if (place === 'querystring') return 'a whole query string as one parameter, of OpenAPI 3.2, is not read';
  if (name === '') return `a parameter without a name cannot be sent in the ${place}`;
  return noHeader(`the parameter ${JSON.stringify(name)}`);
}

function noHeader(what: string): string {
  return `${what} cannot be sent: a header's name has letters, digits and !#$%&'*+.^_\`|~- only`;
}
