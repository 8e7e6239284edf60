/** Detectors of others: files or packages whose default export was made with defineDetector. */
import { createRequire } from 'node:module';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineDetector, type Detector } from '../detectors/detector.js';
import { DetectorError } from '../errors.js';

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
  const exported = Array.isArray(module.default) ? (module.default as unknown[]) : [module.default];
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
    typeof shaped !== 'object' ||
    shaped === null ||
    shaped.meta === undefined ||
    typeof shaped.assess !== 'function'
  ) {
    throw new DetectorError(`the default export of ${specifier} is not a detector`, {
      hint: 'Export default defineDetector({ meta, needs, requires, assess }) or an array of them.',
    });
  }
  try {
    return defineDetector(shaped as unknown as Parameters<typeof defineDetector>[0]);
  } catch (cause) {
    throw new DetectorError(`${specifier}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
