import { type Element, elementsOf, parseXml } from './_xml.ts';

const ELEMENTS =
  'html br head meta title style body header main nav section footer h1 h2 h3 h4 h5 p b i span time code pre mark ul li dl dt dd div a form label select option output button details summary table thead tbody tr th td script small';
const ATTRIBUTES =
  'lang charset name content http-equiv class id href style role title datetime aria-label aria-hidden hidden open value type data-level data-vendor';

/**
 * Reads a page of ours, which is as strict as XML but for the doctype, `meta`, `br`, and attributes without a value.
 * Throws for what no page of ours has: an element or attribute by another name, an address that loads anything.
 */
export function parseHtml(page: string): Element {
  const doctype = '<!doctype html>\n';
  if (!page.startsWith(doctype)) throw new Error('no doctype');
  const xml = page
    .slice(doctype.length)
    .replace(
      /<(style|script)>([\s\S]*?)<\/\1>/g,
      (_, name: string, text: string) => `<${name}>${quote(text)}</${name}>`,
    )
    .replaceAll(/<(?:meta [^>]*|br)(?=>)/g, '$&/')
    .replaceAll(/<(?:form|button|details)[^<>]* (?:hidden|open)(?=>)/g, '$&=""');
  const root = parseXml(xml.trim());
  visit(root);
  return root;
}

/** What scripts and styles say, as they are run. */
export function codeOf(root: Element, name: 'script' | 'style'): string {
  return elementsOf(root, name)
    .map(({ text }) => text)
    .join('\n');
}

function visit({ name, attributes, children }: Element): void {
  if (!ELEMENTS.split(' ').includes(name)) throw new Error(`an element ${name}`);
  for (const [key, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.split(' ').includes(key)) throw new Error(`an attribute ${key} of ${name}`);
    if (key === 'href' && !value.startsWith('#')) throw new Error(`a link to ${value}`);
    if (key === 'style' && !/^flex-grow:\d+$/.test(value)) throw new Error(`a style ${value}`);
  }
  children.forEach(visit);
}

function quote(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
