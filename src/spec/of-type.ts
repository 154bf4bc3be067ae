import { isObject, type Json } from './json.ts';

/** Whether a value is of a type of JSON Schema. */
export function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** `type: number` with one of these formats is an integer. */
export function isWholeFormat(format: unknown): boolean {
  return format === 'int32' || format === 'int64';
}
