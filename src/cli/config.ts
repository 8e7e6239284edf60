/** The configuration file: JSON, read only when --config names it, so that no folder can slip a run its options. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../errors.js';
import { optionNames, options } from './options.js';
import type { OptionName } from './options.js';
import type { Given, Layer } from './settings.js';
import { suggest } from './suggest.js';

export interface Config {
  readonly layer: Layer;
  /** Options of detectors by detector id; the engine checks them against what the detector declares. */
  readonly detectorOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Folder that relative paths in the file start from. */
  readonly folder: string;
}

/** Reads and checks a configuration file. Throws a UsageError that names the key and the file. */
export async function readConfig(file: string, cwd: string): Promise<Config> {
  const full = path.resolve(cwd, file);
  const content = await readFile(full, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`cannot read the configuration ${file}`, { hint: 'Check the path given to --config.', cause });
  });
  return parseConfig(content, { file, folder: path.dirname(full) });
}

/** The file's text as settings; `file` is how messages call it. */
export function parseConfig(content: string, { file, folder }: { file: string; folder: string }): Config {
  const given: Partial<Record<OptionName, Given>> = {};
  let detectorOptions: Config['detectorOptions'] = {};
  for (const [key, value] of Object.entries(object(json(content, file), file))) {
    if (key === 'detectors') detectorOptions = detectors(value, file);
    else {
      const name = optionNamed(key, file);
      given[name] = locate(name, asGiven(name, value, `${file}: ${key}`), folder);
    }
  }
  return { layer: { spell: name => `${file}: ${name}`, given }, detectorOptions, folder };
}

function json(content: string, file: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new UsageError(`${file} is not JSON: ${reason}`, { hint: 'See docs/cli.md for an example.', cause });
  }
}

function detectors(value: unknown, file: string): Config['detectorOptions'] {
  const entries = Object.entries(object(value, `${file}: detectors`));
  return Object.fromEntries(entries.map(([id, of]) => [id, object(of, `${file}: detectors.${id}`)]));
}

/** The option a key means, in camelCase or as on the command line. */
function optionNamed(key: string, file: string): OptionName {
  const camel = key.replace(/^--/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const name = optionNames.find(known => known === camel && known !== 'config');
  if (name !== undefined) return name;
  const known = optionNames.filter(other => other !== 'config');
  throw new UsageError(`${file}: unknown key ${key}`, { hint: suggest(camel, [...known, 'detectors']) });
}

function asGiven(name: OptionName, value: unknown, place: string): Given {
  const { kind } = options[name];
  if (kind === 'flag' || kind === 'switch') {
    if (typeof value === 'boolean') return value;
    throw new UsageError(`${place}: expected true or false`);
  }
  if (name === 'map') return pairs(value, place);
  const values = kind === 'list' && Array.isArray(value) ? (value as unknown[]) : [value];
  const texts = values.map(one => scalar(one, place));
  return kind === 'list' ? texts : texts.join('');
}

/** `{ "account": "user.id" }` in a file is what `--map account=user.id` is on the command line; "" says that there is none. */
function pairs(value: unknown, place: string): string[] {
  return Object.entries(object(value, place)).map(
    ([column, field]) => `${column}=${field === '' ? '' : scalar(field, place)}`,
  );
}

function scalar(value: unknown, place: string): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new UsageError(`${place}: expected a text or a number`);
}

/** Paths in the file are relative to the file, those on the command line to the working directory. */
function locate(name: OptionName, given: Given, folder: string): Given {
  if (typeof given === 'string' && (name === 'allow' || name === 'canaries' || name === 'baseline'))
    return path.resolve(folder, given);
  if (typeof given === 'object' && name === 'detector') {
    return given.map(one => (/^\.{1,2}[\\/]/.test(one) ? path.resolve(folder, one) : one));
  }
  return given;
}

function object(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new UsageError(`${place}: expected an object`);
}
