import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAddress } from '../../src/requests/address.js';

const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255, 256, 999));

it('reads the usual form of IPv4 as the library does', () => {
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), bytes => {
      const text = bytes.join('.');
      // With a port, an address takes the long way.
      const long = parseAddress(`${text}:443`);
      const valid = bytes.every(value => value <= 255);
      if (valid) expect(parseAddress(text)).toEqual(long);
      else expect(parseAddress(text).text).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

it('does not take octal numbers for decimal ones', () => {
  expect(parseAddress('010.0.0.1').text).toBe('8.0.0.1');
  expect(parseAddress('8.0.0.1').prefix).toBe('8.0.0.0/24');
});
