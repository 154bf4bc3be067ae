import { GRADES } from '../../src/spec/grade.ts';
import { isObject, type Json, type JsonObject } from '../../src/spec/json.ts';
import { type StatingNode, statingNodes } from './statements.ts';

/**
 * What is wrong with the evidence of a document's statements, each with the node's schema location: nobody graded
 * one, a map names one that the node does not make, or a grade that is not documented has no reason.
 */
export function gradeFaults(document: JsonObject): string[] {
  return statingNodes(document).flatMap((node) =>
    nodeFaults(node).map((fault) => `${node.pointer}: ${fault}`),
  );
}

function nodeFaults({ kind, statements, evidence }: StatingNode): string[] {
  if (evidence === undefined) return [`nobody graded this ${kind}, which says ${statements.join(', ')}`];
  if (!isObject(evidence)) return textFaults('', evidence);
  const named = Object.keys(evidence);
  return [
    ...statements
      .filter((statement) => !prefixesOf(statement).some((prefix) => named.includes(prefix)))
      .map((statement) => `nobody graded ${statement}`),
    ...named
      .filter((name) => !statements.some((statement) => prefixesOf(statement).includes(name)))
      .filter((name) => !isPlace(name, statements))
      .map((name) => `the map grades ${name}, which the ${kind} does not say`),
    ...Object.entries(evidence).flatMap(([name, text]) => textFaults(`${name}: `, text)),
  ];
}

function textFaults(before: string, text: Json): string[] {
  const [grade = '', ...reason] = String(text).split(': ');
  if (!GRADES.some((one) => one === grade)) return [`${before}${grade} is no grade`];
  return grade !== 'documented' && reason.length === 0 ? [`${before}${grade} has no reason`] : [];
}

/** `required/id` is graded by `required` too. */
function prefixesOf(statement: string): string[] {
  const parts = statement.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * One of several places of a paging word: `size/2`; one of several types or values: `type/null`, `enum/SPACE`. `ends`
 * is what a range says without a word of its own.
 */
function isPlace(name: string, statements: readonly string[]): boolean {
  return name === 'ends' || statements.includes(name.replace(/^(type|enum)\/.+$|\/\d+$/, '$1'));
}
