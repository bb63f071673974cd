import { ElasticsearchVersion } from './elasticsearch-version';

/**
 * What every script begins with. Bash and curl are all that Elastic's images of every version have. The bash of the older
 * ones takes an empty list for an unset variable, so unset variables are not forbidden.
 */
export const PRELUDE = `#!/bin/bash
set -eo pipefail
url=\${ELASTICSEARCH_URL:-http://127.0.0.1:9200}
ask() { # METHOD PATH [BODY]
  curl --silent --show-error --fail --max-time "\${patience:-60}" --request "$1" "$url/$2" \\
    --header 'content-type: application/json' \${3:+--data "$3"}
}
refuse() { echo "$*" >&2; exit 1; }
`;

const ZEN_QUORUM = 'discovery.zen.minimum_master_nodes';

/**
 * Whether a node is ready. Once it has joined, it is when it answers. Before, its copies must have caught up: then the
 * next node of a rolling update may go without a shard losing its last copy. Asking for that for good would make all
 * nodes unready at once whenever one is lost.
 *
 * A node that was drained and comes back all the same would get no shards: it is not ready, and says so in the pod's
 * events. Before 7.0, whoever joins raises the quorum that the others keep to, as soon as so many are there.
 */
export function readyScript(version: ElasticsearchVersion): string {
  const raise = `
if [ -z "$drained" ]; then
  quorum=$(cat "\${0%/*}/quorum")
  [ "$(ask GET '_cat/nodes?h=name' | wc -l)" -lt "$quorum" ] ||
    ask PUT _cluster/settings "{\\"persistent\\":{\\"${ZEN_QUORUM}\\":$quorum}}" > /dev/null
fi`;
  return `${PRELUDE}patience=4
joined=\${JOINED:-/tmp/joined}
if [ -e "$joined" ]; then ask GET '' > /dev/null; exit; fi
ask GET '_cluster/health?wait_for_status=yellow&timeout=2s' | grep -q '"initializing_shards":0,' ||
  refuse "shards are still being copied"
drained=$(ask GET '_cluster/settings?flat_settings=true' |
  sed -n 's/.*"cluster\\.routing\\.allocation\\.exclude\\._name":"\\([^"]*\\)".*/\\1/p')
case ",$drained," in *",$HOSTNAME,"*)
  refuse "$HOSTNAME was drained and gets no shards. To let it have some: bash /docnow/resize NODES" ;;
esac${version.since(7, 0) ? '' : raise}
touch "$joined"
`;
}

/**
 * Takes shards off the nodes that are to go, or lets all nodes have some: `resize NODES`. It ends when every shard has a
 * started copy on the nodes that stay, and no copy is on its way: one that is lost on its way would be missing for the
 * minute that Elasticsearch waits for a node to come back (its docs: Delaying allocation when a node leaves). Copies for
 * which too few nodes stay go with theirs. Then the nodes that go no longer count when the others have to agree.
 */
export function resizeScript(version: ElasticsearchVersion, name: string): string {
  const vote = version.since(7, 0)
    ? `ask DELETE '_cluster/voting_config_exclusions?wait_for_removal=false' > /dev/null
[ -z "$list" ] || ask POST "_cluster/voting_config_exclusions${version.since(7, 8) ? '?node_names=' : '/'}$list" > /dev/null`
    : `ask PUT _cluster/settings "{\\"persistent\\":{\\"${ZEN_QUORUM}\\":$((staying / 2 + 1))}}" > /dev/null`;
  return `${PRELUDE}
nodes=$1
[[ $nodes =~ ^[1-9][0-9]*$ ]] || refuse "Say how many nodes shall stay: resize NODES"
names=$(ask GET '_cat/nodes?h=name') || refuse "Elasticsearch does not say which nodes it has."
stays() { [[ $1 =~ ^${name}-([0-9]+)$ ]] && [ "\${BASH_REMATCH[1]}" -lt "$nodes" ]; }
list= staying=0
for node in $names; do
  if stays "$node"; then staying=$((staying + 1)); else list=$list\${list:+,}$node; fi
done
[ -z "$list" ] || [ "$staying" -eq "$nodes" ] ||
  refuse "Of the $nodes nodes that shall stay, $staying are there: wait for the others, or nothing keeps what they have."

exclude=null
[ -z "$list" ] || exclude="\\"$list\\""
ask PUT _cluster/settings "{\\"persistent\\":{\\"cluster.routing.allocation.exclude._name\\":$exclude}}" > /dev/null
elsewhere() { # the shards without a started copy on a node that stays, and those that are still moving there
  local -A all kept moving
  local shards index shard state node
  shards=$(ask GET '_cat/shards?h=index,shard,state,node') || return 1
  while read -r index shard state node; do
    [ -z "$index" ] || all[$index/$shard]=1
    if [ "$state" = STARTED ] && stays "$node"; then kept[$index/$shard]=1; fi
    if [ "$state" = RELOCATING ] && ! stays "\${node%% *}"; then moving[$index/$shard]=1; fi
  done <<< "$shards"
  for shard in "\${!all[@]}"; do [ "\${kept[$shard]}" ] && [ -z "\${moving[$shard]}" ] || echo "$shard"; done
}
while [ "$list" ]; do
  left=$(elsewhere) || refuse "Elasticsearch does not say where its shards are: no node may go."
  [ "$left" ] || break
  echo "$(wc -l <<< "$left") shards are still to be copied to the nodes that stay, such as $(head -n 1 <<< "$left")."
  sleep "\${PAUSE:-5}"
done
${vote}
if [ -z "$list" ]; then echo "All $staying nodes may have shards."; else
  echo "Every shard has a copy on the $nodes nodes that stay. Now: terraform apply -var ${drainedVariable(name)}=$nodes"
fi
`;
}

/** The Terraform variable by which an operator says that nodes were drained. */
export function drainedVariable(name: string): string {
  return `${name.replaceAll('-', '_')}_drained_to`;
}
