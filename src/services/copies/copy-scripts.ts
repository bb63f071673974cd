/** What of a volume is copied, and in which order. */
export interface CopiedFiles {
  /** Which names in the volume's own folder say what is there, as grep has it. They change when anything does. */
  readonly names: string;
  /** What is copied, in the AWS CLI's words. */
  readonly filters: string[];
  /** Those that lead to all others, and so have to come last and go first: patterns of the AWS CLI, in that order. */
  readonly last: string[];
}

/** Backups of PostgreSQL: whole files, which are there once they have their name. */
export const DUMPS: CopiedFiles = { names: '\\.dump$', filters: ["--exclude '*'", "--include '*.dump'"], last: [] };

/**
 * A repository of Elasticsearch's snapshots, from 5.5 on: the newest `index-N` names all snapshots, and these all files.
 * What begins with `pending-` or `tests-` is on its way, or was written to see whether a node can write.
 */
export const REPOSITORY: CopiedFiles = {
  names: '^index-[0-9]*$',
  filters: ["--exclude 'pending-*'", "--exclude 'tests-*'"],
  last: ['index-*', 'index.latest'],
};

/**
 * How both begin. Volume and object store have the same mark, made with the first copy: so an empty volume in the place of
 * one that was lost takes nothing away from the copies.
 */
function begin({ names, filters, last }: CopiedFiles): string {
  const late = last.map((pattern) => `--exclude '${pattern}'`).join(' ');
  // In older Bashes an empty list is an unset variable, so these are not forbidden.
  return `set -eo pipefail
umask 077
cd "$FOLDER"
store="s3://$BUCKET/$PREFIX"
mark=docnow-copies
files=(--no-follow-symlinks ${[...filters, `--exclude "$mark*"`].join(' ')})
early=("\${files[@]}" ${late})
refuse() { echo "$*" >&2; exit 1; }
quietly() { aws s3 "$@" --only-show-errors; }
names() { ls -1 | grep -- '${names}' | sort -V || true; }
said=$HOME/said
theirs=$(aws s3 cp "$store/$mark" - 2> "$said") || case $(cat "$said") in
  *'(404)'*) theirs= ;; # there is none, and never was
  *) refuse "$store does not say what it holds, so nothing is changed: $(cat "$said")" ;;
esac
mine=$(cat "$mark" 2> /dev/null || true)
`;
}

/**
 * Brings a volume's files into the object store, so that at every moment all that can be found there can be put back: what
 * is new first, then what leads to it, and only then goes what is gone from the volume. Whenever the volume changes
 * meanwhile, it begins again. Cut off at any point, the next one completes it.
 */
export function copyScript(files: CopiedFiles): string {
  const only = (pattern: string) => `--exclude '*' --include ${pattern}`;
  const lead = files.last.map((pattern, at) => {
    // The newest alone: what an older one leads to may be gone by now.
    const name = at === 0 ? '"$(tail -n 1 <<< "$now")"' : `'${pattern}'`;
    return `quietly sync . "$store" ${only(name)}\n`;
  });
  return `${begin(files)}
case $mine in fetch*)
  refuse "This volume was fetched from $store, where another may still be copied to. If that one is lost: $FETCH with REPLACE=yes." ;;
esac
[ -z "$theirs" ] || [ "$theirs" = "$mine" ] ||
  refuse "$store holds copies of another volume, so nothing is changed there. To have them on this one: $FETCH."
now=$(names)
[ "$now" ] || { echo "There is nothing to copy yet."; exit; }
if [ -z "$mine" ]; then
  mine=$(cat /proc/sys/kernel/random/uuid)
  echo "$mine" > "$mark.$mine"
  # Fails where another copy of the same volume was faster.
  ln "$mark.$mine" "$mark" 2> /dev/null || true
  rm "$mark.$mine"
fi
[ "$theirs" ] || quietly cp "$mark" "$store/$mark"

for round in 1 2 3 4 5; do
  now=$(names)
  if quietly sync . "$store" "\${early[@]}" && [ "$(names)" = "$now" ]; then break; fi
  [ "$round" -lt 5 ] || refuse "Not all could be copied, or the volume does not keep still. What was copied before is whole."
done
${lead.join('')}
gone=$(aws s3 sync . "$store" --delete --dryrun "\${files[@]}" | sed -n "s|^(dryrun) delete: $store/||p")
# Looked up before the volume was seen to have kept still: so nothing that is still needed is among it.
[ "$(names)" = "$now" ] || { echo "Copied. Something newer came meanwhile: the next copy has it."; exit; }
remove() {
  while [ "$#" -gt 0 ]; do
    local key keys=()
    for key in "\${@:1:200}"; do keys+=(--include "$key"); done
    quietly rm "$store" --recursive --exclude '*' "\${keys[@]}"
    shift "$(($# < 200 ? $# : 200))"
  done
}
mapfile -t leading < <(grep -- '${files.names}' <<< "$gone" || true)
mapfile -t others < <(grep -v -- '${files.names}' <<< "$gone" | grep . || true)
remove "\${leading[@]}"
remove "\${others[@]}"
echo "$store is as the volume is: $(tail -n 1 <<< "$now")"
`;
}

/**
 * Brings what the object store holds onto a volume that has no backup yet. Cut off, it goes on where it was: what leads to
 * all others comes last here, too. Such a volume is not copied, so that a trial elsewhere takes nothing away; with
 * REPLACE it is from then on, and the one that was before is not any more.
 */
export function fetchScript(files: CopiedFiles): string {
  const includes = files.last.map((pattern) => `--include '${pattern}'`).join(' ');
  const lead = files.last.length ? `  quietly sync "$store" . --exclude '*' ${includes}\n` : '';
  return `${begin(files)}
[ "$theirs" ] || refuse "$store holds no copies."
if [ "\${mine%%+*}" != "fetched \${theirs%%+*}" ]; then
  if [ "\${mine%%+*}" != "fetching \${theirs%%+*}" ] && [ "$(names)" ]; then
    refuse "This volume has backups already, so nothing is changed: $(names | tail -n 1). Take an empty one, or empty it first."
  fi
  echo "fetching $theirs" > "$mark"
  quietly sync "$store" . "\${early[@]}"
${lead}  echo "fetched $theirs" > "$mark"
fi
echo "Fetched: $(names | tr '\\n' ' ')"
[ "$(printenv REPLACE || true)" = yes ] || exit 0
mine=$theirs+$RANDOM
echo "$mine" | aws s3 cp - "$store/$mark"
echo "$mine" > "$mark"
echo "From now on, this volume is copied to $store, and no other."
`;
}
