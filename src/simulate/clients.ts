/**
 * Networks and client software. Innocent users and campaigns draw from the same pools: what is rare about a campaign is
 * what its scenario says.
 */
import type { Random } from './random.js';
import type { SimulatedRequest } from './request.js';

export interface Client {
  readonly userAgent: string;
  readonly ja4: string;
}

const stacks = {
  browser: [
    't13d1516h2_8daaf6152771_b186095e22b6',
    't13d1715h2_5b57614c22b0_3d5424432f57',
    't13d2014h2_a09f3c656075_14788d8d241b',
  ],
  python: ['t13d1812h1_85036bcba153_375ca2c5e164', 't13d1811h2_82d746eecf81_bd67de274585'],
  node: ['t13d1313h2_ff444e89b54c_aa295cd248a3', 't13d521100_b262b3658495_8e6e362c5eac'],
  go: ['t13d190900_9dc949149365_97f8aa674fd9'],
  java: ['t13d491100_bd868743f55c_fa269c3d986d'],
  curl: ['t13d3112h2_e8f1e7e78f70_b26ce05bbdd6'],
} as const;

const agents: readonly (readonly [keyof typeof stacks, string])[] = [
  [
    'browser',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  ],
  ['browser', 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'],
  [
    'browser',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  ],
  ['python', 'OpenAI/Python 1.99.9'],
  ['python', 'OpenAI/Python 1.86.0'],
  ['python', 'python-httpx/0.27.0'],
  ['python', 'python-requests/2.32.3'],
  ['python', 'Python/3.11 aiohttp/3.9.5'],
  ['node', 'OpenAI/JS 5.12.2'],
  ['node', 'node-fetch/3.3.2'],
  ['go', 'Go-http-client/2.0'],
  ['java', 'okhttp/4.12.0'],
  ['curl', 'curl/8.5.0'],
];

export function browser(random: Random): Client {
  const [stack, userAgent] = random.pick(agents.filter(([kind]) => kind === 'browser'));
  return { userAgent, ja4: random.pick(stacks[stack]) };
}

export function sdk(random: Random): Client {
  const [stack, userAgent] = random.pick(agents.filter(([kind]) => kind !== 'browser'));
  return { userAgent, ja4: random.pick(stacks[stack]) };
}

export function codingTool(random: Random): Client {
  const userAgent = random.pick(['claude-cli/2.0.14 (external, cli)', 'Cursor/1.4.2', 'codex_cli_rs/0.46.0']);
  return { userAgent, ja4: random.pick(stacks.node) };
}

/** A browser's user agent on a script's TLS stack. */
export function disguised(random: Random): Client {
  return { userAgent: browser(random).userAgent, ja4: random.pick(stacks.python) };
}

export interface Place {
  readonly ip: string;
  readonly asn: number;
  readonly country: string;
}

const access: readonly (readonly [number, string])[] = [
  [7922, 'US'],
  [3320, 'DE'],
  [3215, 'FR'],
  [4134, 'CN'],
  [9829, 'IN'],
  [4766, 'KR'],
  [5089, 'GB'],
  [12389, 'RU'],
  [28573, 'BR'],
  [1221, 'AU'],
  [2914, 'JP'],
  [3352, 'ES'],
];
const hosting: readonly (readonly [number, string])[] = [
  [14061, 'US'],
  [24940, 'DE'],
  [16276, 'FR'],
  [396982, 'US'],
  [16509, 'US'],
  [8075, 'IE'],
  [45102, 'SG'],
  [20473, 'NL'],
  [132203, 'HK'],
  [63949, 'US'],
];

function address(random: Random, [asn, country]: readonly [number, string]): Place {
  return {
    ip: `${random.between(11, 223)}.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)}`,
    asn,
    country,
  };
}

export function home(random: Random): Place {
  return address(random, random.pick(access));
}

export function datacentre(random: Random): Place {
  return address(random, random.pick(hosting));
}

/** Another address next to one: the same /24. */
export function neighbour(random: Random, place: Place): Place {
  return { ...place, ip: `${place.ip.slice(0, place.ip.lastIndexOf('.'))}.${random.between(1, 254)}` };
}

export interface Identity {
  readonly account: string;
  readonly apiKey: string;
  readonly org: string;
}

/** A name for an organisation. */
export function hexOrg(random: Random): string {
  return `org_${random.hex(8)}`;
}

/** Random names without a trace of what they are. */
export function identity(random: Random, org = hexOrg(random)): Identity {
  return { account: `acct_${random.hex(12)}`, apiKey: `sk-${random.word(10)}`, org };
}

/** Fields every request has, to be overridden by who sends it. */
export function blank(identity_: Identity, client: Client, place: Place): Omit<SimulatedRequest, 'time' | 'prompt'> {
  return {
    ...identity_,
    ...client,
    ...place,
    path: '/v1/chat/completions',
    status: 200,
    latency: 900,
    model: 'atlas-4',
    inputTokens: 60,
    cachedTokens: 0,
    outputTokens: 150,
    maxTokens: null,
    temperature: null,
    n: 1,
    logprobs: null,
    stream: true,
    session: null,
    system: null,
  };
}

/** Time an answer takes: a start and a time for each token. */
export function latencyOf(random: Random, outputTokens: number): number {
  return Math.round(random.logNormal(280, 0.4) + outputTokens * random.logNormal(9, 0.25));
}

/** About four characters a token. */
export function tokensOf(text: string): number {
  return Math.max(1, Math.round(Buffer.byteLength(text) / 4.2));
}
