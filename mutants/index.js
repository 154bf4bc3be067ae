export { CATALOGUE } from './catalogue/index.js';
export { MOVES } from './moving/moves.js';
export { tryMoving } from './moving/trial.js';
export { trialsOf, tryMutant } from './trial.js';
export { loadVendors } from './vendors.js';
