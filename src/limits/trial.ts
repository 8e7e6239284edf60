/** One simulated campaign in the log: written, read and judged as if it had been there. */
import { Readable } from 'node:stream';
import { InputError } from '../errors.js';
import { judge } from '../engine/judge.js';
import type { Plan } from '../engine/plan.js';
import { readLogs } from '../engine/read.js';
import { Profiles } from '../measures/profiles.js';
import { atLeast } from '../ranking/verdict.js';
import type { CampaignSpec } from '../simulate/campaigns/spec.js';
import { Random } from '../simulate/random.js';
import { day } from '../simulate/request.js';
import { simulate } from '../simulate/simulate.js';
import { answerBytes } from '../simulate/writers/access-log.js';
import { rowOf } from '../simulate/writers/row.js';
import { fitOf } from './fit.js';
import { dresser } from './habits.js';
import type { Ground } from './ground.js';
import type { LimitOptions } from './limit.js';
import type { Outcome } from './search.js';

/** Times a campaign is drawn again because an account of it has a name that the log knows. */
const mostDraws = 20;
const chunkLength = 64 * 1024;

/** The campaign's name decides its randomness: another name is another campaign of the same kind. */
export async function tryCampaign(
  ground: Ground,
  plan: Plan,
  options: LimitOptions,
  spec: CampaignSpec,
): Promise<Outcome> {
  const { reading, profiles } = ground;
  const campaign = await draw(ground, plan, options, spec);
  const mixed = new Profiles(plan.measures);
  mixed.merge(profiles);
  mixed.merge(campaign);
  const judged = { profiles: mixed, inputs: [], problems: [], columns: reading.columns, notes: [] };
  const { suspects } = judge(judged, plan, options);
  // Those that really sent something; where the log names no accounts, what stands in for them.
  const members = campaign.names();
  return fitOf(
    suspects.filter(({ severity, allowed }) => allowed === undefined && atLeast(severity, options.at)),
    members,
  );
}

/** A campaign none of whose accounts the log knows. */
async function draw(ground: Ground, plan: Plan, options: LimitOptions, spec: CampaignSpec): Promise<Profiles> {
  for (let attempt = 0; attempt < mostDraws; attempt++) {
    const named = attempt === 0 ? spec : { ...spec, name: `${spec.name} again ${attempt}` };
    const profiles = new Profiles(plan.measures);
    await readLogs(
      {
        inputs: ['-'],
        cwd: options.cwd,
        stdin: Readable.from(campaignLog(ground, named, options.seed)),
        map: {},
        logFormat: 'ndjson',
        timezoneOffset: 0,
        maxRecordBytes: options.maxRecordBytes,
        detectors: options.detectors,
        canaries: options.canaries,
        // A campaign is small.
        threads: 1,
        memory: Infinity,
        ...(options.signal !== undefined && { signal: options.signal }),
      },
      plan,
      profiles,
    );
    if (!profiles.names().some(name => ground.names.has(name))) return profiles;
  }
  throw new InputError('the log names its accounts by so little that a simulated one cannot be told from them', {
    hint: 'A log with accounts, API keys or addresses is needed; --map account=FIELD names them.',
  });
}

/** The campaign as lines of JSON with the fields that the log has, in chunks. */
export function* campaignLog(ground: Ground, spec: CampaignSpec, seed: number): Generator<Buffer> {
  const { from, to, habits, answersInBytes } = ground;
  const midnight = Math.floor(from / day) * day;
  const { requests } = simulate({
    seed,
    start: midnight,
    days: Math.floor((to - midnight) / day) + 1,
    populations: {},
    campaigns: [spec],
  });
  const dress = dresser(habits, new Random(seed, `habits of ${spec.name}`), spec.disguise === true);
  let text = '';
  let number = 0;
  for (const request of requests) {
    if (request.time < from || request.time > to) continue;
    const row = rowOf(dress(request), number++, ground);
    if (answersInBytes) row['bytes_out'] = answerBytes(request.outputTokens);
    text += `${JSON.stringify(row)}\n`;
    if (text.length < chunkLength) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
