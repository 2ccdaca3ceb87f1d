/** Names of files that hold keys, passwords, or tokens by convention. Compared in lower case with the last part of a path. */
const secretNames = [
  /^\.env(?:$|[.\-_])/,
  /\.env$/,
  /\.(?:pem|key|p12|pfx|p8|ppk|jks|keystore|kdbx|asc|gpg|age|ovpn|tfvars|tfstate|mobileprovision)(?:\.|$)/,
  /^id_(?:rsa|dsa|ecdsa|ed25519)/,
  /^(?:\.npmrc|\.yarnrc\.yml|\.pypirc|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials|\.dockercfg|kubeconfig)$/,
  /^(?:credentials?|secrets?|service[-_]?account[\w-]*|client[-_]?secrets?[\w-]*)(?:$|\.(?:json|ya?ml|toml|ini|xml|properties|txt|csv|env))/,
  /(?:[._-])(?:secrets?|credentials?)\.(?:json|ya?ml|toml|ini|properties)$/,
];
/** Folders that hold nothing else. */
const secretFolders = /(?:^|\/)\.(?:ssh|gnupg|aws|azure|kube|docker|secrets?)\//;

/** Returns true for a file that holds keys, passwords, or tokens by its name. @param path with forward slashes */
export function isSecretFile(path: string): boolean {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  return secretFolders.test(lower) || secretNames.some((pattern) => pattern.test(name));
}

/** A text without the secrets in it, and their number. */
export interface CleanedText {
  readonly text: string;
  readonly removed: number;
}

const mark = '[secret removed]';

/**
 * Keys and tokens in the forms that their services document: private keys (RFC 7468), AWS, GitHub, GitLab, Slack, Stripe, Google, npm,
 * Anthropic and OpenAI, JSON web tokens, and passwords in URLs.
 */
const tokens: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[opusr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\b[spr]k_(?:live|test)_\w{16,}/g,
  /\bAIza[\w-]{35}/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bsk-(?:ant-|proj-)?[\w-]{20,}/g,
  // Not within a longer word, where each part of it would be looked at again.
  /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/g,
  /(?<=:\/\/[^\s/:@]{0,100}:)[^\s/@:]{3,200}(?=@)/g,
];

/** A value that is given to something whose name says that it is secret. The value is quoted, or all that is left of the line. */
const named =
  /((?:pass(?:word|wd|phrase)?|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?secret|auth)["'\]]?\s*(?:=>|:=|[:=])\s*)(?:(["'`])((?:(?!\2).){6,})\2|([A-Za-z0-9+/_.-]{16,}={0,2})(?=[ \t\r]{0,20}[;,]?[ \t\r]{0,20}$))/gim;

/** The lines of a private key, with the signs that a diff puts before them. */
const privateKey =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$(?![\s\S]))/g;

/** Replaces what looks like a key, a token, or a password by a mark. It errs on the side of removing. */
export function withoutSecrets(text: string): CleanedText {
  let removed = 0;
  const take = (): string => (removed++, mark);
  let rest = text.replace(privateKey, take);
  for (const pattern of tokens) rest = rest.replace(pattern, take);
  rest = rest.replace(named, (...[found, before, quote = '', value]: (string | undefined)[]) => {
    if (found?.includes(mark) || isReference(value)) return found ?? '';
    return `${before}${quote}${take()}${quote}`;
  });
  return { text: rest, removed };
}

/** A quoted value that only names where the secret comes from, such as `${TOKEN}` or a sentence for people. */
function isReference(value: string | undefined): boolean {
  return value !== undefined && (/^[$%]?[{([]/.test(value) || /\s\S+\s/.test(value));
}
