/** Words of a fact that come from extensions and tools, which a person or a company may have named. */
export const labelKinds = ['language', 'reporter', 'code'] as const;
export type LabelKind = (typeof labelKinds)[number];

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Ids of VS Code's own languages and of public extensions. */
const languages = words(`
  abap ada apex asciidoc astro awk bat bibtex c clojure cmake coffeescript cpp crystal csharp css csv cuda-cpp cypher d dart diff
  dockercompose dockerfile dockerignore dotenv editorconfig elixir elm env erb erlang fsharp fortran gdscript git-commit git-rebase
  github-actions-workflow glsl go gomod gosum gotmpl gradle graphql groovy haml handlebars haskell haxe hcl helm hlsl html http
  ignore ini jade java javascript javascriptreact jinja jinja-html json json5 jsonc jsonl julia jupyter kotlin latex less liquid lisp log
  lua makefile markdown matlab mdx mermaid meson nim nix objective-c objective-cpp ocaml pascal perl perl6 php plaintext plsql
  postcss powershell prisma properties proto proto3 pug puppet purescript python qml r racket raku razor reason restructuredtext rst ruby
  rust sass scala scheme scminput scss search-result shaderlab shellscript slim solidity sql stylus svelte swift systemverilog tcl
  terraform tex text toml twig typescript typescriptreact v vala vb verilog vhdl viml vue vue-html wasm wat wgsl xml xquery xsl yaml zig
`);

/** Compilers, language servers and linters that anyone may install, as they sign what they report; in lower case. */
const reporters = words(`
  angular ansible-lint bash basedpyright biome black c c# c++ cargo ccls checkstyle clang clang-tidy clangd clippy compile cpplint cppcheck credo
  css csslint dart deno detekt dotnet elixirls elm eslint ex flake8 flow gcc go golangci-lint gopls gradle hadolint haskell hls html htmlhint java
  javac jdtls js jshint json jsonlint ktlint kotlin less lua luacheck make markdownlint markdown maven metals msbuild mypy npm omnisharp
  oxc oxlint perl php phpcs phpmd phpstan prettier prisma psalm pycodestyle pydocstyle pyflakes pylance pylint pyright python r razor roslyn
  rubocop ruby ruby-lsp ruff rust rust-analyzer rustc sass scala scss shellcheck solargraph sonarlint sourcekit-lsp spotbugs sql
  sqlfluff standard stylelint svelte swift swiftlint tailwindcss terraform tflint ts tsc tslint typescript unocss vale vetur vitest volar vue
  vulture xml xmllint xo yaml yamllint zig zls
`);

/** Numbers that compilers give, such as `2304`, `TS2304`, `E0308`, `CS8602`, `SC2086`, `MD013`. */
const numbered = /^[A-Z]{0,6}-?\d{1,6}$/;
/** Rules of a linter's own, such as `no-unused-vars`: rules of plugins have a prefix, which may be a company's. */
const ruleOfItsOwn = /^[a-z]{2,}(?:-[a-z]{2,})+$/;
const pluginRule =
  /^(?:@typescript-eslint|@next\/next|@angular-eslint|import|jest|jsx-a11y|n|node|promise|react|react-hooks|unicorn|vue|clippy)\/[a-z][a-z-]*$/;
const reportersWithRules = words('eslint oxlint oxc stylelint biome tslint');

/**
 * Returns true if a word is one that the public knows, and so names nothing of the user's.
 * @param reporter of a code: who reported it
 */
export function isPublicLabel(kind: LabelKind, word: string, reporter = ''): boolean {
  if (kind === 'language') return languages.has(word);
  if (kind === 'reporter') return reporters.has(word.toLowerCase());
  if (!reporters.has(reporter.toLowerCase())) return false;
  if (numbered.test(word)) return true;
  return reportersWithRules.has(reporter.toLowerCase()) && (ruleOfItsOwn.test(word) || pluginRule.test(word));
}
