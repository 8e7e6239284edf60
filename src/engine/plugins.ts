/** Detectors of others: files or packages whose default export was made with defineDetector. */
import { createRequire } from 'node:module';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineDetector, type Detector } from '../detectors/detector.js';
import { DetectorError } from '../errors.js';
import type { Measure } from '../measures/measure.js';

/** Loads detectors in the order given. @throws DetectorError saying where it looked and what to do. */
export async function loadDetectors(specifiers: readonly string[], cwd: string): Promise<Detector[]> {
  const loaded: Detector[] = [];
  for (const specifier of specifiers) loaded.push(...(await loadOne(specifier, cwd)));
  return loaded;
}

async function loadOne(specifier: string, cwd: string): Promise<Detector[]> {
  const location = locate(specifier, cwd);
  let module: { default?: unknown };
  try {
    module = (await import(location)) as { default?: unknown };
  } catch (cause) {
    throw new DetectorError(
      `cannot load detector ${specifier}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: 'Check that the file is an ES module (.mjs, or "type": "module") and that its imports are installed.',
        cause,
      },
    );
  }
  const list = Array.isArray(module.default) ? (module.default as unknown[]) : [module.default];
  const exported = list.length === 0 ? [undefined] : list;
  return exported.map(detector => checked(detector, specifier));
}

function locate(specifier: string, cwd: string): string {
  if (specifier.startsWith('.') || isAbsolute(specifier) || /\.[cm]?js$/.test(specifier)) {
    return pathToFileURL(resolve(cwd, specifier)).href;
  }
  try {
    return pathToFileURL(createRequire(resolve(cwd, 'package.json')).resolve(specifier)).href;
  } catch (cause) {
    throw new DetectorError(`there is no detector package ${specifier} in ${cwd}`, {
      hint: `npm install ${specifier}, or give a path that starts with ./`,
      cause,
    });
  }
}

function checked(detector: unknown, specifier: string): Detector {
  const shaped = detector as Partial<Detector> | null | undefined;
  if (
    !isObject(shaped) ||
    !isObject(shaped.meta) ||
    !isObject(shaped.needs) ||
    !Array.isArray(shaped.requires) ||
    typeof shaped.assess !== 'function'
  ) {
    throw new DetectorError(`the default export of ${specifier} is not a detector`, {
      hint: 'Export default defineDetector({ meta, needs, requires, assess }) or an array of them.',
    });
  }
  for (const [name, measure] of Object.entries(shaped.needs)) {
    if (isMeasure(measure)) continue;
    throw new DetectorError(`${specifier}: what ${shaped.meta.id} needs as "${name}" is not a measure`, {
      hint: 'Take one from revenuer, or make it with defineMeasure.',
    });
  }
  try {
    return defineDetector(shaped as unknown as Parameters<typeof defineDetector>[0]);
  } catch (cause) {
    throw new DetectorError(`${specifier}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function isMeasure(value: unknown): boolean {
  const shaped = value as Partial<Measure> | null | undefined;
  return isObject(shaped) && typeof shaped.id === 'string' && Array.isArray(shaped.columns) && 'table' in shaped;
}

function isObject<T>(value: T): value is T & object {
  return typeof value === 'object' && value !== null;
}
