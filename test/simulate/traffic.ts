/** Small simulations for tests. */
import { simulate, type SimulateOptions } from '../../src/simulate/simulate.js';
import type { CampaignSpec } from '../../src/simulate/campaigns/spec.js';
import type { Label, SimulatedRequest } from '../../src/simulate/request.js';

export const monday = Date.UTC(2026, 2, 2);

export interface Traffic {
  requests: SimulatedRequest[];
  labels: readonly Label[];
  active: Label[];
}

export function traffic(options: Partial<SimulateOptions>): Traffic {
  const simulation = simulate({ seed: 7, days: 1, start: monday, populations: {}, campaigns: [], ...options });
  const requests = [...simulation.requests];
  return { requests, labels: simulation.labels, active: simulation.active() };
}

/** What one campaign sends, beside nobody. */
export function harvest(spec: Partial<CampaignSpec> & Pick<CampaignSpec, 'kind'>, days = 1): SimulatedRequest[] {
  return traffic({ days, campaigns: [{ name: 'c', ...spec }] }).requests;
}

export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
