/** Test files that run side by side in browsers: two cores draw two pages in software; more would only wait for each other. */
export const E2E_WORKERS = 2;
