/** The descriptions that come with revenuer: the YAML files of `catalogue/`, made into one JSON file by the build. */
import { readFileSync } from 'node:fs';
import type { FormatDescription } from './description.js';

/** Built; its path is the same from src/, from dist/ and from the bundle. */
const built = new URL('../../dist/bundle/catalogue.json', import.meta.url);

let loaded: readonly FormatDescription[] | undefined;

/** In the order of their names. Read when first asked for. */
export function catalogue(): readonly FormatDescription[] {
  loaded ??= JSON.parse(readFileSync(built, 'utf8')) as FormatDescription[];
  return loaded;
}
