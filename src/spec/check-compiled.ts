import { SpecError } from '../errors.ts';
import { schemasInUse } from './schemas-in-use.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** Compiles every schema that serving needs, as the first request would. Throws a SpecError for the first that cannot be. */
export function checkCompiled({ document, validators }: Spec, source: Lines): void {
  for (const location of schemasInUse(document).roots) {
    try {
      validators.fits(location, null);
    } catch (cause) {
      throw new SpecError(
        `no value can be held against this schema: ${(cause as Error).message}`,
        source.at(location),
        {
          cause,
        },
      );
    }
  }
}
