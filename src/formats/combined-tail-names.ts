/** What the values behind the status of an access log line are called, by what they look like in the lines of the sample. */
import { absentValues } from './format.js';
import { kindsOf, mostExtras, placesOf, tailPlaces, type Tail, type TailShape } from './combined-tail.js';
import { formOf, type Form } from './value-forms.js';

/** Nearly all: a few lines may be broken, or somebody's game. */
const nearly = 0.9;

export interface LearnedTail {
  readonly shape: TailShape;
  /** Names by place, for those that are called otherwise than usual. */
  readonly names: readonly (readonly [place: number, name: string])[];
  readonly notes: readonly string[];
}

interface Column {
  readonly place: number;
  readonly quoted: boolean;
  readonly values: readonly string[];
  readonly form: Form | undefined;
}

const agentPlace = tailPlaces.strings[1];

export function learnTail(tails: readonly Tail[], hosts: readonly (string | undefined)[]): LearnedTail {
  const usual = usualKinds(tails);
  const even = tails.filter(({ tokens }) => kindsOf(tokens) === usual);
  const columns = columnsOf(usual, even);
  const names = new Map<number, string>();
  const keys = keyedColumns(columns);
  for (const [place, key] of keys) names.set(place, longNames.get(key) ?? key);
  const unnamed = columns.filter(({ place }) => !names.has(place));
  const agent = nameStrings(unnamed, names);
  if (!nameIngress(unnamed, names)) nameForms(unnamed, names, new Set(hosts).size > 1);
  if (formOf(even.flatMap(({ size }) => size ?? [])) === 'seconds') names.set(tailPlaces.size, 'request_time');
  const kinds = even.length >= nearly * tails.length ? usual : undefined;
  const agentAt = columns.findIndex(({ place }) => place === agent);
  const several = [...names.values()].filter(name => name === 'x_forwarded_for').length > 1;
  return {
    shape: {
      kinds,
      agentAt,
      keys,
      paired: agent === agentPlace || (agent < 0 && !columns.some(({ quoted }) => quoted)),
    },
    names: [...names],
    notes: several ? ['several values behind the user agent are addresses: the first is read as forwarded for'] : [],
  };
}

