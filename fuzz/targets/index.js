/** Every target, with the number of inputs that together take about a minute of CPU. */
export const TARGETS = {
  raw: 1500,
  operations: 2500,
  credentials: 1500,
  specs: 400,
  overlays: 300,
  fixtures: 400,
  har: 150,
  rows: 150,
  results: 200,
};
