/**
 * What is usual in a log: its models, paths, networks and clients. A simulated campaign that came with models and
 * libraries nobody else in the log uses would be found by these alone; so it takes those of the log.
 */
import { clients } from '../measures/catalogue/clients.js';
import { parameters } from '../measures/catalogue/parameters.js';
import { places } from '../measures/catalogue/places.js';
import type { Profiles } from '../measures/profiles.js';
import { isBrowser, parseUserAgent } from '../requests/user-agent.js';
import type { Random } from '../simulate/random.js';
import type { SimulatedRequest } from '../simulate/request.js';

type Weighted<T> = readonly (readonly [accounts: number, item: T])[];

interface Client {
  readonly userAgent: string;
  readonly ja4: string;
}

/** Each value with the number of accounts that use it, in an order that depends on nothing else. */
export interface Habits {
  readonly models: Weighted<string>;
  readonly paths: Weighted<string>;
  readonly systems: Weighted<string>;
  readonly programs: Weighted<Client>;
  readonly browsers: Weighted<Client>;
}

export function habitsOf(profiles: Profiles): Habits {
  const models = new Map<string, number>();
  const paths = new Map<string, number>();
  const systems = new Map<string, number>();
  const builds = new Map<string, { accounts: number; client: Client; browser: boolean }>();
  for (const name of profiles.names()) {
    const account = profiles.accounts.intern(name);
    const asked = profiles.of(parameters, account);
    for (const { label } of asked.model.entries()) count(models, label);
    for (const { label } of asked.path.entries()) count(paths, label);
    for (const { label } of profiles.of(places, account).asn.entries()) count(systems, label);
    const { client, family, tls } = profiles.of(clients, account);
    const families = family.entries().map(({ label }) => label);
    const fingerprints = tls.entries().map(({ label }) => label);
    for (const { label } of client.entries()) {
      const known = builds.get(label);
      if (known !== undefined) known.accounts++;
      else {
        const build = readBuild(label, families, fingerprints);
        if (build !== undefined) builds.set(label, { accounts: 1, ...build });
      }
    }
  }
  const used = [...builds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, build]) => build);
  const clientsOf = (people: boolean): Weighted<Client> =>
    used.filter(({ browser }) => browser === people).map(({ accounts, client }) => [accounts, client] as const);
  return {
    models: ordered(models),
    paths: ordered(paths),
    systems: ordered(systems),
    programs: clientsOf(false),
    browsers: clientsOf(true),
  };
}

function count(counts: Map<string, number>, label: string): void {
  counts.set(label, (counts.get(label) ?? 0) + 1);
}

function ordered(counts: ReadonlyMap<string, number>): Weighted<string> {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, accounts]) => [accounts, label] as const);
}

/** The build behind a label: family, version and fingerprint, each where it is known. */
function readBuild(
  label: string,
  families: readonly string[],
  fingerprints: readonly string[],
): { client: Client; browser: boolean } | undefined {
  for (const ja4 of [...fingerprints, '']) {
    if (!label.endsWith(ja4)) continue;
    const software = label.slice(0, label.length - ja4.length).trimEnd();
    if (software === '') return { client: { userAgent: '', ja4 }, browser: false };
    const family = families.find(one => software === one || software.startsWith(`${one} `));
    if (family === undefined) continue;
    const userAgent = userAgentOf(family, software.slice(family.length + 1));
    if (userAgent !== undefined) return { client: { userAgent, ja4 }, browser: isBrowser(family) };
  }
  return undefined;
}

/** A user agent that is read as this family and version; undefined when none of the usual spellings is. */
function userAgentOf(family: string, version: string): string | undefined {
  const spellings =
    version === ''
      ? [family]
      : [
          `${family}/${version}`,
          `${family} ${version}`,
          `Mozilla/5.0 ${family}/${version}`,
          `Mozilla/5.0 Edg/${version}`,
          `Mozilla/5.0 Version/${version} Safari`,
        ];
  return spellings.find(text => {
    const read = parseUserAgent(text);
    return read.family === family && read.version === version;
  });
}

/**
 * Dresses requests in a log's habits: the same model, network or client of the simulator becomes the same one of the
 * log, drawn by how many accounts have it. What the log does not tell stays as it is.
 */
export function dresser(
  habits: Habits,
  random: Random,
  keepClients: boolean,
): (request: SimulatedRequest) => SimulatedRequest {
  const models = exchange(random.fork('models'), habits.models);
  const systems = exchange(random.fork('systems'), habits.systems);
  const programs = exchange(random.fork('programs'), habits.programs);
  const browsers = exchange(random.fork('browsers'), habits.browsers);
  // Where most accounts call is where answers come from; rarer paths may not even be those of a model.
  const [, path] = habits.paths.reduce<readonly [number, string | undefined]>(
    (most, one) => (one[0] > most[0] ? one : most),
    [0, undefined],
  );
  return request => {
    const { userAgent, ja4 } = request;
    const people = isBrowser(parseUserAgent(userAgent).family);
    const client = keepClients ? undefined : (people ? browsers : programs)(`${userAgent} ${ja4}`);
    const system = systems(String(request.asn));
    return {
      ...request,
      ...client,
      model: models(request.model) ?? request.model,
      path: path ?? request.path,
      asn: system !== undefined && /^\d+$/.test(system) ? Number(system) : request.asn,
    };
  };
}

function exchange<T>(random: Random, offered: Weighted<T>): (own: string) => T | undefined {
  const given = new Map<string, T>();
  return own => {
    if (offered.length === 0) return undefined;
    const known = given.get(own);
    if (known !== undefined) return known;
    const drawn = random.fork(own).weighted(offered);
    given.set(own, drawn);
    return drawn;
  };
}
