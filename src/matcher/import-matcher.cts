/** For CommonJS, which cannot require every ES module but may import each. */
exports.importMatcher = async () => (await import('./to-match-contract.js')).toMatchContract;
