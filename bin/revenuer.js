#!/usr/bin/env node
// Loaded late: what cannot be loaded must end in 4 (a fault) and not in Node's 1, which says that suspects were found.
try {
  const { main } = await import('../dist/bundle/program.js');
  await main(process);
} catch (error) {
  const { code, message } = error instanceof Error ? error : { message: String(error) };
  const hint =
    code === 'EMFILE' || code === 'ENFILE'
      ? 'The system lets it open too few files: raise the limit, as by ulimit -n 1024.'
      : 'Install it again, or run npm run build in a clone.';
  process.stderr.write(`revenuer: the program cannot be loaded: ${message}\n  ${hint}\n`);
  process.exitCode = 4;
}
