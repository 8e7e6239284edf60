import { defineMeasure, type Encoded, type MeasureRow } from '../measure.js';
import { LabelledSample } from '../sketches/labelled-sample.js';

const limit = 32;

/** From where an account calls: network fingerprints, addresses, prefixes, autonomous systems, countries. */
export interface Places {
  network: LabelledSample;
  address: LabelledSample;
  prefix: LabelledSample;
  asn: LabelledSample;
  country: LabelledSample;
}

const parts = ['network', 'address', 'prefix', 'asn', 'country'] as const;

const columns = ['network', 'ip', 'prefix', 'asn', 'country'] as const;

export const places = defineMeasure({
  id: 'places',
  per: 'account',
  columns,
  description: 'network fingerprints, addresses, prefixes, autonomous systems and countries (bottom-32 samples)',
  bound: 5 * 160 * limit,
  create: (): Places => ({
    network: new LabelledSample(limit),
    address: new LabelledSample(limit),
    prefix: new LabelledSample(limit),
    asn: new LabelledSample(limit),
    country: new LabelledSample(limit),
  }),
  observeRun,
  merge(into, from) {
    for (const part of parts) into[part].merge(from[part]);
    return into;
  },
  encode: (state): Encoded => parts.map(part => state[part].encode()),
  decode(encoded) {
    const [network, address, prefix, asn, country] = encoded as [Encoded, Encoded, Encoded, Encoded, Encoded];
    return {
      network: LabelledSample.decode(network, limit),
      address: LabelledSample.decode(address, limit),
      prefix: LabelledSample.decode(prefix, limit),
      asn: LabelledSample.decode(asn, limit),
      country: LabelledSample.decode(country, limit),
    };
  },
});

function observeRun(state: Places, rows: MeasureRow<(typeof columns)[number]>, from: number, to: number): void {
  const { dictionaries } = rows;
  state.network.addRun(dictionaries.network, rows.network, from, to);
  state.address.addRun(dictionaries.ip, rows.ip, from, to);
  state.prefix.addRun(dictionaries.prefix, rows.prefix, from, to);
  state.asn.addRun(dictionaries.asn, rows.asn, from, to);
  state.country.addRun(dictionaries.country, rows.country, from, to);
}
