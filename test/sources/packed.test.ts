import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDecoded } from '../../src/sources/decoded-input.js';
import { memorySource } from './memory-source.js';

const packed = {
  xz: Buffer.from('/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAHb25lCnR3bwoAUauer1d1cEkAASAIuxnZux+2830BAAAAAARZWg==', 'base64'),
  bzip2: Buffer.from('QlpoOTFBWSZTWacUK3cAAALBgAAQAgGEgCAAIYAMAjj1G4u5IpwoSFOKFbuA', 'base64'),
};
/** 300 times a, a line of bbbb, a line of cccccc: runs of four and more are packed apart. */
const runs = 'QlpoMTFBWSZTWT+Y2sMAAAVRANAQACA4AAAIIAAhkyaaEMCJzm8BajSqcfi7kinChIH8xtYY';

async function unpacked(bytes: Uint8Array, chunk = 1000) {
  const input = await openDecoded(memorySource(bytes, { chunk }));
  const parts: Uint8Array[] = [];
  for (let part = await input.pull(); part !== undefined; part = await input.pull()) parts.push(part);
  const { compression, damage, digest } = input;
  return { text: Buffer.concat(parts).toString(), compression, damage, bytes: digest.bytes };
}

describe.each(['xz', 'bzip2'] as const)('%s', kind => {
  const bytes = packed[kind];

  it('is unpacked in any chunking, several streams one after the other', async () => {
    for (const chunk of [1, 5, 1000]) {
      const twice = Buffer.concat([bytes, bytes]);
      expect(await unpacked(twice, chunk)).toEqual({
        text: 'one\ntwo\none\ntwo\n',
        compression: kind,
        damage: undefined,
        bytes: twice.length,
      });
    }
  });

  it('is damaged where it is cut off, and nowhere throws', async () => {
    for (let length = kind === 'xz' ? 6 : 10; length < bytes.length; length += 1) {
      const { damage, compression } = await unpacked(bytes.subarray(0, length));
      expect([compression, damage?.position]).toEqual([kind, length]);
      expect(damage?.message).toContain('cut off');
    }
  });

  it('is read up to its damage, whatever byte is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const wrong = Buffer.from(bytes);
        const place = 10 + (at % (bytes.length - 10));
        wrong[place] = (wrong[place] ?? 0) ^ change;
        const { text, damage } = await unpacked(Buffer.concat([bytes, wrong, bytes]), 7);
        // What stands in the last bits of bzip2 data is padding.
        expect(damage !== undefined || text === 'one\ntwo\n'.repeat(3)).toBe(true);
        if (kind === 'bzip2') expect(text.startsWith('one\ntwo\n')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('bzip2', () => {
  it('expands runs', async () => {
    expect((await unpacked(Buffer.from(runs, 'base64'))).text).toBe(`${'a'.repeat(300)}\nbbbb\ncccccc\n`);
  });

  it('says what follows it', async () => {
    const { text, damage } = await unpacked(Buffer.concat([packed.bzip2, Buffer.from('hello')]));
    expect([text, damage?.position]).toEqual(['one\ntwo\n', packed.bzip2.length]);
  });
});
