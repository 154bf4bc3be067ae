import type { CodeKeywordDefinition } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';

/** Puts another definition of a keyword in the place of Ajv's own, which it is made of, and in front of the keyword `before`. */
export function replaceKeyword(
  ajv: Ajv2020,
  keyword: string,
  before: string,
  toCode: (own: CodeKeywordDefinition) => CodeKeywordDefinition['code'],
): void {
  const rule = ajv.RULES.all[keyword];
  if (typeof rule !== 'object') throw new Error(`Ajv has no keyword ${keyword}`);
  const own = rule.definition as CodeKeywordDefinition;
  ajv.removeKeyword(keyword);
  ajv.addKeyword({ ...own, keyword, before, code: toCode(own) });
}
