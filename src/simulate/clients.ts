/** Client software with the TLS fingerprint of the library it is built on. One pool for innocent users and campaigns. */
import type { Random } from './random.js';

export interface Client {
  readonly userAgent: string;
  readonly ja4: string;
}

/** TLS stacks by library; several builds of one library are in use at a time. */
const stacks = {
  chrome: ['t13d1516h2_8daaf6152771_b186095e22b6', 't13d1516h2_8daaf6152771_02713d6af862'],
  firefox: ['t13d1715h2_5b57614c22b0_3d5424432f57', 't13d1715h2_5b57614c22b0_5c2c66f702b0'],
  safari: ['t13d2014h2_a09f3c656075_14788d8d241b', 't13d2013h2_a09f3c656075_7f0f34a4126d'],
  python: [
    't13d1812h1_85036bcba153_375ca2c5e164',
    't13d1811h2_82d746eecf81_bd67de274585',
    't13d1812h2_9eaaffa02d9a_826323735b74',
  ],
  node: ['t13d1313h2_ff444e89b54c_aa295cd248a3', 't13d521100_b262b3658495_8e6e362c5eac'],
  go: ['t13d190900_9dc949149365_97f8aa674fd9', 't13d1311h2_0309c2fb88fd_ebd6c9c02c20'],
  java: ['t13d491100_bd868743f55c_fa269c3d986d', 't13d1209h2_84264a842e88_41d0117ee6e7'],
  curl: ['t13d3112h2_e8f1e7e78f70_b26ce05bbdd6', 't13d3113h2_3c2496346dd7_9a54e19a2f6b'],
  electron: ['t13d1516h2_7f47236ff4e1_3f2d6f6977ee'],
} as const;

/** A middlebox that opens TLS shows its own fingerprint, whatever stands behind it. */
const middlebox = 't12d2809h1_2b729b4bf6f3_4d1f2a0c9b17';

type Stack = keyof typeof stacks;
type Template = readonly [weight: number, item: readonly [Stack, (random: Random) => string]];

const chromeOn = (system: string) => (random: Random) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${random.between(136, 143)}.0.0.0 Safari/537.36`;

const browsers: readonly Template[] = [
  [40, ['chrome', chromeOn('Windows NT 10.0; Win64; x64')]],
  [16, ['chrome', chromeOn('Macintosh; Intel Mac OS X 10_15_7')]],
  [5, ['chrome', chromeOn('X11; Linux x86_64')]],
  [8, ['chrome', random => `${chromeOn('Windows NT 10.0; Win64; x64')(random)} Edg/${random.between(136, 143)}.0.0.0`]],
  [12, ['firefox', random => firefox('Windows NT 10.0; Win64; x64', random.between(134, 145))]],
  [4, ['firefox', random => firefox('X11; Linux x86_64', random.between(128, 145))]],
  [
    15,
    [
      'safari',
      random =>
        `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${random.between(17, 18)}.${random.between(0, 6)} Safari/605.1.15`,
    ],
  ],
];

function firefox(system: string, version: number): string {
  return `Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
}

const libraries: readonly Template[] = [
  [30, ['python', random => `OpenAI/Python ${random.pick(['1.99.9', '1.99.9', '1.86.0', '1.75.0', '2.3.0'])}`]],
  [16, ['node', random => `OpenAI/JS ${random.pick(['5.12.2', '5.12.2', '4.104.0', '6.1.0'])}`]],
  [9, ['python', random => `python-httpx/${random.pick(['0.27.0', '0.28.1'])}`]],
  [8, ['python', random => `python-requests/${random.pick(['2.32.3', '2.31.0', '2.28.2'])}`]],
  [5, ['python', () => 'Python/3.11 aiohttp/3.9.5']],
  [5, ['node', () => 'axios/1.7.7']],
  [4, ['node', () => 'node-fetch/3.3.2']],
  [5, ['go', () => 'Go-http-client/2.0']],
  [5, ['java', () => 'okhttp/4.12.0']],
  [3, ['java', () => 'Java-http-client/21.0.4']],
  [4, ['curl', random => `curl/${random.pick(['8.5.0', '8.9.1'])}`]],
];

const codingTools: readonly Template[] = [
  [5, ['node', random => `claude-cli/2.0.${random.between(8, 20)} (external, cli)`]],
  [3, ['electron', random => `Cursor/1.${random.between(2, 7)}.2`]],
  [2, ['node', () => 'codex_cli_rs/0.46.0']],
];

const productNames = 'Helpdesk|Ledger|Atlas|Lumen|Harbor|Quill|Beacon|Orchard|Tally|Parcel|Fable|Meadow'.split('|');

export function browser(random: Random): Client {
  return behindMiddlebox(random, draw(random, browsers), 0.02);
}

export function library(random: Random): Client {
  return behindMiddlebox(random, draw(random, libraries), 0.03);
}

export function codingTool(random: Random): Client {
  return draw(random, codingTools);
}

/** A product: the library's own user agent, or one with the product's name. */
export function product(random: Random): Client {
  const { userAgent, ja4 } = library(random);
  if (random.chance(0.7)) return { userAgent, ja4 };
  const name = `${random.pick(productNames)}${random.pick(['Bot', 'App', 'Service', 'Worker', ''])}`;
  return { userAgent: `${name}/${random.between(1, 6)}.${random.between(0, 30)}`, ja4 };
}

/** A script on a Python library that says it is a browser. */
export function disguised(random: Random): Client {
  return { userAgent: draw(random, browsers).userAgent, ja4: stacks.python[1] };
}

function draw(random: Random, templates: readonly Template[]): Client {
  const [stack, userAgent] = random.weighted(templates);
  return { userAgent: userAgent(random), ja4: random.pick(stacks[stack]) };
}

function behindMiddlebox(random: Random, client: Client, share: number): Client {
  return random.chance(share) ? { ...client, ja4: middlebox } : client;
}
