import { again } from './again.js';
import { body } from './body.js';
import { bytes } from './bytes.js';
import { credential } from './credential.js';
import { filter } from './filter.js';
import { lead } from './lead.js';
import { link } from './link.js';
import { order } from './order.js';
import { paging } from './paging.js';
import { request } from './request.js';
import { status } from './status.js';
import { time } from './time.js';
import { token } from './token.js';

const AREAS = {
  body,
  bytes,
  status,
  time,
  paging,
  token,
  lead,
  order,
  filter,
  again,
  link,
  request,
  credential,
};

/**
 * Every seeded violation: `change` gets an exchange with a correct server and gives what a broken one would
 * have answered, or undefined where it would not have differed. `applies` or `targets` say, from the spec
 * alone, where it makes sense; `expects` names the checks that are meant to catch it.
 */
export const CATALOGUE = Object.entries(AREAS).flatMap(([area, mutants]) =>
  mutants.map((mutant) => ({
    ...mutant,
    area,
    targetsOf: (context) => allTargets(mutant, context).filter(({ isLike }) => !isLike),
    allTargetsOf: (context) => allTargets(mutant, context),
  })),
);

function allTargets({ targets, applies }, context) {
  if (!context.list) return [];
  if (targets) return targets(context);
  return (applies?.(context) ?? true) ? [{ label: '' }] : [];
}
