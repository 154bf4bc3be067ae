export { RunError, SpecError, UsageError } from './errors.ts';
export { createMock, type Mock, type MockOptions } from './mock/create-mock.ts';
