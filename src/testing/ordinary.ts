/** An ordinary customer: its own address and client, waking hours, a volume, questions that are its own. */
import type { SourceColumnName } from '../requests/columns.js';
import { drawFrom, type Draw } from './draw.js';

/** One request by canonical source columns; `time` in ms since the epoch. Absent columns are left out. */
export type CaseRequest = Readonly<Partial<Record<SourceColumnName, unknown>>> & { readonly time: number };

/** Monday, 2 March 2026, 00:00 UTC: when made-up logs begin. */
export const caseStart = Date.UTC(2026, 2, 2);
/** Days a made-up log lasts. */
export const caseDays = 3;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Clients that exist: a TLS stack with a user agent that comes on it. */
const clients = [
  { ja4: 't13d1516h2_8daaf6152771_02713d6af862', userAgent: 'OpenAI/Python 1.68.2' },
  { ja4: 't13d1312h1_f57a46bbacb6_ab7e3b40a677', userAgent: 'OpenAI/JS 5.12.2' },
  { ja4: 't13d1516h2_acb858a92679_e5627efa2ab1', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/136.0' },
  { ja4: 't12d1409h1_5b57614c22b0_3d5424432f57', userAgent: 'python-httpx/0.28.1' },
  { ja4: 't13d3112h2_e8f1e7e78f70_6bebaf5329ac', userAgent: 'curl/8.12.1' },
] as const;
const models = ['atlas-4', 'atlas-4-mini', 'atlas-3'] as const;
const topics =
  'invoices gardens trains novels recipes contracts galaxies bridges sensors marathons museums vaccines budgets sonnets glaciers pumps beehives violins passports ferries turbines orchards lullabies mortgages'.split(
    ' ',
  );
const verbs = 'compare explain shorten translate check plan describe correct outline list'.split(' ');
const manners =
  'briefly, for my daughter, in plain words, with two examples, for a slide, before Friday, as a table, in French, without jargon, for a tenant, from memory, kindly'.split(
    ', ',
  );

/** The requests of one ordinary customer, drawn from its name and the seed. */
export function ordinaryRequests(name: string, seed: string, requests?: number): CaseRequest[] {
  const draw = drawFrom(`${seed}/${name}`);
  const habits = drawHabits(draw, name);
  const count = requests ?? Math.max(1, Math.min(60, Math.round(draw.logNormal(12, 0.7))));
  const times = drawTimes(draw, count);
  let session = 0;
  return times.map((time, i) => {
    if (i === 0 || draw.uniform() < 0.45) session++;
    return { time, ...habits, ...drawRequest(draw), session: `${name}-s${session}`, requestId: `${name}-r${i}` };
  });
}

function drawHabits(draw: Draw, name: string): Partial<CaseRequest> {
  const client = draw.pick(clients);
  return {
    account: name,
    apiKey: `sk-${name}`,
    org: `org-${name}`,
    ip: `${draw.pick([23, 45, 62, 81, 94, 109, 151, 178])}.${draw.integer(256)}.${draw.integer(256)}.${1 + draw.integer(254)}`,
    asn: String(3000 + 7 * draw.integer(40)),
    ...client,
    method: 'POST',
    path: '/v1/chat/completions',
    model: draw.pick(models),
    temperature: draw.pick([0, 0.2, 0.7, 1]),
    maxTokens: draw.pick([512, 1024, 2048, 4096]),
    n: 1,
    logprobs: false,
    stream: draw.uniform() < 0.6,
  };
}

/** Sittings of a few requests within waking hours of some zone. Whole seconds would look like a clock: ms are drawn. */
function drawTimes(draw: Draw, count: number): number[] {
  const noon = draw.integer(24) * hour;
  const times: number[] = [];
  while (times.length < count) {
    let time =
      caseStart + draw.integer(caseDays) * day + ((noon + Math.floor((draw.uniform() - 0.5) * 10 * hour) + day) % day);
    const sitting = 1 + draw.integer(6);
    for (let i = 0; i < sitting && times.length < count; i++) {
      times.push(time);
      time += Math.round(draw.logNormal(2 * minute, 1.2));
    }
  }
  return times.sort((a, b) => a - b);
}

function drawRequest(draw: Draw): Partial<CaseRequest> {
  const outputTokens = Math.round(draw.logNormal(150, 0.9));
  return {
    status: draw.uniform() < 0.96 ? 200 : draw.pick([400, 429, 500]),
    inputTokens: Math.round(draw.logNormal(400, 1.1)),
    outputTokens,
    latency: Math.round(draw.logNormal(300 + 12 * outputTokens, 0.3)),
    prompt: question(draw),
  };
}

function question(draw: Draw): string {
  const words = [draw.pick(topics), draw.pick(verbs), draw.pick(topics), 'and', draw.pick(topics), draw.pick(manners)];
  const extra = Array.from({ length: 2 + draw.integer(9) }, () => draw.pick(draw.uniform() < 0.7 ? topics : verbs));
  return `${draw.shuffled([...words, ...extra]).join(' ')}?`;
}
