#!/usr/bin/env bash
# Fails if a cluster applies unrendered output: if a model host has scaling annotations and no matching
# ScaledObject. Reads the artifacts, as the cluster's Flux does.
# usage: guard.sh REPOSITORY REGISTRY
set -euo pipefail
repository=$1 registry=$2

pulled=$(mktemp -d)
trap 'rm -rf "$pulled"' EXIT

guard() { # CLUSTER
  local cluster=$repository/clusters/$1
  mkdir "$pulled/$1" &&
    flux pull artifact "oci://$registry/$1:latest" --output "$pulled/$1" &&
    flux build kustomization models --dry-run --kustomization-file "$cluster/flux/models.yaml" --path "$pulled/$1" |
    scale-modelhosts check - --rendered --config "$cluster/models/scale-modelhosts.yaml"
}

failed=0
for models in "$repository"/clusters/*/models; do
  [ -d "$models" ] || { echo "there is no $models" >&2 && exit 1; }
  cluster=$(basename "$(dirname "$models")")
  echo "== $cluster"
  guard "$cluster" || failed=1
done
exit $failed
