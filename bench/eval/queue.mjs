/** Results of tasks in their order, `width` of them under way at a time; makers are only called when there is room. */
export async function inTurn(makers, width, onResult) {
  const pending = [];
  const results = [];
  let done = 0;
  const tasks = (function* () {
    for (const make of makers) for (const task of make()) yield [results.push(undefined) - 1, task];
  })();
  const worker = async () => {
    for (const [place, task] of tasks) {
      results[place] = await task();
      onResult?.(++done);
    }
  };
  for (let i = 0; i < width; i++) pending.push(worker());
  await Promise.all(pending);
  return results;
}
