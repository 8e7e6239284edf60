/** Times in the spellings of logs. A log keeps to one of them; {@link strangeTime} gives the others and impossible ones. */
import { utf8 } from './bytes.mjs';

const raw = text => ({ raw: text });
const two = number => String(number).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const ticksAtEpoch = 621355968000000000n;

/** A moment of March 2026, in ms. */
function moment(random) {
  return Date.UTC(2026, 2, 2) + random.below(7 * 86_400_000);
}

const clf = date =>
  `${two(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)}`;

/** How a log may write all of its times. */
const spellings = [
  random => new Date(moment(random)).toISOString(),
  random => new Date(moment(random)).toISOString(),
  random => new Date(moment(random)).toISOString().slice(0, 19).replace('T', ' '),
  random => new Date(moment(random)).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' '),
  random => `${new Date(moment(random)).toISOString().slice(0, 23)}${random.digits(random.pick([3, 6]))}+02:00`,
  random => raw(String(Math.floor(moment(random) / 1000))),
  random => raw((moment(random) / 1000).toFixed(random.between(0, 6))),
  random => raw(String(moment(random))),
  random => `${moment(random)}000`,
  random => raw(`${moment(random)}${random.digits(6)}`),
  random => String(BigInt(moment(random)) * 10_000n + ticksAtEpoch),
  random => `${clf(new Date(moment(random)))} +0000`,
  random => new Date(moment(random)).toUTCString(),
];

export function timeSpelling(random) {
  return random.pick(spellings);
}

export function bracketTime(random) {
  return random.chance(0.93)
    ? `${clf(new Date(moment(random)))} ${random.pick(['+0000', '+0130', '-0800'])}`
    : textTime(random);
}

function textTime(random) {
  const time = strangeTime(random);
  return typeof time === 'string' ? time : time.raw;
}

export function strangeTime(random) {
  switch (random.below(8)) {
    case 0:
    case 1:
      return strangeIso(random);
    case 2:
      return strangeClf(random);
    case 3:
    case 4:
      return epoch(random);
    case 5:
      return random.pick(spellings)(random);
    case 6: {
      const time = textOf(random.pick(spellings)(random));
      return random.pick([
        ` ${time}`,
        `${time} `,
        `[${time}]`,
        `${time}${utf8('\u00a0')}`,
        `\t${time}\n`,
        `${time}  `,
        time.slice(0, -1),
      ]);
    }
    default:
      return random.pick(odd);
  }
}

function textOf(time) {
  return typeof time === 'string' ? time : time.raw;
}

const odd = [
  'Mon, 02 Mar 2026 00:00:11 GMT',
  'Mon 2 Mar 2026 00:00:11 +0100',
  '2026-03-02',
  '2026/03/02',
  '20260302T000005Z',
  '2026-3-2 00:00:05',
  '2026-03-02T00',
  '2026-061T00:00:00Z',
  'now',
  '1970-01-01T00:00:00Z',
  '12:00:00',
  '2026',
  '20260302',
  '202603020000',
];

const numbersOf = (random, range) => (random.chance(0.9) ? random.between(...range) : random.between(0, 99));

function strangeIso(random) {
  const year = random.weighted([
    [6, '2026'],
    [1, random.pick(['1989', '1990', '2099', '2100', '2000', '2024', '1900', '0000', '9999', '02026', '202'])],
  ]);
  const separator = random.pick(['-', '-', '-', '/', '.']);
  const date = `${year}${separator}${two(numbersOf(random, [1, 12]))}${random.chance(0.97) ? separator : '/'}`;
  const day = two(numbersOf(random, [1, 31]));
  const joint = random.pick(['T', 'T', ' ', 't', '  ', '_', 'T ']);
  const clock = `${two(numbersOf(random, [0, 24]))}:${two(numbersOf(random, [0, 60]))}`;
  const seconds = random.weighted([
    [8, `:${two(numbersOf(random, [0, 61]))}`],
    [1, ''],
    [1, random.pick([':', ':5', ':5 ', '.5'])],
  ]);
  const fraction = random.chance(0.5) ? random.pick(['.', '.', ',']) + random.digits(random.between(0, 12)) : '';
  return `${date}${day}${joint}${clock}${seconds}${fraction}${zone(random)}`;
}

function zone(random) {
  const signed = `${random.pick(['+', '-'])}${two(numbersOf(random, [0, 14]))}${random.pick(['', ':', ''])}${random.pick(['', two(numbersOf(random, [0, 59]))])}`;
  return random.pick([
    '',
    'Z',
    'Z',
    'z',
    ' Z',
    ' UTC',
    'GMT',
    ' ',
    '  ',
    'z ',
    ' z',
    'CET',
    '+2:00',
    '+',
    signed,
    signed,
    ` ${signed}`,
    `  ${signed}`,
  ]);
}

function strangeClf(random) {
  const month = random.weighted([
    [5, random.pick(months)],
    [1, random.pick(['JAN', 'feb', 'mAR', 'Mrz', '03', 'm\xe4r', 'Ma', 'Marc', '\x4d\x41\x92'])],
  ]);
  const clock = `${two(numbersOf(random, [0, 24]))}:${two(numbersOf(random, [0, 60]))}:${two(numbersOf(random, [0, 61]))}`;
  const fraction = random.chance(0.2) ? `.${random.digits(random.between(0, 10))}` : '';
  const offset = random.pick([' +0000', ' +0000', ' -0730', zone(random), '', '+0000', '  +0000']);
  return `${two(numbersOf(random, [1, 31]))}/${month}/${random.pick(['2026', '2026', '1989', '26'])}:${clock}${fraction}${offset}`;
}

const bounds = [
  631152000, 4102444800, 1e8, 1e11, 1e14, 1e17, 6e17, 7e17, 6.3e17, 1772409605, 1772409605123, 1772409605123456,
  99999999, 2026,
];

function epoch(random) {
  const bound = random.pick(bounds);
  const number = String(BigInt(Math.round(bound * (random.chance(0.5) ? 1 : 1000))) + BigInt(random.between(-2, 2)));
  const fraction = random.chance(0.3) ? `.${random.digits(random.between(0, 9))}` : '';
  const text = random.pick(['', '', '', '-', '0', '000']) + number + fraction;
  return random.chance(0.5) && !/^-?0\d|\.$/.test(text) ? raw(text) : text;
}
