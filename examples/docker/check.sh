#!/bin/sh
# Checks the saved plan of this directory in a container that has no network and can write nothing. SG_PREFLIGHT_INVENTORY is
# the absolute path of the inventory, outside the checkout: the author of a change can write every file of that.
set -eu
: "${SG_PREFLIGHT_INVENTORY:?is not set: give the absolute path of the inventory}"
docker run --rm --network none --read-only --volume "$PWD:/work:ro" --volume "$SG_PREFLIGHT_INVENTORY:$SG_PREFLIGHT_INVENTORY:ro" ghcr.io/sg-preflight/sg-preflight:0.2.0 check --source . --inventory "$SG_PREFLIGHT_INVENTORY" -- plan.tfplan
