import { shortened } from '../text/shortened.ts';
import { visible } from '../text/visible.ts';

/**
 * A text within a line of Markdown, so that it reads as it is: nothing in it is markup, HTML, an image, or calls a
 * person by an @.
 */
export function inMarkdown(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (one) => `\\${one}`);
}

/** A value as code, of at most so many characters. */
export function codeSpan(text: string, most: number): string {
  const code = shortened(oneLine(text), most);
  const runs = [...code.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  // A blank at both ends, where there is something at an end that would be read as the fence or be taken away.
  const isTight = code !== '' && !/^[` ]|[` ]$/.test(code);
  return isTight ? `${fence}${code}${fence}` : `${fence} ${code} ${fence}`;
}

function oneLine(text: string): string {
  return visible(text).replaceAll(/\s+/g, ' ').trim();
}
