/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Jest leaves one core free for an editor, which on a runner of two is every other suite's time.
  maxWorkers: '100%',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  // Tests talk to servers and processes, and a machine that does something else meanwhile answers late.
  testTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '/fixture/'],
};
