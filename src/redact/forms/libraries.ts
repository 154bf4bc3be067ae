import { createRequire } from 'node:module';

/**
 * Libraries that only some bodies need, and that take longer to load than everything else of a replay: they are
 * loaded when the first such body comes. What maps a body is not asynchronous, so `import()` cannot do it.
 */
const load = createRequire(import.meta.url);
let markup: typeof import('htmlparser2') | undefined;
let charsets: typeof import('iconv-lite') | undefined;

export function createTokenizer(
  ...args: ConstructorParameters<typeof import('htmlparser2').Tokenizer>
): InstanceType<typeof import('htmlparser2').Tokenizer> {
  markup ??= load('htmlparser2') as typeof import('htmlparser2');
  return new markup.Tokenizer(...args);
}

export function iconv(): typeof import('iconv-lite') {
  charsets ??= load('iconv-lite') as typeof import('iconv-lite');
  return charsets;
}
