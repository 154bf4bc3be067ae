import { describe, expect, test } from 'vitest';
import { createTemplateTree } from '../../src/spec/template-tree.ts';

const TEMPLATES = [
  '/a/{}',
  '/{}/b',
  '/a/{}/c',
  '/f/{}:download',
  '/f/{}',
  '/{}',
  '/a/{}-{}/c',
  '/',
  '/a//{}',
];

const PATHS: readonly [path: string, candidates: readonly string[]][] = [
  ['/a/1', ['/a/{}']],
  ['/a/b', ['/a/{}', '/{}/b']],
  ['/x/b', ['/{}/b']],
  ['/a/1/c', ['/a/{}/c', '/a/{}-{}/c']],
  ['/f/1:download', ['/f/{}:download', '/f/{}']],
  ['/anything', ['/{}']],
  ['/', ['/{}', '/']],
  ['/a/', ['/a/{}']],
  ['/a//1', ['/a//{}']],
  ['/a//c', ['/a/{}/c', '/a/{}-{}/c', '/a//{}']],
  ['/a/1/d', []],
  ['/a/1/c/', []],
  ['', []],
  ['/constructor/b', ['/{}/b']],
  ['/__proto__/x', []],
];

describe('the templates that may fit a path, in their order', () => {
  const tree = createTemplateTree(TEMPLATES.map((template) => [template, template]));
  test.each(PATHS)('%s', (path, candidates) => {
    expect(tree.candidates(path)).toEqual(candidates);
  });
});

test('of many templates few are candidates', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => [`/kind-${index}/{}`, index] as const);
  const tree = createTemplateTree(many);
  expect(tree.candidates('/kind-4711/x')).toEqual([4711]);
});
