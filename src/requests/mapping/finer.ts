/** A house with many callers is no account where the log names the callers, whatever its field is called. */
import { isConstant, isUnique, presence, type FieldFacts } from './facts.js';
import { fold, leafOf } from './names.js';

interface Claim {
  readonly facts: FieldFacts;
  readonly against?: string;
}

/** Folded names of what holds several callers. */
const houses: ReadonlySet<string> = new Set(
  'tenant tenantid tenantname tenantuuid tenantkey mandant mandantid workspace workspaceid project projectid organization organizationid org orgid company companyid'.split(
    ' ',
  ),
);
/** A caller that fewer of the records have than this part of those that have the house does not stand for it. */
const leastPart = 0.5;

/** The claims to be the account, with a word against houses beside which a finer field recurs. */
export function finerFirst<T extends Claim>(claims: readonly T[]): T[] {
  return claims.map(claim => {
    if (claim.against !== undefined || !isHouse(claim.facts)) return claim;
    const finer = claims.find(other => isFiner(other, claim.facts));
    if (finer === undefined) return claim;
    const { field, distinct } = finer.facts;
    return { ...claim, against: `${field} tells more of them apart (${distinct} values, not ${claim.facts.distinct})` };
  });
}

function isHouse({ field }: FieldFacts): boolean {
  return houses.has(fold(leafOf(field)));
}

function isFiner({ facts, against }: Claim, house: FieldFacts): boolean {
  if (against !== undefined || isHouse(facts) || isConstant(facts) || isUnique(facts)) return false;
  return facts.distinct > house.distinct && presence(facts) >= leastPart * presence(house);
}
