import { excerpt } from '../text/excerpt.ts';
import { problemOfPattern } from './check-schemas.ts';
import { toPointer } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** Whether the patterns of credentials can be matched. Refuses those that cannot. */
export function checkSecurity(
  { operations, securitySchemes }: Spec,
  source: Lines,
  problems: Problems,
): void {
  const required = new Set(
    operations.flatMap(({ security }) => security.flatMap((requirement) => Object.keys(requirement))),
  );
  for (const name of required)
    for (const word of ['pattern', 'wellFormed'] as const) {
      const pattern = securitySchemes[name]?.['x-confab']?.credential?.[word];
      const why = pattern === undefined ? undefined : problemOfPattern(pattern);
      if (why !== undefined)
        problems.refuse(
          `${word} ${excerpt(String(pattern), 80)} ${why}`,
          source.at(toPointer(['components', 'securitySchemes', name, 'x-confab', 'credential', word])),
        );
    }
}
