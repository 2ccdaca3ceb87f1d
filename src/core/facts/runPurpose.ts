/**
 * Purposes of a run, as far as its end is concerned: `batch` work ends by itself; `interactive` programs wait for keys, `watching` ones for
 * changes, and `serving` ones for requests.
 */
export type RunPurpose = 'batch' | 'interactive' | 'watching' | 'serving';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words before the program itself. */
const prefixes = set('sudo doas time nice nohup exec command env npx bunx uvx pnpx dlx builtin winpty stdbuf');

/** Programs that wait for keys, whatever their arguments are. */
const interactive = set(
  [
    'vi vim nvim gvim nano pico emacs micro hx helix kak kakoune ed joe mcedit',
    'less more most man info tail',
    'mosh telnet ftp sftp screen tmux zellij byobu picocom minicom tio cu miniterm',
    'top htop btop btm atop iotop glances nvtop ncdu lazygit lazydocker tig gitui k9s ctop ranger nnn lf yazi mc vifm fzf',
    'mutt neomutt aerc irssi weechat lynx w3m newsboat',
    'ipython bpython ptpython irb pry ghci iex jshell utop groovysh pgcli mycli litecli gdb lldb dlv',
    'claude codex gemini aider opencode amp goose crush copilot cursor-agent',
  ].join(' '),
);
/** Programs that wait for keys unless they are given something to run: an option of `given`, or a word that isn't an option. */
const shells = set('bash zsh fish sh dash ksh pwsh powershell nu su cmd');
const repls = set(
  'python python3 py node deno bun r julia octave lua luajit php scala clj racket sbcl guile erl swift',
);
/** The same, where words that are no options name what is connected to. */
const clients = set(
  'psql mysql mariadb sqlite3 duckdb mongo mongosh redis-cli sqlplus sqlcmd cqlsh clickhouse-client snowsql usql influx',
);
const scriptOption = /^(?:-[cfe]|-p|-eval|-x|-r|--(?:command|file|execute|eval|print|query|version|help))(?:=|$)/;

const watching = set('watch watchexec nodemon ptw pytest-watch entr guard reflex bacon ts-node-dev chokidar');
const serving = set(
  [
    'http-server serve live-server json-server browser-sync webpack-dev-server caddy nginx ngrok cloudflared',
    'uvicorn gunicorn hypercorn daphne puma redis-server mongod mysqld postgres jupyter jupyter-lab tensorboard',
  ].join(' '),
);
/** First words of a program, or parts of the name of a script, that say so. */
const watchWords = set('watch watcher watching autotest');
const serveWords = set(
  'serve server dev develop start preview storybook runserver port-forward proxy tunnel listen lab notebook',
);
const useWords = set('console shell repl attach monitor tinker c');
/** Programs of which `-w` means watching; of others it means a workspace, words, and so on. */
const shortWatch = set('tsc mocha rollup webpack babel sass ava tailwindcss postcss');
const watchOption = /^--(?:watch(?:-?all|-path)?|live-?reload|loop-?on-?fail|continuous)(?:=(?!false)|$)/i;
/** Programs whose `-f` follows what is written. */
const followers = set('journalctl kubectl docker docker-compose podman stern heroku');
/** Programs, and first words of others, that words such as `dev` and `serve` are only names for. */
const names = set(
  'git gh glab svn hg cat echo printf cd ls grep rg find rm cp mv mkdir open code install i add remove uninstall update',
);
/** Options of ssh that take a word. */
const sshOptions = /^-[BbcDEeFIiJLlmOopPQRSWw]$/;
/** Words after the program that are looked at, as far as no option comes before them. */
const wordsLookedAt = 3;

/**
 * Tells the purpose of a run from its name: a program, a command line, or the name of a task. Of several commands the first that does not
 * end by itself decides. What is unknown is `batch`.
 */
export function runPurpose(name: string): RunPurpose {
  for (const command of name.split(/&&|\|\||[;|\n]/)) {
    const purpose = purposeOf(command.trim().split(/\s+/));
    if (purpose !== 'batch') return purpose;
  }
  return 'batch';
}

