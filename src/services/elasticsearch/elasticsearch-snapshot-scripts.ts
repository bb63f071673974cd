import { PRELUDE } from './elasticsearch-scripts';

/** Where the nodes have the volume of snapshots. */
export const SNAPSHOTS = '/snapshots';

/** How both begin: the cluster is told where its snapshots are, which may be one that has never made any. */
const BEGIN = `${PRELUDE}
ask PUT _snapshot/docnow "{\\"type\\":\\"fs\\",\\"settings\\":{\\"location\\":\\"\${SNAPSHOTS:-${SNAPSHOTS}}\\"}}" > /dev/null
whole() { case $1 in *'"state":"SUCCESS"'*) ;; *) return 1 ;; esac; }
`;

/** Makes a snapshot, and only when that is whole removes the oldest and those that are not. It tells the snapshot's name. */
export const SNAPSHOT_SCRIPT = `${BEGIN}patience=21600
name=docnow-$(date -u +%Y%m%dt%H%M%Sz)
answer=$(ask PUT "_snapshot/docnow/$name?wait_for_completion=true" '{"include_global_state":false}')
whole "$answer" || refuse "$name is not whole: $answer"
list=$(ask GET '_cat/snapshots/docnow?h=id,status')
old=$(while read -r id status; do
  case "$id $status" in
    docnow-*' SUCCESS') echo "$id" ;;
    docnow-*' PARTIAL' | docnow-*' FAILED') echo "$id" > /dev/stderr; ask DELETE "_snapshot/docnow/$id" > /dev/null ;;
  esac
done <<< "$list" | sort -r | tail -n +$((\${KEEP:-14} + 1)))
for id in $old; do ask DELETE "_snapshot/docnow/$id" > /dev/null; done
echo "$name"
`;

/**
 * Puts back the indices that are in a snapshot: `restore SNAPSHOT`. What they hold now is gone then; others stay as they
 * are. When it fails before, they are opened again. Without a name it only tells which snapshots there are.
 */
export const RESTORE_SCRIPT = `${BEGIN}patience=86400
if [ -z "$1" ]; then
  echo "Say which: restore SNAPSHOT. There are:"
  ask GET '_cat/snapshots/docnow?h=id,status,indices'
  exit
fi
answer=$(ask GET "_snapshot/docnow/$1") || refuse "There is no snapshot $1."
whole "$answer" || refuse "$1 is not whole."
indices=$(sed -n 's/.*"indices":\\[\\([^]]*\\)\\].*/\\1/p' <<< "$answer" | tr -d '"')
[ "$indices" ] || refuse "$1 holds no index."
closed=
reopen() { for index in $closed; do ask POST "$index/_open" > /dev/null || true; done; }
trap reopen EXIT
for index in \${indices//,/ }; do
  ask GET "_cat/indices/$index" > /dev/null 2>&1 || continue
  closed="$closed $index"
  ask POST "$index/_close" > /dev/null
done
answer=$(ask POST "_snapshot/docnow/$1/_restore?wait_for_completion=true" '{"include_global_state":false}')
case $answer in *'"failed":0'*) closed= ;; *) refuse "$1 was not put back as a whole: $answer" ;; esac
echo "$1 is put back: $indices"
`;
