/** What is said in one language. A text's {slot} is filled with one of the words of that name. */
export interface Language {
  readonly questions: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly topics: readonly { readonly about: RegExp; readonly replies: readonly string[] }[];
  readonly anything: readonly string[];
  readonly closings: readonly string[];
  readonly followUps: readonly string[];
  /** What a person adds to a first question. */
  readonly details: readonly string[];
  /** What the assistant is told to be, before the first question. */
  readonly tasks: readonly string[];
  /** Between two sentences. */
  readonly gap: string;
}

/** One text a line. */
export function lines(text: string): string[] {
  return text.trim().split(/\n\s*/);
}

/** One text between two bars. */
export function split(text: string): string[] {
  return text.split('|');
}

export const CODE = split('Python|Go|Rust|Java|C#|C++|PHP|Kotlin|Swift|Ruby|TypeScript|JavaScript');
export const FORMATS = split('JSON|CSV|XML|YAML|TOML|INI|Markdown|PDF');
export const OUTPUTS = split('SQL|HTML|LaTeX|EPUB|Parquet');
export const SCRIPTS = split('Lua|Perl|Scala|Elixir|Bash|Dart');
export const SHEETS = split('VLOOKUP|SUMIF|COUNTIF|INDEX|MATCH|XLOOKUP|FILTER');
export const NUMBERS = split('2|3|4|5|7|8|9|12|15|18|24|36');
