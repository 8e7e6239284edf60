import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { house } from './house.config.js';

const strictness = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
  // Numbers and booleans read well in a message; what the rule is after, objects and undefined, it still reports.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // `array[i] as number` and `array[i]!` are how hot loops read a typed array under noUncheckedIndexedAccess.
  '@typescript-eslint/non-nullable-type-assertion-style': 'off',
  '@typescript-eslint/no-non-null-assertion': 'off',
  // An implementation of an asynchronous interface may have nothing to wait for.
  '@typescript-eslint/require-await': 'off',
  // `() => void emitter.on(…)` says that the result is of no interest.
  '@typescript-eslint/no-meaningless-void-operator': 'off',
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // Our interfaces are filled by plain objects, whose methods know no `this`.
  '@typescript-eslint/unbound-method': 'off',
  // Control characters are what logs attack with; that is what those expressions look for.
  'no-control-regex': 'off',
  eqeqeq: 'error',
  'prefer-const': 'error',
};

/** The library is deterministic, silent and knows no process: what it needs is passed in. */
const library = {
  'no-console': 'error',
  'no-restricted-globals': [
    'error',
    { name: 'process', message: 'Pass in what is needed; only src/cli knows the process.' },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Same input, same bytes: use a seeded generator.' },
    { object: 'Date', property: 'now', message: 'The library has no clock.' },
    { object: 'performance', property: 'now', message: 'The library has no clock.' },
  ],
};

const noClock = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'The library has no clock.',
};
const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' };
const noDefault = { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name everywhere.' };
const noExit = {
  selector: 'CallExpression[callee.object.name="process"][callee.property.name="exit"]',
  message: 'Return the exit code.',
};

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    'fixtures/',
    'test/recipes/',
    'docs/recipes/',
    'bench/data/',
    'src/kernel/assembly/',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: strictness,
  },
  {
    files: ['src/**/*.ts'],
    plugins: { house },
    rules: {
      'house/imports': 'error',
      'max-lines': ['error', { max: 350 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 4 }],
      'no-restricted-syntax': ['error', noEnum, noDefault, noExit],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: { ...library, 'no-restricted-syntax': ['error', noEnum, noDefault, noExit, noClock] },
  },
  // A detector is the default export of its file, as it is of a third party's package.
  { files: ['src/detectors/**/*.ts'], rules: { 'no-restricted-syntax': ['error', noEnum, noExit, noClock] } },
  // A table of words, long as the world is wide.
  { files: ['src/requests/columns.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', performance: 'readonly' },
    },
  },
);
