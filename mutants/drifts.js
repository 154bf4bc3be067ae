import { CATALOGUE } from './catalogue/index.js';
import { createContext } from './context.js';
import { createExchange, toAnswer } from './exchange.js';

/**
 * The catalogue for a server that is running: what becomes of its answers on the day when the vendor breaks its
 * contract. A drift is called like its mutant, with what it is about behind a slash where there is something to
 * choose: `field-renamed/message_count`; the name alone means the first.
 */
export function createDrifts(lib) {
  const contexts = new Map();

  function contextOf(spec, operation) {
    if (!contexts.has(operation)) contexts.set(operation, createContext(lib, spec, operation));
    return contexts.get(operation);
  }

  return {
    names: CATALOGUE.map(({ name, about }) => ({ name, about })),
    of(spec, operation) {
      const context = contextOf(spec, operation);
      return CATALOGUE.map(({ name, about, allTargetsOf }) => ({
        name,
        about,
        targets: allTargetsOf(context).map(toSlug),
      })).filter(({ targets }) => targets.length > 0);
    },
    find(spec, operation, name) {
      const slash = name.indexOf('/');
      const mutant = CATALOGUE.find((one) => one.name === (slash < 0 ? name : name.slice(0, slash)));
      const context = contextOf(spec, operation);
      const targets = mutant?.allTargetsOf(context) ?? [];
      const target = slash < 0 ? targets[0] : targets.find((one) => toSlug(one) === name.slice(slash + 1));
      return target && (() => begin(context, mutant, target));
    },
  };
}

/** Lets a mutant loose on a row of answers; it may keep something from one to the next. */
function begin(context, { change }, target) {
  const state = {};
  return async (request, given, ask) => {
    const asked = { ...request, pathPattern: context.pathPattern };
    const answer = toAnswer(given, context);
    const read = async (other) => toAnswer(await ask(other), context);
    // The rows of a scope may be others at the next request.
    const exchange = createExchange(read, context, asked, answer, target, new Map(), state, 0);
    const { status, headers, bytes, cut } = (await change(exchange, context)) ?? answer;
    return { status, headers, bytes, ...(cut !== undefined && { cut }) };
  };
}

/** What a target is about, as one word: a field's path, or its label. */
function toSlug({ label, field }) {
  if (Array.isArray(field?.path)) return field.path.join('.');
  return label.replaceAll(/[^\w.$-]+/g, '-').replaceAll(/^-|-$/g, '');
}
