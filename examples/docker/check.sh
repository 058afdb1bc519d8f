#!/bin/sh
# Checks the plan.json of this folder in a container that has no network and can write nothing.
set -eu
docker build --quiet --tag sg-preflight "${SG_PREFLIGHT_CHECKOUT:-https://github.com/sg-preflight/sg-preflight.git}"
docker run --rm --network none --read-only --volume "$PWD:/work:ro" sg-preflight check plan.json --inventory inventory.json
