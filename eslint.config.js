import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'static/data/', 'tests/.out/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      'svelte/no-navigation-without-resolve': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    // The house: domain is pure and knows only the schema; map and ui never import each other's insides.
    files: ['src/lib/domain/**', 'src/lib/schema/**', 'src/lib/density/**'],
    // Tests may read the real tables.
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            '$lib/map/*',
            '$lib/ui/*',
            '$lib/state/*',
            '**/state/*',
            '$lib/data/*',
            '**/pipeline/*',
            'node:*',
            'svelte',
            'maplibre-gl',
          ],
        },
      ],
    },
  },
  {
    files: ['src/lib/map/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['$lib/ui/*', '$lib/state/url', '$lib/state/view.svelte', '**/pipeline/*', 'node:*'] },
      ],
    },
  },
  {
    files: ['src/lib/ui/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['$lib/map/*', '**/pipeline/*', 'node:*', 'maplibre-gl'] },
      ],
    },
  },
);
