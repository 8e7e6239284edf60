/** Numbers in every spelling. */
import { utf8 } from './bytes.mjs';

const raw = text => ({ raw: text });

export function numberOf(random) {
  const whole = String(random.below(10 ** random.between(1, 7)));
  const number = random.chance(0.25) ? `${whole}.${random.digits(random.between(1, 4))}` : whole;
  return random.chance(0.8) ? raw(number) : number;
}

/** Spellings that JSON has. */
const ofJson = [
  random => String(random.below(10)),
  random => `-${random.below(1000)}`,
  random => `${random.below(100)}.${random.digits(random.between(1, 20))}`,
  random => nonZero(random) + random.digits(random.between(13, 22)),
  random => `${nonZero(random)}${random.digits(random.between(6, 17))}.${random.digits(random.between(1, 12))}`,
  random => `${random.below(100)}${random.pick(['e', 'E'])}${random.pick(['', '+', '-'])}${random.below(400)}`,
  random => `${random.below(10)}.${random.digits(3)}e${random.between(-12, 12)}`,
  random => String(2 ** 53 + random.between(-3, 3)),
  random =>
    random.pick(['0', '-0', '0.0', '-0.0', '0e0', '0.1', '1e0', '1E400', '-1e400', '5e-324', '1e-400', '100e-2']),
  random => random.pick(['9007199254740993', '9223372036854775807', '18446744073709551615', '18446744073709551616']),
  random =>
    random.pick(['179769313486231580793e289', '0.30000000000000004', '123456789012345678901234567890', '1e22', '1e23']),
];

/** Spellings that only texts have. */
const ofText = [
  random => `0${random.digits(random.between(1, 20))}`,
  random => `+${random.below(100)}`,
  random => `.${random.below(100)}`,
  random => `${random.below(100)}.`,
  random =>
    random.pick([
      ' 12',
      '12 ',
      '\t7',
      '1 2',
      '1_000',
      '1,000',
      '0x1f',
      '0b11',
      '0o17',
      '1e',
      'e5',
      '1e+',
      '--1',
      '1.2.3',
    ]),
  random =>
    random.pick(['Infinity', '-Infinity', 'NaN', 'inf', '١٢', '１２', '12\u00a0', '½', '1\u2009000', '12px'].map(utf8)),
  random => random.digits(random.pick([17, 18, 19, 20, 21, 31, 32, 33])),
  random => `${random.digits(random.between(1, 18))}.${random.digits(random.between(1, 18))}`,
];

export function strangeNumber(random) {
  if (random.chance(0.25)) return random.pick(ofText)(random);
  const number = random.pick(ofJson)(random);
  // A few of those that JSON refuses stand there without quotes all the same.
  if (random.chance(0.03)) return raw(random.pick(ofText)(random));
  return random.chance(0.6) ? raw(number) : number;
}

function nonZero(random) {
  return String(random.between(1, 9));
}
