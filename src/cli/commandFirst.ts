/** Returns arguments with the command in front of the options, which may precede it: `daymark --json today`, `daymark --data FOLDER mcp`. */
export function commandFirst(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((one, index) => !one.startsWith('-') && argv[index - 1] !== '--data');
  return at <= 0 || isHelp(argv[0]) ? argv : [...argv.slice(at, at + 1), ...argv.slice(0, at), ...argv.slice(at + 1)];
}

export function isHelp(argument: string | undefined): boolean {
  return argument === 'help' || argument === '--help' || argument === '-h';
}
