/** What was counted by earlier runs, from their profiles. */
import { InputError } from '../../errors.js';
import type { ProfileSource } from '../records.js';
import { isAbout, parseAbout, type About } from './about.js';
import type { Duplicates, EarlierInput } from './duplicates.js';

/** @throws InputError when the profiles do not say it, or are damaged */
export async function rememberProfiles({ name, lines }: ProfileSource, duplicates: Duplicates): Promise<void> {
  let last: Pick<About, 'run' | 'kind'> | undefined;
  let input: EarlierInput | undefined;
  for await (const line of lines) {
    if (!isAbout(line)) continue;
    try {
      const { run, kind, keys } = parseAbout(line);
      if (last?.run !== run || last.kind !== kind) {
        input?.end();
        input = duplicates.earlier(name, kind);
      }
      last = { run, kind };
      for (const key of keys) input?.take(key);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw new InputError(`${name}: what it counted cannot be read`, { hint: 'Measure its logs again.', cause });
    }
  }
  input?.end();
  if (last !== undefined) return;
  throw new InputError(`${name} does not say what it counted`, {
    hint: 'Give what this version of revenuer measure or merge wrote.',
  });
}
