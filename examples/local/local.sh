#!/bin/sh
# DocNow on the Kubernetes of this machine: see README.md. Every step is a command of terraform or kubectl, shown before it runs.
#
#   local.sh up            makes all, or completes what is there
#   local.sh switch green  moves all requests, then the workers
#   local.sh status        says where requests go
#   local.sh down          removes all, data included
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd)
home=${DOCNOW_LOCAL:-$project/examples/local/.local} # the written stacks, their states, and the keys
KUBE_CONTEXT=${KUBE_CONTEXT:-$(kubectl config current-context)}
export KUBE_CONTEXT KUBECONFIG="${KUBECONFIG:-$HOME/.kube/config}"

show() { echo "+ $*" && "$@"; }
tf() { (cd "$home/stacks/$1" && shift && show terraform "$@"); }
kube() { kubectl --context "$KUBE_CONTEXT" "$@"; }
active() { (cd "$home/stacks/switch" && terraform output -raw traffic 2>/dev/null) | sed -n 's/^\([a-z]*\)=100$/\1/p'; }
workers() { if [ "$1" = "$2" ]; then echo active; else echo standby; fi; }

write() {
  mkdir -p "$home" && cd "$home"
  show npx --prefix "$project" tsx --tsconfig "$project/examples/tsconfig.json" "$project/examples/synth.ts" local "$home"
  if [ ! -f docnow.env ]; then
    # So that users stay logged in, the secret of their cookies is the same in both colours, and kept.
    (umask 077 && {
      echo "COOKIE_SECRET=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')"
      for key in CONSUMER_KEY CONSUMER_SECRET ACCESS_TOKEN ACCESS_TOKEN_SECRET; do
        eval "value=\${$key:-none}" && echo "$key=$value"
      done
    } >docnow.env)
  fi
}

# The Secret, as soon as the namespace is there: the colour's apply waits for it. Ends when that apply has ended.
secret() {
  until kube get namespace "docnow-$1" >/dev/null 2>&1; do sleep 1; done
  kube -n "docnow-$1" get secret docnow-secrets >/dev/null 2>&1 ||
    show kubectl --context "$KUBE_CONTEXT" -n "docnow-$1" create secret generic docnow-secrets --from-env-file="$home/docnow.env"
}

color() {
  secret "$1" &
  waiting=$!
  if tf "$1" apply -auto-approve -input=false -var workers="$(workers "$1" "$2")"; then wait $waiting; else kill $waiting && exit 1; fi
}

up() {
  write
  for stack in front-door services switch blue green; do tf $stack init -input=false >/dev/null; done
  to=$(active) && from=${to:-none} && to=${to:-blue}
  for stack in front-door services; do tf $stack apply -auto-approve -input=false; done
  tf switch apply -auto-approve -input=false -var active_color="$to" -var expected_current="$from"
  for each in blue green; do color $each "$to"; done
}

switch() {
  from=$(active)
  healthy=$(kube -n "docnow-$1" get deployment web -o 'jsonpath={.status.readyReplicas}')
  tf switch apply -auto-approve -input=false -var active_color="$1" -var expected_current="$from" \
    -var "healthy_targets={$1=${healthy:-0}}"
  # Stopped there before they start here, or tweets would be collected twice.
  for each in "$from" "$1"; do
    tf "$each" apply -auto-approve -input=false -var workers="$(workers "$each" "$1")"
  done
}

down() {
  at=$(active) && at=${at:-blue}
  for each in green blue; do tf $each destroy -auto-approve -input=false -var workers=standby; done
  tf switch destroy -auto-approve -input=false -var active_color="$at" -var expected_current="$at"
  for stack in services front-door; do tf $stack destroy -auto-approve -input=false; done
}

case "${1:-up}" in
up) up ;;
switch) switch "${2:?Name the colour: blue or green.}" ;;
status) echo "requests go to ${KUBE_CONTEXT}: $(active)" ;;
down) down ;;
*) sed -n '2,8s/^# *//p' "$0" && exit 2 ;;
esac