/** What at least half of the lines have: `qqw` for two strings and a word. */
function usualKinds(tails: readonly Tail[]): string {
  const counts = new Map<string, number>();
  for (const { tokens } of tails) counts.set(kindsOf(tokens), (counts.get(kindsOf(tokens)) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] * 2 >= tails.length ? best[0] : '';
}

function columnsOf(kinds: string, tails: readonly Tail[]): Column[] {
  return placesOf(kinds)
    .filter(place => place < tailPlaces.extras + mostExtras)
    .map((place, index) => {
      const values = tails.map(({ tokens }) => tokens[index]?.text ?? '');
      return { place, quoted: kinds.charAt(index) === 'q', values, form: formAt(place, values) };
    });
}

/** Where clients write, in place of a referer or an agent, what a few of them write there says nothing. */
function formAt(place: number, values: readonly string[]): Form | undefined {
  const rare = values.filter(isAbsent).length > (1 - nearly) * values.length;
  return tailPlaces.strings.includes(place) && rare ? undefined : formOf(values);
}

/** nginx's habit of short names in front of its times. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['rt', 'request_time'],
  ['urt', 'upstream_response_time'],
  ['uct', 'upstream_connect_time'],
  ['uht', 'upstream_header_time'],
  ['ua', 'upstream_addr'],
  ['xff', 'x_forwarded_for'],
  ['rid', 'request_id'],
]);

function keyedColumns(columns: readonly Column[]): (readonly [number, string])[] {
  return columns.flatMap(({ place, quoted, values }) => {
    const key = /^([A-Za-z_][\w.-]{0,40})=/.exec(values[0] ?? '')?.[1];
    if (quoted || key === undefined || !mostly(values, value => value.startsWith(`${key}=`))) return [];
    return [[place, key] as const];
  });
}

const special: ReadonlySet<Form | undefined> = new Set<Form>(['addresses', 'endpoints', 'ja4', 'ja3', 'id', 'tls']);

/** Names referer and user agent; @returns the place of the agent, -1 where there is none */
function nameStrings(columns: readonly Column[], names: Map<number, string>): number {
  const [first, ...others] = columns.filter(({ quoted, form }) => quoted && !special.has(form));
  const second = others.find(({ values }) => !values.every(isAbsent)) ?? others[0];
  if (first === undefined) return -1;
  const firstRefers = mostly(first.values, looksLikeReferer);
  if (second === undefined) {
    names.set(first.place, firstRefers ? 'referer' : 'http_user_agent');
    return firstRefers ? -1 : first.place;
  }
  const swapped = !firstRefers && mostly(second.values, looksLikeReferer);
  const [referer, agent] = swapped ? [second, first] : [first, second];
  names.set(referer.place, 'referer');
  names.set(agent.place, 'http_user_agent');
  return agent.place;
}

function looksLikeReferer(value: string): boolean {
  return isAbsent(value) || /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(value.slice(0, 32));
}

const ingress = [
  'request_length',
  'request_time',
  'proxy_upstream_name',
  'proxy_alternative_upstream_name',
  'upstream_addr',
  'upstream_response_length',
  'upstream_response_time',
  'upstream_status',
  'request_id',
];

/** The Kubernetes ingress controller of nginx: `812 4.10 [llm-gw-80] [] 10.0.0.9:8080 9000 4.1 200 abc0`. */
function nameIngress(columns: readonly Column[], names: Map<number, string>): boolean {
  const extras = columns.filter(({ place }) => place >= tailPlaces.extras && !names.has(place));
  const inBrackets = (at: number) => mostly(extras[at]?.values ?? [], value => /^\[[^\]]*\]$/.test(value));
  if (extras.length < ingress.length - 1 || extras[1]?.form !== 'seconds' || !inBrackets(2)) return false;
  const called = inBrackets(3) ? ingress : ingress.filter(name => name !== 'proxy_alternative_upstream_name');
  called.forEach((name, at) => {
    const place = extras[at]?.place;
    if (place !== undefined) names.set(place, name);
  });
  return true;
}

const isPrivate = /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.|^\[?(?:f[cd]|fe80:|::1)/i;

function nameForms(columns: readonly Column[], names: Map<number, string>, clientsDiffer: boolean): void {
  const times = ['upstream_header_time', 'upstream_response_time', 'request_time'];
  // Of several lists of addresses the one that most lines have comes first.
  const addresses = columns.filter(({ form }) => form === 'addresses').sort((a, b) => here(b) - here(a));
  for (const { place, form, values } of [...addresses, ...columns]) {
    if (names.has(place) || form === undefined) continue;
    const name = form === 'seconds' ? times.pop() : nameOfForm(form, values, clientsDiffer);
    if (name !== undefined) names.set(place, name);
  }
}

function here({ values }: Column): number {
  return values.filter(value => !isAbsent(value)).length;
}

function nameOfForm(form: Exclude<Form, 'seconds'>, values: readonly string[], clientsDiffer: boolean): string {
  switch (form) {
    case 'addresses':
      // One address in all lines, whoever the client is, is the server's.
      return clientsDiffer && new Set(values).size === 1 ? 'server_addr' : 'x_forwarded_for';
    case 'endpoints':
      return values.every(value => isAbsent(value) || isPrivate.test(value)) ? 'upstream_addr' : 'x_forwarded_for';
    case 'id':
      return 'request_id';
    case 'epoch':
      return 'msec';
    case 'tls':
      return 'ssl_protocol';
    default:
      return form;
  }
}

function isAbsent(value: string): boolean {
  return absentValues.has(value);
}

function mostly(values: readonly string[], test: (value: string) => boolean, share = nearly): boolean {
  return values.length > 0 && values.filter(test).length >= share * values.length;
}
