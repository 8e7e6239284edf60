/** Features of all accounts, gathered one account after another. */
import { GrowingFloats, GrowingInts } from '../measures/growing.js';
import { lowerBound, type Series } from './feature-column.js';

/** Values of one feature, account by account. */
export class SeriesBuilder {
  readonly #accounts = new GrowingInts();
  readonly #values = new GrowingFloats();

  /** In order of accounts. */
  add(account: number, value: number): void {
    this.#accounts.push(account);
    this.#values.push(value);
  }

  series(): Series {
    return { accounts: this.#accounts.all(), values: this.#values.all() };
  }
}

/** Value of an account; undefined when it has none. */
export function valueOf({ accounts, values }: Series, account: number): number | undefined {
  const at = lowerBound(accounts, account);
  return accounts[at] === account ? values[at] : undefined;
}
