import { isObject } from './json.ts';
import { fromReference, valueAt } from './json-pointer.ts';
import { isJsonType, isOfBytes, parseMediaType } from './media-type.ts';
import type { Problems } from './problems.ts';
import { requestFormatOf } from './request-format.ts';
import type { Lines } from './source.ts';
import type { MediaType, Operation, Spec } from './spec.ts';
import { createShape } from './value-shape.ts';

/** Tells which parts of requests nobody will hold against their schemas, so that nobody relies on it. */
export function checkUnread(spec: Spec, source: Lines, { warn }: Pick<Problems, 'warn'>): void {
  for (const operation of spec.operations) {
    const { method, path, pointer, body } = operation;
    const where = `${method} ${path}`;
    // Such a body is left out when the document is read.
    const raw = `${pointer}/requestBody`;
    if (!body && valueAt(spec.document, raw) !== undefined)
      warn(`a ${method} has no body: the one of ${where} is not read`, source.at(raw));
    for (const media of body?.content.values() ?? []) {
      if (isRead(spec, media)) continue;
      const message = `bodies of ${where} in ${media.type} are not held against their schema: only JSON, forms and plain texts are`;
      warn(message, source.at(media.node));
    }
    for (const { label, type, at } of unreadParameters(spec, operation))
      warn(
        `the parameter ${label} of ${where} is written in ${type}, which is not read: it counts as a text`,
        source.at(at),
      );
  }
}

/** Whether a body is held against its schema, or its schema says nothing about it. */
function isRead({ schemas }: Spec, { type, schema, pointer }: MediaType): boolean {
  if (pointer === '' || isOfBytes(schema)) return true;
  const format = requestFormatOf(type);
  const { isText, isTyped } = createShape(schema, schemas);
  if (format === 'text') return isText || isTyped;
  // Of a plain text there is hardly anything that a file in it could break.
  return format !== undefined || (isText && !isTyped);
}

/** Parameters whose value is written in a media type that is neither JSON nor a text. */
function unreadParameters({ document, schemas }: Spec, { pointer }: Operation) {
  const levels = [`${pointer}/parameters`, `${pointer.slice(0, pointer.lastIndexOf('/'))}/parameters`];
  return levels.flatMap((level) => {
    const list = valueAt(document, level);
    return (Array.isArray(list) ? list : []).flatMap((raw, index) => {
      const { name, content } = schemas.resolve(raw);
      const [type, media] = Object.entries(isObject(content) ? content : {})[0] ?? [];
      const essence = parseMediaType(type ?? '')?.essence ?? type;
      if (type === undefined || essence === undefined || isJsonType(essence) || essence.startsWith('text/'))
        return [];
      const schema = isObject(media) ? schemas.resolve(media.schema) : {};
      const isSilent = schema.type === 'string' || Object.keys(schema).length === 0;
      const reference = isObject(raw) && typeof raw.$ref === 'string' ? fromReference(raw.$ref) : undefined;
      return isSilent
        ? []
        : [
            {
              label: typeof name === 'object' ? '' : String(name),
              type,
              at: reference ?? `${level}/${index}`,
            },
          ];
    });
  });
}
