/** What anybody would sort accounts by first, without this program: by name of the ranking, a figure for each account. */
import { beaconScores } from './beacon.mjs';

export function naiveRankings(requests) {
  const byRequests = new Map();
  const byOutput = new Map();
  const addresses = new Map();
  for (const { account, outputTokens, ip } of requests) {
    byRequests.set(account, (byRequests.get(account) ?? 0) + 1);
    byOutput.set(account, (byOutput.get(account) ?? 0) + outputTokens);
    if (!addresses.has(account)) addresses.set(account, new Set());
    addresses.get(account).add(ip);
  }
  const byAddresses = new Map([...addresses].map(([account, seen]) => [account, seen.size]));
  return {
    requests: byRequests,
    'output tokens': byOutput,
    addresses: byAddresses,
    'RITA beacon score': beaconScores(requests),
  };
}
