/** What may not be an account, whatever its name: nobody is charged by connection, address, date, or as the operator itself. */
import type { Evidence, Found } from './evidence.js';
import { isConstant, isUnique, share, type FieldFacts } from './facts.js';
import { fold, leafOf } from './names.js';
import * as shapes from './shapes.js';

/** Values of which so large a share is something else. */
const mostly = 0.5;

/** Ids of the provider's own account at whoever carries its traffic. */
const operators: ReadonlySet<string> = new Set(
  'awsaccountid recipientaccountid owneraccountid tenantid subscriptionid projectid project workspace workspaceid resourceid'.split(
    ' ',
  ),
);

export function evidenceOfAccount(facts: FieldFacts, found: Found, usable: Evidence): Evidence {
  if (usable.against !== undefined || facts.values.length === 0) return usable;
  const against = otherThan(facts);
  if (against !== undefined) return { ...usable, against };
  const doubt = doubtOf(facts, found);
  return doubt === undefined ? usable : { ...usable, doubt };
}

function otherThan(facts: FieldFacts): string | undefined {
  if (share(facts, shapes.isAddress) > mostly) return 'holds addresses';
  if (share(facts, shapes.isDateText) > mostly) return 'holds dates';
  if (share(facts, shapes.isUserAgent) > 0.9) return 'holds names of software';
  if (share(facts, shapes.isSourcePlace) > mostly) return 'holds places in a program';
  if (share(facts, shapes.isPath) > mostly || share(facts, shapes.isMethod) > mostly) return 'holds what was asked for';
  if (share(facts, shapes.isCodePlace) > mostly) return 'holds places in a program';
  return isOperators(facts) ? 'the operator’s own, the same for all' : undefined;
}

/** AWS numbers its accounts with twelve digits, and calls them by a name that others have for their customers'. */
function isOperators(facts: FieldFacts): boolean {
  const name = fold(leafOf(facts.field));
  if (facts.distinct > 2 || (name !== 'accountid' && !operators.has(name))) return false;
  const isAws = share(facts, text => /^\d{12}$/.test(text)) > 0.9;
  return isAws || (name !== 'accountid' && isConstant(facts));
}

function doubtOf(facts: FieldFacts, found: Found): string | undefined {
  const weak = found !== 'name';
  if (isConstant(facts) || (weak && facts.distinct === 1 && facts.values.length >= 5)) return 'one value for all';
  return isUnique(facts) ? 'another value for each record' : undefined;
}
