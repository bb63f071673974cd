#!/bin/sh
# DocNow on the Kubernetes of this machine: see README.md. Each command of terraform and kubectl that changes something is
# shown; what they say is in .local/STACK.log.
#
#   local.sh up            makes all, or completes what is there
#   local.sh switch green  moves all requests, then the workers
#   local.sh status        says where requests go
#   local.sh down          removes all, data included
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd)
home=${DOCNOW_LOCAL:-$project/examples/local/.local} # the written stacks, their states, and the keys
KUBE_CONTEXT=${KUBE_CONTEXT:-$(kubectl config current-context)}
KUBECONFIG=${KUBECONFIG:-$HOME/.kube/config}
export KUBE_CONTEXT KUBECONFIG
exec 3>&1

show() { echo "+ $*" >&3 && "$@"; }
tf() { stack=$1 && shift && show terraform -chdir="stacks/$stack" "$@" >>"$stack.log" 2>&1 || { tail -n 40 "$stack.log" >&2 && return 1; }; }
apply() { stack=$1 && shift && tf "$stack" apply -input=false -auto-approve "$@"; }
destroy() { stack=$1 && shift && tf "$stack" destroy -input=false -auto-approve "$@"; }
kube() { kubectl --context "$KUBE_CONTEXT" "$@"; }
# Where all requests go, as the last apply left it; nothing before the first.
active() { terraform -chdir=stacks/switch output -raw traffic 2>/dev/null | sed -n 's/^\([a-z]*\)=100$/\1/p'; }
workers() { if [ "$1" = "$2" ]; then echo active; else echo standby; fi; }
# Two at once. Both are waited for, whatever becomes of one.
both() { $1 & first=$!; $2 && second=0 || second=1; wait $first && [ $second = 0 ]; }

write() {
  show npx --prefix "$project" tsx --tsconfig "$project/examples/tsconfig.json" "$project/examples/synth.ts" local "$PWD" >/dev/null
  [ -f docnow.env ] && return
  # The secret of the cookies is the same in both colours, and kept, so that users stay logged in.
  umask 077
  echo "COOKIE_SECRET=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >docnow.env
  for key in CONSUMER_KEY CONSUMER_SECRET ACCESS_TOKEN ACCESS_TOKEN_SECRET; do
    eval "echo \"$key=\${$key:-none}\"" >>docnow.env
  done
}

# The Secret, as soon as the namespace is there: the colour's apply waits for it.
secret() {
  until kube get namespace "docnow-$1" >/dev/null 2>&1; do sleep 1; done
  kube -n "docnow-$1" get secret docnow-secrets >/dev/null 2>&1 ||
    show kubectl --context "$KUBE_CONTEXT" -n "docnow-$1" create secret generic docnow-secrets --from-env-file=docnow.env >/dev/null
}

color() {
  secret "$1" &
  waiting=$!
  apply "$1" -var "workers=$(workers "$1" "$2")" || { kill $waiting; return 1; }
  wait $waiting
}

up() {
  write
  for stack in front-door services switch blue green; do terraform -chdir="stacks/$stack" init -input=false >>"$stack.log"; done
  from=$(active)
  to=${from:-blue}
  both 'apply front-door' 'apply services'
  apply switch -var "active_color=$to" -var "expected_current=${from:-none}"
  both "color blue $to" "color green $to"
  status
}

switch() {
  from=$(active)
  healthy=$(kube -n "docnow-$1" get deployment web -o 'jsonpath={.status.readyReplicas}')
  apply switch -var "active_color=$1" -var "expected_current=$from" -var "healthy_targets={$1=${healthy:-0}}"
  # Stopped there before they start here, or tweets would be collected twice.
  apply "$from" -var "workers=$(workers "$from" "$1")"
  kube -n "docnow-$from" wait --for=delete pod -l app.kubernetes.io/component=stream-loader --timeout=2m
  apply "$1" -var workers=active
  status
}

status() { echo "requests go to $(active): port 30080 of the node"; }

down() {
  at=$(active)
  both 'destroy blue -var workers=standby' 'destroy green -var workers=standby'
  destroy switch -var "active_color=${at:-blue}" -var "expected_current=${at:-none}"
  both 'destroy services' 'destroy front-door'
  echo 'all is gone; the keys are left in docnow.env'
}

mkdir -p "$home"
cd "$home"
case "${1:-}" in
up | status | down) "$1" ;;
switch) switch "${2:?is missing: the colour, blue or green}" ;;
*) sed -n '5,8s/^# *//p' "$project/examples/local/local.sh" && exit 2 ;;
esac
