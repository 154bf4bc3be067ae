/**
 * What other template languages write around the name of a parameter: the operators and modifiers of RFC 6570
 * (`{;id*}`, `{+path}`, `{name:3}`) and the patterns of server frameworks (`{id:[0-9]+}`). OpenAPI knows the bare name only.
 */
const DECORATED = /^[+#./;?&]?([^:*+]+)(?:\*|\+|:.*)?$/s;

/**
 * A path as OpenAPI writes it: a placeholder that names no declared parameter is taken for the one whose name it has
 * between other signs. The others stay.
 */
export function plainTemplate(path: string, declared: readonly string[]): string {
  return path.replaceAll(/\{([^}]+)\}/g, (whole, written: string) => {
    if (declared.includes(written)) return whole;
    const [, name] = DECORATED.exec(written) ?? [];
    return name !== undefined && declared.includes(name) ? `{${name}}` : whole;
  });
}
