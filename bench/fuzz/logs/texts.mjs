/** Texts as people and programs write them, and as nobody should. */
import { lexicon, probes, sensitiveItems } from '../../../dist/requests/prompt-lexicon.js';
import { notUtf8, utf8 } from './bytes.mjs';

const phrases = [...Object.values(lexicon).flat(), ...probes, ...sensitiveItems].map(utf8);

const words = [
  ...'The quick brown fox says what is rain and why it falls on 3 towns in 1999 , please answer with 12 words .'.split(
    ' ',
  ),
  ...'über café naïve Straße Ωmega ПРИВЕТ мир İstanbul ſharp'.split(' '),
  ...'火山 思考过程 一步一步 比べて 한국어 〜 。 「」'.split(' '),
  ...'🙂 👩‍💻 🇩🇪 𝔘𝔫𝔦 ‐–— “quoted” ‘x’ … \u2028 \u00a0 \u3000 \ufeff \ufffd \uffff'.split(' '),
  ...[
    'e\u0301',
    '\u200b',
    '\u0085',
    '\ud7ff',
    '\ue000',
    '{x}',
    '[1]',
    "it's",
    'a_b',
    '__',
    '#1',
    'A1b2',
    '0x1f',
    '%20',
    '\\n',
  ],
].map(utf8);

const between = [' ', ' ', ' ', ' ', ' ', '  ', '\n', '\t', '\r\n', ', ', '. ', '-', '', '\u000b', '\u00a0'].map(utf8);

/** Lengths at which loops that look at 16 bytes begin anew, and bounds of what is kept of a text. */
const lengths = [
  1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513, 514, 1023,
];
const longLengths = [1024, 2047, 4094, 4095, 4096, 4097, 4100, 4159, 4160, 4200, 4607, 4608, 4609, 5000, 9000];

/** A text of words. */
export function prose(random, most = 24) {
  let text = '';
  for (let count = random.size(1, most); count > 0; count--) {
    text += random.chance(0.15) ? random.pick(phrases) : random.pick(words);
    if (count > 1) text += random.pick(between);
  }
  if (random.chance(0.03)) text = ' \n'.slice(random.below(2)) + text + random.pick(['  ', '\n', '\t ']);
  return random.chance(0.06) ? ofLength(random, text) : text;
}

/** Cut off or filled up to a length at which something changes. */
function ofLength(random, text) {
  const length = random.chance(0.25) ? random.pick(longLengths) : random.pick(lengths);
  if (text.length >= length) return whole(text.slice(0, length));
  const filling = random.pick(['x', 'word ', '7', ' ', 'é', '火', '🙂', '–'].map(utf8));
  const missing = length - text.length;
  return text + filling.repeat(Math.floor(missing / filling.length)) + 'y'.repeat(missing % filling.length);
}

/** Without the part of a character that was cut off at the end. */
function whole(bytes) {
  let end = bytes.length;
  while (end > 0 && (bytes.charCodeAt(end - 1) & 0xc0) === 0x80) end--;
  if (end > 0 && bytes.charCodeAt(end - 1) >= 0xc0) end--;
  return end === bytes.length || (bytes.charCodeAt(bytes.length - 1) & 0x80) === 0 ? bytes : bytes.slice(0, end);
}

const prefixes = ['acct_', 'user-', 'req_', 's-', 'org_', '', 'x.', utf8('é')];

/** A short text without blanks. */
export function token(random) {
  return random.pick(prefixes).concat(random.hex(random.between(1, 12)));
}

/** Spellings of nothing, and what looks like them. */
const nothings = [
  '',
  '-',
  'null',
  'NULL',
  'None',
  '\\N',
  'none',
  'Null',
  '--',
  ' ',
  'nul',
  'nulll',
  'N/A',
  '\\n',
  '\\\\N',
];

/** Texts that a field should not hold. */
export function strangeText(random) {
  switch (random.below(7)) {
    case 0:
    case 1:
      return random.pick(nothings);
    case 2:
      return random.pick(['true', 'false', 'TRUE', 'False', 'yes', 'no', '0', '1', 'tRuE', 'truE ', 'fALSE']);
    case 3:
      return prose(random, 60);
    case 4:
      return random.pick([
        '__proto__',
        'constructor',
        '\x00',
        'a\x00b',
        '\x7f',
        '\x1b[31m',
        '{',
        '}',
        '[]',
        '{}',
        '[',
        '"',
      ]);
    case 5:
      return random.pick([
        '"account_id":"evil"',
        '{"account_id":"evil"}',
        '\\"',
        'a,b',
        'a;b',
        'a|b',
        'a\tb',
        'a\nb',
        '#c',
      ]);
    default:
      return `${token(random)}${utf8(random.pick(['é', '🙂', '火', ' ', '/', '?q=1', '#f', '\ufeff']))}`.repeat(
        random.size(1, 90),
      );
  }
}

/** Puts bytes that are not UTF-8 into a text. */
export function broken(random, text) {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(notUtf8) + text.slice(at);
}
