/** Every target, with the number of inputs that together take about a minute of CPU. */
export const TARGETS = {
  operations: 4000,
  specs: 600,
};
