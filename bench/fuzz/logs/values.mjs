/**
 * Values by column. A value is a text (a binary string), or `{ raw }` for what JSON writes without quotes: a number, a
 * literal, an object.
 */
import { utf8 } from './bytes.mjs';
import { addressOf, strangeAddress } from './addresses.mjs';
import { numberOf, strangeNumber } from './numbers.mjs';
import { strangeText, token } from './texts.mjs';
import { strangeTime } from './times.mjs';
import { promptOf, strangePrompt } from './prompts.mjs';

const agents = [
  'OpenAI/Python 1.99.9',
  'OpenAI/JS 5.12.2',
  'python-httpx/0.27.0',
  'Python/3.11 aiohttp/3.9.5',
  'curl/8.9.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/142.0',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Go-http-client/2.0',
];
const paths = [
  '/v1/chat/completions',
  '/v1/completions?key=1',
  '/v1/messages#top',
  '/',
  '?',
  '#',
  '/a b',
  '/v1/%C3%A9?x=%00',
  '*',
];
const fingerprints = [
  't13d1516h2_8daaf6152771_b186095e22b6',
  't13d1313h2_ff444e89b54c_aa295cd248a3',
  'q13d0312h3_55b375c5d22e_06cda9e17597',
  '579ccef312d18482fc42e2b822ca2430',
  '579CCEF312D18482FC42E2B822CA2430',
  '00000000000000000000000000000000',
  ' t13d1516h2_8daaf6152771_b186095e22b6 ',
  '0',
  '___',
];

const raw = text => ({ raw: text });

/** What a column of an honest log holds. */
const usual = {
  account: random => `acct_${random.below(12)}`,
  apiKey: random => random.pick(['sk-', 'Bearer sk-', 'bearer ']).concat(random.below(9)),
  org: random => `org_${random.below(5)}`,
  endUser: token,
  ip: addressOf,
  forwardedFor: addressOf,
  asn: random => random.pick([raw('64500'), 'AS64500', 'as1', '64501', `AS${random.below(99999)}`]),
  country: random => random.pick(['US', 'DE', 'FR', 'cn', 'XX']),
  ja4: random => random.pick(fingerprints),
  ja3: random => random.pick(fingerprints),
  httpFingerprint: random => `ge11nn${random.hex(6)}_${random.hex(12)}`,
  userAgent: random => random.pick(agents),
  method: random => random.pick(['POST', 'GET', 'OPTIONS']),
  path: random => random.pick(paths),
  status: random => random.pick([raw('200'), raw('429'), '200', '503', 'success', raw('true'), raw('200.0')]),
  model: random => random.pick(['atlas-4', 'atlas-4-mini', 'atlas-3.5', token(random)]),
  latency: random => random.pick([numberOf(random), numberOf(random), '1.5s', '250ms', '3 min', '12us', '7 NS']),
  temperature: random => raw(random.pick(['0', '0.3', '0.7', '1', '1.0', '2', '0.30000000000000004'])),
  n: random => raw(random.pick(['1', '4', '1.0'])),
  logprobs: random => raw(random.pick(['true', 'false', '20', '0', 'null'])),
  topLogprobs: random => raw(String(random.below(21))),
  logitBias: random => raw(random.pick(['{}', '{"12":3}', '{"50256":-100,"12":1,"7":0}', 'null', '[]', '[1,2]'])),
  stream: random => random.pick([raw('true'), raw('false'), 'true', 'false', 'TRUE', raw('1')]),
  prompt: promptOf,
  system: random => (random.chance(0.5) ? 'be brief' : promptOf(random)),
  systemHash: random => random.hex(16),
  promptHash: random => random.hex(16),
  prefixHashes: random => raw(`[${Array.from({ length: random.below(4) }, () => `"${random.hex(8)}"`).join(',')}]`),
  session: token,
  requestId: token,
};

export function usualValue(random, column, spelling) {
  if (column === 'time' || column === 'endTime') return spelling(random);
  return (usual[column] ?? numberOf)(random);
}

/** What a column should not hold, mostly of its own kind. */
export function strangeValue(random, column) {
  if (random.chance(0.45)) {
    if (column === 'time' || column === 'endTime') return strangeTime(random);
    if (column === 'ip' || column === 'forwardedFor') return strangeAddress(random);
    if (column === 'prompt' || column === 'system') return strangePrompt(random);
    if (!Object.hasOwn(usual, column) || numeric.has(column)) return strangeNumber(random);
    if (column === 'stream' || column === 'logprobs') return random.pick(flags);
    if (column === 'status') return random.pick(statuses);
    if (column === 'latency') return random.pick(durations);
  }
  return random.weighted(others)(random);
}

const numeric = new Set(['temperature', 'n', 'topLogprobs', 'status', 'latency']);
const flags = [
  'yes',
  'no',
  'No',
  'on',
  'off',
  '0',
  '1',
  ' true',
  raw('2'),
  raw('-1'),
  raw('0.0'),
  raw('-0'),
  raw('""'),
  raw('[]'),
];
const statuses = [
  '99',
  '100',
  '599',
  '599.9',
  '600',
  '0',
  '1',
  '1.0',
  '200.7',
  ' 200',
  '2e2',
  '0200',
  'OK',
  '200 ok',
  'Failed',
  'timeout',
];
const durations = [
  '1.5',
  '1.5 s',
  '1.5S',
  '2 M',
  '5 µs',
  '1e3',
  '1e-3s',
  '-1',
  '1.',
  '.5',
  '1e999',
  '١',
  '7\u00a0s',
  '1.5.5',
].map(utf8);

const others = [
  [5, strangeText],
  [3, strangeNumber],
  [2, strangeTime],
  [2, strangeAddress],
  [
    2,
    random =>
      raw(
        random.pick([
          'null',
          'true',
          'false',
          '""',
          '[]',
          '{}',
          '[null]',
          '["x"]',
          '[ "x","y"]',
          '["x",1]',
          '{"a":{"b":[1,"x"]}}',
        ]),
      ),
  ],
  [1, promptOf],
  [1, random => random.pick(agents)],
  [1, random => raw('['.repeat(random.between(1, 70)) + '0')],
  [1, deep],
];

/** Nested about as deep as the decoders go along. */
function deep(random) {
  const levels = random.pick([3, 30, 44, 45, 46, 47, 48, 49, 50, 51, 60, 62, 63, 64, 65, 66, 90]);
  return raw(
    random.chance(0.5) ? '['.repeat(levels) + ']'.repeat(levels) : '{"a":'.repeat(levels) + '1' + '}'.repeat(levels),
  );
}
