import { UsageError } from '../errors.js';
import type { Call } from './command.js';
import type { Engine } from './engine.js';
import { suggest } from './suggest.js';

type Loaded = Awaited<ReturnType<Engine['loadDetectors']>>;
type Summary = ReturnType<Engine['listDetectors']>[number];

/** The detectors that a call brings along. */
export async function loadedDetectors({ settings, session }: Call): Promise<Loaded> {
  return (await session.engine()).loadDetectors(settings.detector, session.io.cwd);
}

/** Our own detectors, and those a call brings along. */
export async function detectorsOf(call: Call): Promise<readonly Summary[]> {
  const engine = await call.session.engine();
  return [...engine.listDetectors(), ...engine.listDetectors(await loadedDetectors(call))];
}

/** Throws a UsageError for the first id that no detector has. */
export function requireDetectors(ids: readonly string[], detectors: readonly Pick<Summary, 'id'>[]): void {
  const known = detectors.map(({ id }) => id);
  const unknown = ids.find(id => !known.includes(id));
  if (unknown === undefined) return;
  throw new UsageError(`there is no detector ${unknown}`, {
    hint: `${suggest(unknown, known)} revenuer detectors lists them all.`.trim(),
  });
}
