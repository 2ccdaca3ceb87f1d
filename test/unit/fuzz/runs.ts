/** Inputs on which a fuzzer or a slow law is tried: `short` in the unit suite, more by `DAYMARK_FUZZ_RUNS=100000 npm run test:unit -- --grep fuzz`. */
export function fuzzRuns(short: number): number {
  const asked = Number(process.env['DAYMARK_FUZZ_RUNS']);
  return Number.isInteger(asked) && asked > 0 ? asked : short;
}
