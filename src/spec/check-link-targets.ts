import { fromReference } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** Tells of links that lead to no operation of the document, so that nobody believes that they are followed. */
export function checkLinkTargets(
  { operations }: Spec,
  source: Lines,
  { warn }: Pick<Problems, 'warn'>,
): void {
  const known = new Set(operations.flatMap(({ id, pointer }) => [id, pointer]));
  for (const { responses } of operations)
    for (const { links } of responses.values())
      for (const { name, operation, pointer } of links)
        if (operation !== '' && !known.has(operation) && !known.has(fromReference(operation)))
          warn(
            `the link ${name} leads to ${operation}, which is no operation of this document: it is not followed`,
            source.at(pointer),
          );
}
