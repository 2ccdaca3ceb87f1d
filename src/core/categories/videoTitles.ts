import { domainsOf } from './sites.ts';

const videoSites: ReadonlySet<string> = new Set(['youtube.com', 'youtu.be', 'vimeo.com', 'dailymotion.com']);

/** Words that hardly any other video has in its title. Names that are words of their own, such as Go and Swift, are left out. */
const subjects = [
  'algorithms?|api design|code reviews?|coding|compilers?|computer science|data structures?|databases?|debugging|deep learning',
  'design patterns?|dev ?ops|machine learning|microservices|neural networks?|operating systems?|programming|programmier\\p{L}*',
  'programmation|programación|recursion|refactoring|regex|software|source code|system design|transformer models?|unit tests?|web dev\\p{L}*',
  'angular|ansible|bash|c\\+\\+|c#|css|django|docker|fastapi|figma|git|github|gitlab|golang|graphql|haskell|html5?|java|javascript|jest',
  'kafka|kotlin|kubernetes|laravel|linux|llms?|llvm|mongodb|neovim|next\\.?js|node\\.?js|numpy|pandas|postgres\\p{L}*|python|pytorch|react',
  'redis|rustlang|rust (?:lang|programming|async)|scala|spring boot|sql|sqlite|svelte|tailwind|tensorflow|terraform|typescript|vim|vs ?code|vue\\.?js',
  'wasm|webassembly|webgpu|webpack',
  'cppcon|devoxx|fosdem|google i/o|jsconf|kubecon|ndc \\p{L}+|pycon|rustconf|strange loop|wwdc',
  'lectures?|lecture notes|vorlesung(?:en)?|cours magistral|clase magistral',
].join('|');
const lesson = new RegExp(`(?<![\\p{L}\\d])(?:${subjects})(?![\\p{L}\\d])`, 'iu');
/** Words of titles that only sound like a lesson. */
const pastime =
  /monty python|(?<!\p{L})(?:asmr|gameplay|let['’]?s play|lyrics?|music video|official (?:audio|video)|playlist|speedruns?|trailer|unboxing)(?!\p{L})/iu;

/** Returns true for a site that shows videos of every kind. */
export function isVideoSite(host: string): boolean {
  return domainsOf(host).some((domain) => videoSites.has(domain)) && !host.startsWith('music.');
}

/** Returns true for the title of a video that is about programming, or a lecture. */
export function isTitleOfLesson(title: string): boolean {
  const text = title.slice(0, 300);
  return lesson.test(text) && !pastime.test(text);
}
