import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { E2E_WORKERS } from './tests/support/workers';

export default defineConfig({
  plugins: [sveltekit()],
  server: { port: 5173 },
  build: {
    // MapLibre alone is 1 MB before compression; it is a chunk of its own, fetched after the text.
    chunkSizeWarningLimit: 1300,
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/data/**/*.test.ts'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/{e2e,a11y,bugs}/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/global-setup.ts'],
          maxWorkers: E2E_WORKERS,
          // A poll waits as long as a busy machine may need; it returns as soon as it is right.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
