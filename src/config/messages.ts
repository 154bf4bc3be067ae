import { isObject, type Json } from '../spec/json.ts';
import { excerpt } from '../text/excerpt.ts';
import type { Problem } from './kinds.ts';

/** A problem as a sentence about the word that it stands behind. */
export function toMessage(problem: Problem): string {
  const { path, text } = problem;
  const word = path.findLast((part) => typeof part === 'string');
  const hint = problem.hint === undefined ? '' : `; ${problem.hint}`;
  const end = ('shown' in problem ? `, not ${shown(problem.shown)}` : '') + hint;
  return word === undefined ? `a configuration ${text}${end}` : `${word} ${text}${end}`;
}

function shown(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return excerpt(JSON.stringify(value ?? null), 80);
}
