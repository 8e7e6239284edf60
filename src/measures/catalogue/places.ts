import { defineMeasure, type Encoded } from '../measure.js';
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

export const places = defineMeasure({
  id: 'places',
  per: 'account',
  columns: ['network', 'ip', 'prefix', 'asn', 'country'],
  description: 'network fingerprints, addresses, prefixes, autonomous systems and countries (bottom-32 samples)',
  bound: 5 * 160 * limit,
  create: (): Places => ({
    network: new LabelledSample(limit),
    address: new LabelledSample(limit),
    prefix: new LabelledSample(limit),
    asn: new LabelledSample(limit),
    country: new LabelledSample(limit),
  }),
  observe(state, rows, row) {
    const { dictionaries } = rows;
    state.network.add(dictionaries.network, rows.network[row] as number);
    state.address.add(dictionaries.ip, rows.ip[row] as number);
    state.prefix.add(dictionaries.prefix, rows.prefix[row] as number);
    state.asn.add(dictionaries.asn, rows.asn[row] as number);
    state.country.add(dictionaries.country, rows.country[row] as number);
  },
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
