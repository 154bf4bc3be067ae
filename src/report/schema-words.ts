/** A JSON Schema, as far as a report needs one. */
export type Schema = Readonly<Record<string, unknown>>;

/** A reference to a definition, with what it means where it stands. */
export function ref(name: string, description?: string): Schema {
  return { $ref: `#/$defs/${name}`, ...said(description) };
}

export function text(description?: string, more: Schema = {}): Schema {
  return { type: 'string', ...said(description), ...more };
}

export function count(description?: string, minimum = 0): Schema {
  return { type: 'integer', minimum, ...said(description) };
}

/** A length of time in milliseconds. */
export function milliseconds(description?: string): Schema {
  return { type: 'number', minimum: 0, ...said(description) };
}

/** A moment that a Date can stand for, in epoch milliseconds. */
export function moment(description: string): Schema {
  return { type: 'integer', minimum: 0, maximum: 8.64e15, description };
}

export function flag(description: string): Schema {
  return { type: 'boolean', description };
}

export function oneOf(values: readonly (string | number)[], description?: string): Schema {
  return { enum: [...values], ...said(description) };
}

export function list(items: Schema, description?: string): Schema {
  return { type: 'array', items, ...said(description) };
}

/** An object with what it always has and what it may have. */
export function object(
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
  description?: string,
): Schema {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    ...said(description),
  };
}

/** An object with the same schema under each name. */
export function each(names: readonly string[], schema: Schema, description?: string): Schema {
  return object(Object.fromEntries(names.map((name) => [name, schema])), {}, description);
}

function said(description: string | undefined): Schema {
  return description === undefined ? {} : { description };
}
