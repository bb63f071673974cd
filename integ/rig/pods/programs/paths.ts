/** Rewrites a container's paths to those of this machine, wherever one begins in a text. */
export function mapPaths(text: string, places: ReadonlyMap<string, string>): string {
  // The longest first: a volume may be mounted within a folder of the image.
  const inside = [...places.keys()].sort((one, other) => other.length - one.length);
  if (inside.length === 0) return text;
  const paths = new RegExp(`(?<=^|[\\s=:,"';(])(${inside.map(literally).join('|')})(?=$|[/\\s:,"';)])`, 'g');
  return text.replace(paths, (path) => places.get(path)!);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
