/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All text in it, that of its children included. */
  readonly text: string;
}

const NAME = /[A-Za-z_][\w.-]*/y;
// https://www.w3.org/TR/xml/#charsets
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML 1.0 as strictly as a parser must; throws for what is not well-formed. */
export function parseXml(xml: string): Element {
  const bad = NO_CHARACTER.exec(xml);
  let at = 0;
  if (bad) fail(`the character ${JSON.stringify(bad[0])}`, bad.index);
  take(/<\?xml version="1\.0" encoding="UTF-8"\?>\s*/y);
  const root = element();
  take(/\s*/y);
  if (at < xml.length) fail('something behind the root');
  return root;

  function fail(what: string, place = at): never {
    throw new Error(`not well-formed: ${what} at ${place}: ${xml.slice(place - 40, place + 40)}`);
  }
  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(xml)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }
  function plain(text: string): string {
    if (text.includes(']]>')) fail(']]> in a text');
    return text.replaceAll(/&([^;]{0,10};)?/g, (_, entity: string | undefined) => {
      const name = entity?.slice(0, -1) ?? fail('a bare &');
      const code = /^#(?:(\d+)|x([0-9a-fA-F]+))$/.exec(name);
      if (!code) return ENTITIES[name] ?? fail(`the entity &${name};`);
      const character = String.fromCodePoint(
        Number.parseInt(code[1] ?? (code[2] as string), code[1] ? 10 : 16),
      );
      return NO_CHARACTER.test(character) ? fail(`the reference &${name};`) : character;
    });
  }
  function element(): Element {
    if (take(/</y) === undefined) fail('no element');
    const name = take(NAME) ?? fail('no name');
    const attributes: Record<string, string> = {};
    while (take(/\s+/y) !== undefined) {
      const key = take(NAME);
      if (key === undefined) break;
      if (Object.hasOwn(attributes, key)) fail(`${key} twice`);
      const value = take(/="[^"<]*"/y) ?? fail(`the value of ${key}`);
      attributes[key] = plain(value.slice(2, -1));
    }
    if (take(/\/>/y) !== undefined) return { name, attributes, children: [], text: '' };
    if (take(/>/y) === undefined) fail(`the tag ${name}`);
    const children: Element[] = [];
    let text = '';
    for (;;) {
      text += plain(take(/[^<]*/y) as string);
      if (take(/<\//y) !== undefined) break;
      const child = element();
      children.push(child);
      text += child.text;
    }
    if (take(NAME) !== name || take(/\s*>/y) === undefined) fail(`the end of ${name}`);
    return { name, attributes, children, text };
  }
}

/** All elements of a name, in their order. */
export function elementsOf(root: Element, name: string): Element[] {
  const below = root.children.flatMap((child) => elementsOf(child, name));
  return root.name === name ? [root, ...below] : below;
}
