import { defineConfig } from 'vitest/config';

const inCi = !['', 'false', undefined].includes(process.env['CI']);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // On a busy machine in CI a real engine or a terminal may answer late once; a test that fails for a reason fails three times.
    retry: inCi ? 2 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores are what CI has; more workers only make timings worse there.
    maxWorkers: 2,
  },
});
