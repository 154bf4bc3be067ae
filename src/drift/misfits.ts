import type { Json } from '../spec/json.ts';
import { toPointer, valueAt } from '../spec/json-pointer.ts';
import type { Trace } from '../spec/trace.ts';

/** One thing in a body that its schema forbids or does not know. */
export interface Misfit {
  /** Where the schema stands in the document that can be widened. */
  readonly location: string;
  /**
   * The keyword that is not fulfilled. `unknown`: no schema has the property, though none forbids it.
   * `alternatives`: no alternative of the list at `location` is of the value's type.
   */
  readonly keyword: string;
  /** JSON pointer into the body; of a missing property to where it should be. */
  readonly pointer: string;
  readonly value: Json | undefined;
  /** The property that is missing, forbidden or unknown. */
  readonly property: string | undefined;
}

/** What in a body its schema does not allow or know: what the checks `schema` and `unknown-field` find as well. */
export function misfitsOf({ value: body, errors, unknownFields }: Trace): Misfit[] {
  return [
    ...errors.map(({ location, keyword, pointer, property, alternatives }): Misfit => {
      const value = valueAt(body, pointer);
      return alternatives === undefined
        ? { location, keyword, pointer, value, property }
        : { location: alternatives, keyword: 'alternatives', pointer, value, property };
    }),
    ...unknownFields.map(
      ({ path, value, location }): Misfit => ({
        location,
        keyword: 'unknown',
        pointer: toPointer(path),
        value,
        property: path.at(-1),
      }),
    ),
  ];
}
