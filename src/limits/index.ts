/** The smallest campaign that would be found in a log of the user’s own. */
export { defaultKinds, defaultRates, findLimits, type Limit, type LimitOptions, type LimitReport } from './limit.js';
