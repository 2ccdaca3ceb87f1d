/**
 * Ids of languages whose name isn't the id with a capital letter, each before its name, as VS Code and well-known extensions name them:
 * https://code.visualstudio.com/docs/languages/identifiers
 */
const named = `abap ABAP|asciidoc AsciiDoc|bat Batch|bibtex BibTeX|cmake CMake|coffeescript CoffeeScript|cpp C++|csharp C#|css CSS|csv CSV
cuda-cpp CUDA C++|dockercompose Docker Compose|dockerfile Dockerfile|editorconfig EditorConfig|erb ERB|fsharp F#|gdscript GDScript
git-commit Git Commit Message|git-rebase Git Rebase Message|github-actions-workflow GitHub Actions Workflow|glsl GLSL
gomod Go Module File|gosum Go Checksum File|gotmpl Go Template|graphql GraphQL|haml HAML|hcl HCL|hlsl HLSL|html HTML|http HTTP|ini INI
javascript JavaScript|javascriptreact JavaScript JSX|jinja-html Jinja HTML|json JSON|json5 JSON5|jsonc JSON with Comments
jsonl JSON Lines|latex LaTeX|matlab MATLAB|mdx MDX|objective-c Objective-C|objective-cpp Objective-C++|ocaml OCaml|perl6 Raku|php PHP
plaintext Plain Text|plsql PL/SQL|postcss PostCSS|powershell PowerShell|proto Protocol Buffers|proto3 Protocol Buffers
purescript PureScript|qml QML|restructuredtext reStructuredText|rst reStructuredText|scss SCSS|search-result Search Results
shaderlab ShaderLab|shellscript Shell Script|sql SQL|systemverilog SystemVerilog|tex TeX|toml TOML|typescript TypeScript
typescriptreact TypeScript JSX|vb Visual Basic|vhdl VHDL|viml Vim Script|vue-html Vue HTML|wgsl WGSL|xml XML|xquery XQuery|xsl XSL
yaml YAML`;

let names: ReadonlyMap<string, string> | undefined;

/** Returns the name of a language as people read it, such as `TypeScript JSX`; an unknown id with a capital letter, or as it is. */
export function languageName(id: string): string {
  names ??= new Map(
    named.split(/[|\n]/).map((one) => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]),
  );
  return names.get(id) ?? (/^[a-z]+$/.test(id) ? id.charAt(0).toUpperCase() + id.slice(1) : id);
}
