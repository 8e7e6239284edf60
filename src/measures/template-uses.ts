/**
 * Questions to an account's uses of templates that few of them answer: an account has hundreds, and all but a handful are
 * of no interest. Whoever has them in another form hands out {@link LazyUses}, and a use is made when it is asked for.
 */
import type { TemplateKind, TemplateUse, TemplateUses } from './catalogue/templates.js';

/** Called for each use. */
export type CountVisitor = (key: number, requests: number, kind: TemplateKind) => void;

/** Goes through the uses by their counts alone. */
export function eachCount(uses: TemplateUses, visit: CountVisitor): void {
  if (uses instanceof LazyUses) uses.visitCounts(visit);
  else for (const { key, requests, kind } of uses.values()) visit(key, requests, kind);
}

/** Uses of at least so many requests, in the order of the map. */
export function usesAtLeast(uses: TemplateUses, least: number): TemplateUse[] {
  const found: TemplateUse[] = [];
  eachCount(uses, (key, requests) => {
    if (requests >= least) found.push(uses.get(key) as TemplateUse);
  });
  return found;
}

/** The commonest use that is of a text, of equally common ones that with the smallest key; used 0 times where there is none. */
export function commonestText(uses: TemplateUses): { key: number; requests: number } {
  let key = 0;
  let most = 0;
  eachCount(uses, (each, requests, kind) => {
    if (kind === 'system' || requests < most || (requests === most && each >= key)) return;
    key = each;
    most = requests;
  });
  return { key, requests: most };
}

/**
 * A map of uses, each made when it is asked for: whatever asks for more than single ones and counts gets them all. To be
 * read alone.
 */
export abstract class LazyUses extends Map<number, TemplateUse> {
  #filled = false;

  /** In the order of the map. */
  abstract visitCounts(visit: CountVisitor): void;
  protected abstract make(key: number): TemplateUse | undefined;

  override get(key: number): TemplateUse | undefined {
    return this.#filled ? super.get(key) : this.make(key);
  }

  override has(key: number): boolean {
    return this.get(key) !== undefined;
  }

  override get size(): number {
    this.#fill();
    return super.size;
  }

  override keys(): MapIterator<number> {
    this.#fill();
    return super.keys();
  }

  override values(): MapIterator<TemplateUse> {
    this.#fill();
    return super.values();
  }

  override entries(): MapIterator<[number, TemplateUse]> {
    this.#fill();
    return super.entries();
  }

  override [Symbol.iterator](): MapIterator<[number, TemplateUse]> {
    return this.entries();
  }

  override forEach(visit: (use: TemplateUse, key: number, map: Map<number, TemplateUse>) => void): void {
    this.#fill();
    super.forEach(visit);
  }

  override set(): this {
    throw new TypeError('these uses of templates are shared: copy them first');
  }

  override delete(): boolean {
    throw new TypeError('these uses of templates are shared: copy them first');
  }

  override clear(): void {
    throw new TypeError('these uses of templates are shared: copy them first');
  }

  #fill(): void {
    if (this.#filled) return;
    this.visitCounts(key => {
      const use = this.make(key);
      if (use !== undefined) super.set(key, use);
    });
    this.#filled = true;
  }
}
