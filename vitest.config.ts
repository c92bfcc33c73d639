import { defineConfig } from 'vitest/config'

const project = (name: string, include: string[], more: object = {}) => ({
  test: { name, include, environment: 'node', ...more },
})

/** `npm test` runs the three; each alone: `npx vitest run --project unit`. */
export default defineConfig({
  test: {
    globalSetup: ['test/support/report-skips.ts'],
    projects: [
      project(
        'unit',
        ['test/{core,relay,projections,proto,load,support}/**/*.test.ts', 'test/*.test.ts'],
        {
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      ),
      project('contract', ['test/contract/**/*.test.ts'], { testTimeout: 60_000 }),
      project('e2e', ['test/e2e/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
    ],
  },
})
