/**
 * The kinds of log that Matomo, GoAccess, lnav, CrowdSec and the loggers of web frameworks know, retyped: each is read, and every
 * value that is shown is the right one, or a run says why it is not read; none is misread in silence.
 */
import { describe, expect, it } from 'vitest';
import { frameworks, untimed } from './peers/frameworks.js';
import { structured } from './peers/json.js';
import { traffic, type Made, type ReadKind, type Shown, type ToldKind } from './peers/kind.js';
import { errorLogs, services } from './peers/others.js';
import { programs } from './peers/programs.js';
import { readingOf } from './peers/reading.js';
import { classic, proxies } from './peers/servers.js';

const read = [...classic, ...proxies, ...structured, ...frameworks];
const told = [...untimed, ...errorLogs, ...services, ...programs];

describe('the peers’ kinds of log', () => {
  it('are more than a hundred, each another one', () => {
    const names = [...read, ...told].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(100);
  });

  it.each(read.map(kind => [kind.name, kind] as const))('%s is read', async (_, kind) => {
    const { input, problems, rows } = await readingOf(logOf(kind));
    expect(input.dialect ?? input.format).toBe(kind.as);
    expect(input).toMatchObject({ requests: traffic.length, rejected: 0 });
    expect(rows).toEqual(traffic.map(one => wanted(one, kind)));
    expect(problems).toEqual(isAnybody(kind) ? [] : [expect.stringMatching(/only the time of requests is understood/)]);
  });

  it.each(told.map(kind => [kind.name, kind] as const))('%s is told', async (_, kind) => {
    const { input, problems } = await readingOf(logOf(kind));
    if (kind.told === undefined) {
      expect(problems).toEqual([]);
      expect(input.notes.join('\n')).toMatch(kind.noted ?? /never/);
    } else {
      expect(problems.join('\n')).toMatch(kind.told);
    }
  });
});

function logOf({ head = [], line }: Pick<ReadKind | ToldKind, 'head' | 'line'>): string {
  return [...head, ...traffic.map(line), ''].join('\n');
}

function wanted(one: Made, { shows, but }: ReadKind): Readonly<Record<string, unknown>> {
  const usual: Readonly<Record<Shown, string | number>> = { ...one, account: one.user };
  const values = Object.fromEntries(shows.map(name => [name, usual[name]]));
  return { time: one.time.toISOString(), ...values, ...but?.(one) };
}

function isAnybody({ shows }: ReadKind): boolean {
  return shows.some(name => name === 'account' || name === 'ip' || name === 'agent');
}
