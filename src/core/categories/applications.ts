/** Launchers, well-known games, and players of music and films, by their names in lower case. */
const leisure =
  /^(?:steam(?:webhelper)?|epic ?games ?launcher|battle\.net|gog ?galaxy|ea ?(?:app|desktop)|origin|ubisoft ?connect|minecraft.*|roblox.*|factorio|dota ?2|cs2|csgo|counter-strike.*|league ?of ?legends|leagueclient.*|valorant.*|fortnite.*|overwatch|world ?of ?warcraft|wow|hearthstone|starcraft.*|diablo.*|terraria|stardew ?valley|rimworld|civilization.*|age ?of ?empires.*|baldur'?s ?gate.*|cyberpunk.*|elden ?ring|eldenring|hades.*|among ?us|spotify|apple ?music|music|itunes|tidal|deezer|vlc(?: media player)?|mpv|quicktime ?player|iina|kodi|plex.*|jellyfin.*|netflix|disney\+|prime ?video|tv|solitaire.*|chess)$/;

/** Returns true for an application that people use to play, listen, or watch. */
export function isLeisureApplication(application: string): boolean {
  const name = application
    .trim()
    .toLowerCase()
    .replace(/\.(?:exe|app|x86_64)$/, '');
  return leisure.test(name);
}
