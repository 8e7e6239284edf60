/** More different addresses, keys and fingerprints than a decoder remembers, some of them again and again. */
import { linesOf } from './lines.mjs';

const crowd = 70_000;

export function crowdLog(random) {
  const isCsv = random.chance(0.5);
  const lineOf = (draw, at) => {
    const who = draw.chance(0.3) ? draw.below(300) : at;
    const ip = `${11 + (who >> 16)}.${(who >> 8) & 255}.${who & 255}.${draw.below(2)}`;
    const key = `sk-${who}`;
    const ja3 = draw.chance(0.5) ? who.toString(16).padStart(32, '0') : '';
    const time = 1772409605 + at;
    if (isCsv) return `${time},${ip},${key},${ja3},AS${who}\n`;
    return `{"timestamp":${time},"client_ip":"${ip}","api_key":"${key}","ja3":"${ja3}","asn":${who}}\n`;
  };
  const header = isCsv ? 'timestamp,client_ip,api_key,ja3,asn\n' : '';
  return {
    head: header + linesOf(5, at => lineOf(random, at)),
    map: {},
    body: draw => linesOf(crowd, at => lineOf(draw, at)),
  };
}
