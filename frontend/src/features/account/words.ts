/** "Chrome on Windows": enough to recognise one's own computer, without the rest of what browsers say. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return "A device that did not say what it is";
  const first = (pairs: [RegExp, string][]) => pairs.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = first([
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/Firefox\/|FxiOS\//, "Firefox"],
    [/Chrome\/|CriOS\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = first([
    [/iPhone/, "an iPhone"],
    [/iPad/, "an iPad"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "a Mac"],
    [/CrOS/, "a Chromebook"],
    [/Linux/, "Linux"],
  ]);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "Another program";
}

/** A secret in groups of four, to be typed without losing the place. */
export const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, "$1 ");