function purposeOf(words: readonly string[]): RunPurpose {
  const first = words.findIndex((word) => !prefixes.has(word) && !/^\w+=/.test(word));
  const program = programOf(words[first] ?? '');
  const args = words.slice(first + 1);
  const subcommands = commandWords(program, args);
  const has = (known: ReadonlySet<string>): boolean => subcommands.some((word) => known.has(word));
  if (isWatching(program, args) || has(watchWords)) return 'watching';
  if (isInteractive(program, args)) return 'interactive';
  if (isServing(program, args) || has(serveWords)) return 'serving';
  // `rails console`, `manage.py shell`, `kubectl attach`: never the first word, which is the program.
  return subcommands.slice(1).some((word) => useWords.has(word)) ? 'interactive' : 'batch';
}

/** The last part of a path, without the ending of a Windows program and the colon of a task (`npm: watch`). */
function programOf(word: string): string {
  const name = word.replaceAll(/["']/g, '').split(/[\\/]/).at(-1) ?? '';
  return name
    .replace(/\.(?:exe|cmd|bat|ps1|sh)$/i, '')
    .replace(/:$/, '')
    .toLowerCase();
}

/** The words of a command before its first option or path, and the parts of scripts' names among them: `test:watch`. */
function commandWords(program: string, args: readonly string[]): string[] {
  const subcommands: string[] = [program];
  if (names.has(program)) return subcommands;
  for (const arg of args) {
    if (subcommands.length > wordsLookedAt || names.has(arg) || arg.startsWith('-') || /["'\\/]/.test(arg)) break;
    // The module or script that an interpreter runs says what it is: `python manage.py runserver`, `php artisan serve`.
    subcommands.push(arg.toLowerCase());
  }
  return subcommands.flatMap((word) => [word, ...word.split(/[:_.-]/)]);
}

function isWatching(program: string, args: readonly string[]): boolean {
  if (watching.has(program)) return true;
  // Vitest watches unless it is told to run once.
  if (program === 'vitest') return !args.some((arg) => /^(?:run|bench|list|related|--run|--watch=false)$/.test(arg));
  // So do Angular's tests, and tasks of sbt after a tilde.
  if (program === 'ng' && args[0] === 'test') return !args.some((arg) => /^--(?:watch=false|no-watch)$/.test(arg));
  if (program === 'sbt' && args.some((arg) => /^["']?~/.test(arg))) return true;
  return args.some((arg) => watchOption.test(arg) || (arg === '-w' && shortWatch.has(program)));
}

function isInteractive(program: string, args: readonly string[]): boolean {
  if (interactive.has(program)) return !args.some((arg) => /^(?:exec|-p|--print|--version|--help)$/.test(arg));
  const isOperand = (arg: string, i: number): boolean =>
    !arg.startsWith('-') && !(program === 'ssh' && sshOptions.test(args[i - 1] ?? ''));
  const operands = args.filter(isOperand);
  if (program === 'ssh') return operands.length <= 1;
  if (clients.has(program)) return !args.some((arg) => scriptOption.test(arg) || arg.startsWith('<'));
  if (shells.has(program) || repls.has(program))
    return operands.length === 0 && !args.some((arg) => scriptOption.test(arg));
  if (followers.has(program) && args.some((arg) => arg === '-f' || arg === '--follow' || arg === '--tail'))
    return args.includes('logs') || program === 'journalctl' || program === 'stern';
  return args.some((arg) => /^-(?:it|ti|i)$/.test(arg)) && /^(?:docker|podman|kubectl|oc|nerdctl)$/.test(program);
}

function isServing(program: string, args: readonly string[]): boolean {
  if (serving.has(program)) return true;
  if (program === 'vite') return !args.includes('build') && !args.includes('optimize');
  if (program === 'flask' || program === 'streamlit') return args.includes('run');
  if (program === 'python' || program === 'python3') return args.includes('http.server');
  if (program === 'php') return args.includes('-S');
  const composes = program === 'docker-compose' || args[0] === 'compose';
  return composes && args.includes('up') && !args.includes('-d') && !args.includes('--detach');
}
