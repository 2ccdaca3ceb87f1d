import { plainName } from './browsers.ts';

/** Messengers and telephones of friends and families. Where people write or call for work, a rule for the application says so. */
const messengers =
  'facetime|imessage|kakaotalk|line|messages|messenger|phone(?: link)?|snapchat|viber|wechat|weixin|whatsapp(?: desktop|\\.root)?';
/** Shops for games, and what runs games of other systems. `steam_app_…` is how Linux calls the window of any game of Steam. */
const launchers =
  'battle\\.net|ea ?(?:app|desktop)|epic ?games ?launcher|geforce ?now|gog ?galaxy|heroic.*|lutris|moonlight|origin|playnite.*|prism ?launcher|retroarch|steam(?:webhelper|_app_\\d+)?|ubisoft ?connect|xbox(?:pcapp)?|.+-win(?:32|64|gdk)-shipping';
const games =
  "age ?of ?empires.*|among ?us|apex ?legends|ark.* ?ascended|baldur'?s ?gate.*|balatro|bg3|celeste|chess|civilization.*|counter-strike.*|cs2|csgo|cyberpunk.*|dead ?by ?daylight.*|deep ?rock ?galactic|destiny ?2|diablo.*|disco ?elysium|dota ?2|dwarf ?fortress|ea ?sports.*|elden ?ring|eldenring|europa ?universalis.*|eu4|factorio|final ?fantasy.*|football ?manager.*|fortnite.*|forza.*|genshin ?impact|hades.*|hearthstone|helldivers.*|hogwarts.*|hollow ?knight.*|kerbal.*|league ?of ?legends|leagueclient.*|lethal ?company|minecraft.*|monster ?hunter.*|no ?man'?s ?sky|osu!?(?:lazer)?|overwatch|path ?of ?exile.*|pubg.*|r5apex|rainbow ?six.*|rimworld.*|roblox.*|rocket ?league|satisfactory|sid ?meier.*|slay ?the ?spire.*|solitaire.*|starcraft.*|stardew ?valley|starfield|stellaris|subnautica.*|terraria|the ?sims.*|the ?witcher.*|total ?war.*|valheim|valorant.*|vampire ?survivors|warframe.*|world ?of ?(?:tanks|warcraft|warships)|wow";
const players =
  'amarok|amazon ?music|apple ?music|audible|celluloid|clementine|crunchyroll|deezer|disney\\+|elisa|foobar2000|hulu|iina|infuse|itunes|jellyfin.*|kodi|lollypop|mpc-hc(?:64)?|mpv|music|musicbee|netflix|overcast|plex.*|pocket ?casts|podcasts|potplayer(?:mini64)?|prime ?video|qobuz|quicktime ?player|rhythmbox|smplayer|spotify|strawberry|stremio|tidal.*|totem|tv|twitch|vlc(?: media player)?|winamp|youtube ?music';

const leisure = new RegExp(`^(?:${messengers}|${launchers}|${games}|${players})$`);

/** Returns true for an application that people use to play, listen, or watch, or to talk with friends and family. */
export function isLeisureApplication(application: string): boolean {
  return leisure.test(plainName(application).replace(/\.x86_64$/, ''));
}
