#!/bin/sh
# Checks the saved plan of this directory in a container that has no network and can write nothing.
set -eu
docker run --rm --network none --read-only --volume "$PWD:/work:ro" ghcr.io/sg-preflight/sg-preflight:0.2.0 check --source . --inventory inventory.yaml -- plan.tfplan
