#!/usr/bin/env bash
# Renders the model hosts of every cluster: its Flux applies OUT/<cluster>/models.yaml.
# Prints the findings of all clusters, and fails if there is any.
# usage: render.sh REPOSITORY OUT
set -euo pipefail
repository=$1 out=$2
format=${GITHUB_ACTIONS:+github}

render() { # CLUSTER
  local cluster=$repository/clusters/$1
  mkdir -p "$out/$1" &&
    scale-modelhosts check "$cluster/models" --strict --format "${format:-text}" &&
    scale-modelhosts render "$cluster/models" > "$out/$1/models.yaml" &&
    # The file as the controller will build it: rendering it again must change nothing.
    flux build kustomization models --dry-run --kustomization-file "$cluster/flux/models.yaml" --path "$out/$1" |
    scale-modelhosts check - --rendered --config "$cluster/models/scale-modelhosts.yaml"
}

failed=0
for models in "$repository"/clusters/*/models; do
  [ -d "$models" ] || { echo "there is no $models" >&2 && exit 1; }
  cluster=$(basename "$(dirname "$models")")
  echo "== $cluster"
  render "$cluster" || failed=1
done
exit $failed
