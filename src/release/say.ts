/** Tells a person how it goes. Standard output is left to what was asked for. */
export function say(words: string): void {
  process.stderr.write(`${words}\n`);
}
