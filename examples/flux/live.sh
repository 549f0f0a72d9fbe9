#!/usr/bin/env bash
# Fails if a cluster has model hosts that were not rendered, whoever applied them. Reads the objects
# without the fields that the API server, KEDA and HPAs add. Needs kubectl and jq.
# usage: live.sh CONFIG [kubectl's flags]
set -euo pipefail
config=$1 && shift

kubectl get --all-namespaces --output json "$@" \
  deployments.apps,statefulsets.apps,services,scaledobjects.keda.sh,triggerauthentications.keda.sh,hpa |
  jq 'del(.items[] | .status, .spec.replicas,
    (.metadata | .creationTimestamp, .finalizers, .generation, .managedFields, .resourceVersion, .uid))' |
  scale-modelhosts check - --rendered --config "$config"
