/** Addresses of clients. */
import { utf8 } from './bytes.mjs';

const v4 = random => Array.from({ length: 4 }, () => random.below(256)).join('.');
const v6 = random => Array.from({ length: 8 }, () => random.below(65536).toString(16)).join(':');

const kinds = [
  random => `203.0.113.${random.below(9)}`,
  v4,
  v4,
  random => `${v4(random)}:${random.below(65536)}`,
  random => `2001:db8::${random.below(9)}`,
  v6,
  random => `[${v6(random)}]:443`,
  random => `10.0.0.${random.below(9)}`,
  random => `${v4(random)}, ${v4(random)}`,
];

export function addressOf(random) {
  return random.pick(kinds)(random);
}

const odd = [
  '::1',
  '::',
  '::ffff:198.51.100.7',
  '::FFFF:c633:6407',
  '64:ff9b::198.51.100.7',
  'fe80::1%eth0',
  '2002:c633:6407::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '2001:DB8:0:0:0:0:0:1',
  '100.64.0.1',
  '127.0.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '010.0.0.1',
  '0x7f.1',
  '2130706433',
  '198.51.100.x',
  '198.51.100.*',
  '198.51.100.0/24',
  'unknown',
  '10.0.0.1, 198.51.100.2',
  ', ',
  ' 198.51.100.2 ',
  '198.51.100.2\n',
  '[::1]',
  '[2001:db8::1',
  'h:9f86d081884c7d65',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'client.example.org',
  '198.51.100.7:',
  '١.٢.٣.٤',
].map(utf8);

export function strangeAddress(random) {
  if (random.chance(0.1))
    return Array.from({ length: random.size(2, 60) }, () => addressOf(random)).join(random.pick([',', ', ']));
  return random.chance(0.8) ? random.pick(odd) : `${random.pick(odd)},${random.pick(odd)}`;
}
