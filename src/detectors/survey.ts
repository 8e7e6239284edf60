/** Features of all accounts, gathered one account after another. */
import { lowerBound, type Series } from './feature-column.js';

/** Values of one feature, account by account, in a row that grows. */
export class SeriesBuilder {
  #accounts = new Int32Array(64);
  #values = new Float64Array(64);
  #length = 0;

  /** In order of accounts. */
  add(account: number, value: number): void {
    const at = this.#length++;
    if (at === this.#values.length) {
      const [accounts, values] = [this.#accounts, this.#values];
      this.#accounts = new Int32Array(2 * at);
      this.#accounts.set(accounts);
      this.#values = new Float64Array(2 * at);
      this.#values.set(values);
    }
    this.#accounts[at] = account;
    this.#values[at] = value;
  }

  series(): Series {
    return { accounts: this.#accounts.subarray(0, this.#length), values: this.#values.subarray(0, this.#length) };
  }
}

/** Value of an account; undefined when it has none. */
export function valueOf({ accounts, values }: Series, account: number): number | undefined {
  const at = lowerBound(accounts, account);
  return accounts[at] === account ? values[at] : undefined;
}
