/** Logged request bodies, known by their shape: whatever their name, the client wrote what is in them. */
import type { SampledField } from '../../formats/format.js';
import { fold, leafOf, parentOf } from './names.js';

const asks: ReadonlySet<string> = new Set(['messages', 'contents', 'prompt', 'inputtext']);
const parameters: ReadonlySet<string> = new Set(
  'model maxtokens maxcompletiontokens maxoutputtokens temperature topp topk stream tools n frequencypenalty presencepenalty generationconfig'.split(
    ' ',
  ),
);
/** What only the provider knows of a request. */
const providers: ReadonlySet<string> = new Set(
  'ip clientip remoteaddr remoteip remoteaddress ipaddr address addr timestamp ts time status statuscode latency latencyms duration durationms prompttokens completiontokens inputtokens outputtokens useragent ua'.split(
    ' ',
  ),
);

/** Paths of objects that are bodies. */
export function bodiesIn(fields: readonly SampledField[]): ReadonlySet<string> {
  const children = new Map<string, Set<string>>();
  for (const { field } of fields) {
    const parent = parentOf(field);
    if (parent === '') continue;
    const names = children.get(parent) ?? new Set();
    children.set(parent, names.add(fold(leafOf(field))));
  }
  const is = ([, names]: [string, Set<string>]) => has(names, asks) && has(names, parameters) && !has(names, providers);
  return new Set([...children].filter(is).map(([parent]) => parent));
}

function has(names: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  return [...names].some(name => wanted.has(name));
}

/** Whether a field is in one of them. */
export function isInside(field: string, bodies: ReadonlySet<string>): boolean {
  for (let parent = parentOf(field); parent !== ''; parent = parentOf(parent)) if (bodies.has(parent)) return true;
  return false;
}
