/** Makes a disagreement smaller: without earlier cases, without cuts, with fewer lines, then fields, then bytes. */
import { Buffer } from 'node:buffer';
import { judgeScene } from './judge.mjs';

/** Times the scene is judged at most; the smaller ones come soon. */
const mostTrials = 1500;

/** @returns a smaller scene that still disagrees; undefined when the scene given does not */
export function minimise(scene) {
  let trials = 0;
  const holds = candidate => trials++ < mostTrials && judgeScene(candidate) !== undefined;
  if (!holds(scene)) return undefined;
  let best = scene;
  const better = candidate => {
    if (!holds(candidate)) return false;
    best = candidate;
    return true;
  };
  if (!better({ ...best, earlier: [] })) {
    reduce(best.earlier, earlier => better({ ...best, earlier }));
  }
  better({ ...best, last: { ...best.last, again: undefined } });
  better({ ...best, last: { ...best.last, plainCuts: [] } });
  if (!better({ ...best, last: { ...best.last, cuts: [] } })) {
    reduce(best.last.cuts, cuts => better({ ...best, last: { ...best.last, cuts } }));
  }
  for (const pattern of [/(?<=\n)/u, /(?<=[,;|\t ])|(?=[,;|\t }\]])/u, /(?:)/u]) {
    const parts = best.last.bytes.toString('latin1').split(pattern);
    reduce(parts, left => better({ ...best, last: { ...best.last, bytes: Buffer.from(left.join(''), 'latin1') } }));
  }
  return best;
}

/** Delta debugging (Zeller 1999): takes parts out of a list, large ones first, as long as the rest still holds. */
function reduce(list, holds) {
  let left = list;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length;) {
      const fewer = [...left.slice(0, at), ...left.slice(at + size)];
      if (fewer.length < left.length && holds(fewer)) left = fewer;
      else at += size;
    }
  }
}
