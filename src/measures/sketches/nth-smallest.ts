/**
 * The n-th smallest of some numbers, n from 0, without sorting all of them: what a sample cuts itself down by, time and again
 * (FIND, Hoare 1961). Numbers are put in another order. None of them may be NaN.
 */
export function nthSmallest(numbers: Float64Array, n: number): number {
  let first = 0;
  let last = numbers.length - 1;
  while (first < last) {
    const pivot = numbers[(first + last) >>> 1] as number;
    let low = first;
    let high = last;
    while (low <= high) {
      while ((numbers[low] as number) < pivot) low++;
      while ((numbers[high] as number) > pivot) high--;
      if (low > high) break;
      const swapped = numbers[low] as number;
      numbers[low++] = numbers[high] as number;
      numbers[high--] = swapped;
    }
    // Between `high` and `low` there is at most the pivot itself.
    if (n <= high) last = high;
    else if (n >= low) first = low;
    else break;
  }
  return numbers[n] as number;
}
