import { defineMeasure, type Encoded, type MeasureRow } from '../measure.js';
import { CountedSample } from '../sketches/counted-sample.js';
import { LabelledSample } from '../sketches/labelled-sample.js';

const limit = 16;

/** With which software and under which names an account calls: client builds, API keys, organisations, sessions. */
export interface Clients {
  /** TLS | user-agent family and version. */
  client: LabelledSample;
  tls: LabelledSample;
  family: LabelledSample;
  org: LabelledSample;
  keys: CountedSample;
  endUsers: CountedSample;
  sessions: CountedSample;
}

const parts = ['client', 'tls', 'family', 'org', 'keys', 'endUsers', 'sessions'] as const;

const columns = ['client', 'tls', 'userAgentFamily', 'org', 'apiKey', 'endUser', 'session'] as const;

export const clients = defineMeasure({
  id: 'clients',
  per: 'account',
  columns,
  description: 'client builds, TLS fingerprints, organisations, keys, end users and sessions (bottom-16 samples)',
  bound: 7 * 64 * limit,
  create: (): Clients => ({
    client: new LabelledSample(limit),
    tls: new LabelledSample(limit),
    family: new LabelledSample(limit),
    org: new LabelledSample(limit),
    keys: new CountedSample(limit),
    endUsers: new CountedSample(limit),
    sessions: new CountedSample(4 * limit),
  }),
  observeRun,
  merge(into, from) {
    into.client.merge(from.client);
    into.tls.merge(from.tls);
    into.family.merge(from.family);
    into.org.merge(from.org);
    into.keys.merge(from.keys);
    into.endUsers.merge(from.endUsers);
    into.sessions.merge(from.sessions);
    return into;
  },
  encode: (state): Encoded => parts.map(part => state[part].encode()),
  decode(encoded) {
    const [client, tls, family, org, keys, endUsers, sessions] = encoded as [
      Encoded,
      Encoded,
      Encoded,
      Encoded,
      Encoded,
      Encoded,
      Encoded,
    ];
    return {
      client: LabelledSample.decode(client, limit),
      tls: LabelledSample.decode(tls, limit),
      family: LabelledSample.decode(family, limit),
      org: LabelledSample.decode(org, limit),
      keys: CountedSample.decode(keys, limit),
      endUsers: CountedSample.decode(endUsers, limit),
      sessions: CountedSample.decode(sessions, 4 * limit),
    };
  },
});

function observeRun(state: Clients, rows: MeasureRow<(typeof columns)[number]>, from: number, to: number): void {
  const { dictionaries } = rows;
  state.client.addRun(dictionaries.client, rows.client, from, to);
  state.tls.addRun(dictionaries.tls, rows.tls, from, to);
  state.family.addRun(dictionaries.userAgentFamily, rows.userAgentFamily, from, to);
  state.org.addRun(dictionaries.org, rows.org, from, to);
  state.keys.addIds(dictionaries.apiKey, rows.apiKey, from, to);
  state.endUsers.addIds(dictionaries.endUser, rows.endUser, from, to);
  state.sessions.addRun(rows.session, from, to);
}
