import { toPointer } from './json-pointer.ts';
import type { LocatedSchema } from './located-schema.ts';
import type { Violation } from './validators.ts';

/** One keyword of a schema that a value does not fulfil. */
export interface SchemaError {
  /** JSON pointer into the value; of a missing property to where it should be. */
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
  /** Where the schema that has the keyword stands in the document. */
  readonly location: string;
  /** The property that is missing, or that is one too many. */
  readonly property: string | undefined;
  /** The list of alternatives of which none has the value's type: `…/oneOf`. */
  readonly alternatives: string | undefined;
}

/** A violation with the schema that it comes from, which may be one of several alternatives. */
export interface LocatedViolation {
  readonly violation: Violation;
  readonly by: LocatedSchema;
  /** How deep the value stands in the whole. */
  readonly depth: number;
  readonly alternatives: string | undefined;
}

/** The errors, each once; of a value of a wrong type only that. */
export function toSchemaErrors(violations: readonly LocatedViolation[]): SchemaError[] {
  const telling = violations.filter(({ violation }) => violation.keyword !== 'if');
  const errors = (telling.length > 0 ? telling : violations).map(toSchemaError);
  const wrongTypes = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map(({ pointer }) => pointer),
  );
  const left = errors.filter(({ keyword, pointer }) => keyword === 'type' || !wrongTypes.has(pointer));
  const first = new Map<string, SchemaError>();
  for (const error of left) {
    const key = `${error.pointer}\n${error.message}`;
    if (!first.has(key)) first.set(key, error);
  }
  return [...first.values()];
}

/** What a violation is about: a property that is missing or one too many, or the value itself. */
function toSchemaError({ violation, by, alternatives }: LocatedViolation): SchemaError {
  const { keyword, params, pointer } = violation;
  const [property, message] = aboutProperty(keyword, params);
  return {
    pointer: property === undefined ? pointer : pointer + toPointer([property]),
    keyword,
    message: message ?? (keyword === 'false schema' ? FORBIDDEN : violation.message),
    location: by.location,
    property,
    alternatives,
  };
}

const FORBIDDEN = 'is not allowed';

function aboutProperty(keyword: string, params: Violation['params']): [property?: string, message?: string] {
  switch (keyword) {
    case 'required':
      return [String(params.missingProperty), 'is missing'];
    case 'dependentRequired':
      return [String(params.missingProperty), `is missing, and ${params.property} needs it`];
    case 'additionalProperties':
      return [String(params.additionalProperty), FORBIDDEN];
    case 'unevaluatedProperties':
      return [String(params.unevaluatedProperty), FORBIDDEN];
    case 'propertyNames':
      return [String(params.propertyName), 'has a name that is not allowed'];
    default:
      return [];
  }
}
