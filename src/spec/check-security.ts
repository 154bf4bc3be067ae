import { excerpt } from '../text/excerpt.ts';
import { problemOfPattern } from './check-schemas.ts';
import type { JsonObject } from './json.ts';
import { parsePointer, toPointer } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import { isCheckable, type SecurityScheme } from './security.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** Each scheme that an operation requires is declared, and of a kind that can be checked. Refuses those that are not. */
export function checkSecurity(spec: Spec, source: Lines, problems: Problems): void {
  for (const { id, pointer, security } of spec.operations) {
    for (const name of security.flatMap((requirement) => Object.keys(requirement))) {
      const scheme: SecurityScheme | undefined = Object.hasOwn(spec.securitySchemes, name)
        ? spec.securitySchemes[name]
        : undefined;
      if (scheme && isCheckable(scheme)) {
        checkPatterns(scheme, name, source, problems);
        continue;
      }
      const at = scheme ? toPointer(['components', 'securitySchemes', name]) : securityPointer(spec, pointer);
      const problem = scheme
        ? `the security scheme ${name} is of the type ${kindOf(scheme)}; credentials can be checked of: http bearer, http basic, http ACS3-HMAC-SHA256, apiKey, oauth2, openIdConnect`
        : `${id} requires the security scheme ${name}, which is not declared; declared: ${Object.keys(spec.securitySchemes).join(', ') || 'none'}`;
      problems.refuse(problem, source.at(at));
    }
  }
}

function checkPatterns(scheme: SecurityScheme, name: string, source: Lines, problems: Problems): void {
  for (const word of ['pattern', 'wellFormed'] as const) {
    const pattern = scheme['x-confab']?.credential?.[word];
    const why = pattern === undefined ? undefined : problemOfPattern(pattern);
    if (why !== undefined)
      problems.refuse(
        `${word} ${excerpt(String(pattern), 80)} ${why}`,
        source.at(toPointer(['components', 'securitySchemes', name, 'x-confab', 'credential', word])),
      );
  }
}

function securityPointer({ document }: Spec, operation: string): string {
  const [, path = '', method = ''] = parsePointer(operation);
  const item = (document.paths as JsonObject)[path] as JsonObject;
  return Object.hasOwn(item[method] as JsonObject, 'security') ? `${operation}/security` : '/security';
}

function kindOf(scheme: SecurityScheme): string {
  return scheme.type === 'http' ? `http ${scheme.scheme}` : scheme.type;
}
