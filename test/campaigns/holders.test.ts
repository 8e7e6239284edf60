import { describe, expect, it } from 'vitest';
import { Holders } from '../../src/campaigns/holders.js';
import { viewsOf } from './views.js';

const holders = new Holders(
  viewsOf([
    { templates: [7], client: [1], asn: [64500] },
    { templates: [7], client: [2], asn: [64500] },
    { templates: [8], client: [1], asn: [7] },
  ]),
);

describe('Holders', () => {
  it('knows who has what, by kind of key', () => {
    expect(holders.get('template', 7)).toEqual({ type: 'template', value: 7, label: 'template 7', holders: [0, 1] });
    expect(holders.get('client', 1)?.holders).toEqual([0, 2]);
    expect(holders.get('asn', 7)?.holders).toEqual([2]);
  });

  it('keeps equal numbers of different kinds apart', () => {
    expect(holders.get('client', 7)).toBeUndefined();
    expect(holders.get('prefix', 64500)).toBeUndefined();
  });

  it('lists what two or more have, in one order', () => {
    expect(holders.shared().map(({ type, value }) => `${type} ${value}`)).toEqual([
      'asn 64500',
      'client 1',
      'template 7',
    ]);
  });
});
