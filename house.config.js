/**
 * The house rules that ESLint has no rule for: which room of src/ may import which (docs/architecture.md shows the same
 * table). Type-only imports count like any other; a room marked `types` may be imported for its types alone.
 */
import path from 'node:path';

/** What a room may import of ours, beside itself and `errors.ts`: 'all' for values and types, 'types' for types alone. */
export const rooms = {
  kernel: {},
  sources: { kernel: 'all' },
  formats: { sources: 'all', kernel: 'all' },
  requests: { formats: 'all', kernel: 'all' },
  measures: { requests: 'all', kernel: 'all' },
  campaigns: { measures: 'all', requests: 'all' },
  detectors: { measures: 'all', campaigns: 'all', requests: 'types' },
  ranking: { detectors: 'types', campaigns: 'all', measures: 'all' },
  reports: { ranking: 'all' },
  engine: {
    kernel: 'all',
    sources: 'all',
    formats: 'all',
    requests: 'all',
    measures: 'all',
    campaigns: 'all',
    detectors: 'all',
    ranking: 'all',
    reports: 'all',
  },
  simulate: { requests: 'types' },
  evaluate: { reports: 'types' },
  limits: {
    requests: 'all',
    measures: 'all',
    ranking: 'all',
    reports: 'types',
    engine: 'all',
    simulate: 'all',
    evaluate: 'all',
  },
  testing: { engine: 'all', detectors: 'all', measures: 'all', requests: 'all' },
  cli: {
    kernel: 'all',
    sources: 'all',
    formats: 'all',
    requests: 'all',
    measures: 'all',
    campaigns: 'all',
    detectors: 'all',
    ranking: 'all',
    reports: 'all',
    engine: 'all',
    simulate: 'all',
    evaluate: 'all',
    limits: 'all',
    testing: 'all',
  },
};

/** Packages and node modules that belong to some rooms only. Whatever is not named here may be imported anywhere in src. */
export const packages = {
  commander: ['cli'],
  chalk: ['reports/terminal'],
  'cli-table3': ['reports/terminal'],
  'csv-parse': ['formats', 'evaluate'],
  ndjson: ['formats'],
  hyparquet: ['sources'],
  'hyparquet-compressors': ['sources'],
  'xz-decompress': ['sources'],
  tinyglobby: ['sources'],
  'node:fs': ['kernel', 'sources', 'formats', 'engine', 'cli'],
  yaml: ['cli'],
  ajv: ['cli'],
  'node:worker_threads': ['engine'],
  'node:os': ['engine', 'cli'],
  'node:process': ['cli'],
};

/** Folder names that say nothing about what is inside. */
export const bannedFolders = ['common', 'core', 'helpers', 'lib', 'misc', 'shared', 'util', 'utils'];

/**
 * Why a file of src/ may not import something; undefined when it may.
 * @param {{ file: string, specifier: string, typeOnly: boolean }} asked `file` relative to the project, with slashes
 */
export function importProblem({ file, specifier, typeOnly }) {
  const from = placeOf(file);
  if (from === undefined) return undefined;
  return specifier.startsWith('.')
    ? roomProblem(from, file, specifier, typeOnly)
    : packageProblem(from, file, specifier);
}

/** The room of a file: undefined outside src/, '' for the files directly in it (the library's face, errors.ts, digits.ts). */
function placeOf(file) {
  const parts = file.split('/');
  if (parts[0] !== 'src') return undefined;
  return parts.length > 2 ? parts[1] : '';
}

function roomProblem(from, file, specifier, typeOnly) {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (/^src\/(?:errors|digits)\.[jt]s$/.test(target) || target === 'package.json') return undefined;
  const to = placeOf(target);
  if (to === undefined) return `${file} reaches out of src/ (${specifier})`;
  if (to === from) return siblingProblem(file, target);
  if (from === '') return to === 'cli' ? 'the library knows nothing of the command line' : undefined;
  if (to === '') return 'rooms do not import the library face, they import the room that owns the name';
  const allowed = rooms[from];
  if (allowed === undefined) return `src/${from} is not a room of the house (house.config.js)`;
  if (allowed[to] === undefined) return `${from} may not import ${to}; it may import ${list(Object.keys(allowed))}`;
  if (allowed[to] === 'types' && !typeOnly) return `${from} may import ${to} for types alone: use import type`;
  return undefined;
}

/** A detector stands alone: what several share lies directly in src/detectors. */
function siblingProblem(file, target) {
  const isDetector = name => /^src\/detectors\/[^/]+\//.test(name);
  return isDetector(file) && isDetector(target) ? 'a detector may not import another one' : undefined;
}

function packageProblem(from, file, specifier) {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const homes = packages[name];
  if (homes === undefined || homes.some(home => file.startsWith(`src/${home}/`))) return undefined;
  return `${name} is imported in ${list(homes)} only`;
}

function list(names) {
  return names.length === 0 ? 'nothing of ours' : names.join(', ');
}

/** The ESLint plugin: `house/imports` reports what {@link importProblem} finds. */
export const house = {
  meta: { name: 'house' },
  rules: {
    imports: {
      meta: { type: 'problem', schema: [], docs: { description: 'rooms import only what the house allows' } },
      create(context) {
        const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
        const check = (node, source, typeOnly) => {
          if (typeof source?.value !== 'string') return;
          const problem = importProblem({ file, specifier: source.value, typeOnly });
          if (problem !== undefined) context.report({ node, message: problem });
        };
        return {
          ImportDeclaration: node => check(node, node.source, importsTypesOnly(node)),
          ExportNamedDeclaration: node => check(node, node.source, node.exportKind === 'type'),
          ExportAllDeclaration: node => check(node, node.source, node.exportKind === 'type'),
          ImportExpression: node => check(node, node.source, false),
          TSImportType: node => check(node, node.argument?.literal ?? node.source, true),
        };
      },
    },
  },
};

function importsTypesOnly(node) {
  if (node.importKind === 'type') return true;
  return node.specifiers.length > 0 && node.specifiers.every(specifier => specifier.importKind === 'type');
}
