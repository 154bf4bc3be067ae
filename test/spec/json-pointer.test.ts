import { describe, expect, test } from 'vitest';
import { fromReference, parsePointer, toPointer, toReference, valueAt } from '../../src/spec/json-pointer.ts';

describe('a pointer is its names, and back', () => {
  const pointers: [name: string, pointer: string, parts: string[]][] = [
    ['the whole document', '', []],
    ['plain names', '/notes/0/id', ['notes', '0', 'id']],
    ['an empty name', '/', ['']],
    ['empty names in between', '/a//b/', ['a', '', 'b', '']],
    ['a slash', '/a~1b', ['a/b']],
    ['a tilde', '/a~0b', ['a~b']],
    ['an escape that is escaped', '/~01', ['~1']],
    ['what a URI would encode', '/a b/%20/ü', ['a b', '%20', 'ü']],
    ['behind the end of a list', '/notes/-', ['notes', '-']],
  ];
  test.each(pointers)('%s', (_, pointer, parts) => {
    expect(parsePointer(pointer)).toEqual(parts);
    expect(toPointer(parts)).toBe(pointer);
  });

  test('numbers are names', () => expect(toPointer(['notes', 0])).toBe('/notes/0'));
});

describe('the value at a pointer', () => {
  const root = JSON.parse('{"": 1, "a/b": 2, "m~n": {"": 3}, "list": ["x", ["y"]], "__proto__": {"own": 4}}');
  const values: [pointer: string, value: unknown][] = [
    ['', root],
    ['/', 1],
    ['/a~1b', 2],
    ['/m~0n/', 3],
    ['/list/0', 'x'],
    ['/list/1/0', 'y'],
    ['/list/2', undefined],
    ['/list/-', undefined],
    ['/list/-1', undefined],
    ['/list/00', undefined],
    ['/list/1e0', undefined],
    ['/list/length', undefined],
    ['/list/map', undefined],
    ['/list/0/length', undefined],
    ['/nothing/below', undefined],
    ['/constructor', undefined],
    ['/constructor/name', undefined],
    ['/m~0n/__proto__', undefined],
    ['/toString', undefined],
    ['/__proto__/own', 4],
  ];
  test.each(values)('%j is %j', (pointer, value) => expect(valueAt(root, pointer)).toEqual(value));
});

describe('a reference is a pointer in the fragment of a URI', () => {
  const references: [name: string, reference: string, pointer: string][] = [
    ['the whole document', '#', ''],
    ['plain', '#/components/schemas/Note', '/components/schemas/Note'],
    ['a blank', '#/$defs/a%20b', '/$defs/a b'],
    ['a path with a parameter', '#/paths/~1notes~1%7Bid%7D/get', '/paths/~1notes~1{id}/get'],
    ['a percent sign', '#/$defs/100%25', '/$defs/100%'],
    ['a number sign', '#/$defs/%23', '/$defs/#'],
    ['beyond ASCII', '#/$defs/%C3%BC', '/$defs/ü'],
  ];
  test.each(references)('%s', (_, reference, pointer) => {
    expect(fromReference(reference)).toBe(pointer);
    expect(toReference(pointer)).toBe(reference);
  });

  test.each([
    ['a name that is not encoded', '#/$defs/a b', '/$defs/a b'],
    ['a percent sign that encodes nothing', '#/$defs/100%', '/$defs/100%'],
  ])('%s is read as it is', (_, reference, pointer) => expect(fromReference(reference)).toBe(pointer));
});
