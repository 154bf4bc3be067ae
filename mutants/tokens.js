import { isObject, parseJson } from './parsed-request.js';

/** The header and the claims of a JSON Web Token; empty when it is none. */
export function jsonOfToken(token) {
  const parts = token.split('.');
  if (parts.length !== 3) return [];
  const read = parts.slice(0, 2).map((part) => parseJson(Buffer.from(part, 'base64url').toString()));
  return read.every(isObject) ? read : [];
}
