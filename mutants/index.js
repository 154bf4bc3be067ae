export { CATALOGUE } from './catalogue/index.js';
export { trialsOf, tryMutant } from './trial.js';
export { loadVendors } from './vendors.js';
