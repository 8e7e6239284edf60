/** Reporters one by one: a run writes one form or two, and each brings what it prints with. */
import type { Reporter } from './reporter.js';

const loaders: Readonly<Record<string, () => Promise<Reporter>>> = {
  terminal: async () => (await import('./terminal/index.js')).terminal,
  json: async () => (await import('./json.js')).json,
  ndjson: async () => (await import('./ndjson.js')).ndjson,
  csv: async () => (await import('./csv.js')).csv,
  markdown: async () => (await import('./markdown.js')).markdown,
  html: async () => (await import('./html.js')).html,
  sarif: async () => (await import('./sarif.js')).sarif,
  ecs: async () => (await import('./ecs.js')).ecs,
};

/** Names of all reporters, in the order of the index. */
export const reporterNames: readonly string[] = Object.keys(loaders);

/** @throws TypeError when there is none of that name. */
export async function loadReporter(name: string): Promise<Reporter> {
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (load === undefined) throw new TypeError(`no reporter ${name}`);
  return load();
}
