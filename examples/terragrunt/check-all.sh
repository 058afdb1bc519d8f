#!/bin/sh
# Plans every unit of a Terragrunt repository and checks all plans in one run. On the PATH: terragrunt, and sg-preflight
# (npm install --global sg-preflight@0.2.0). SG_PREFLIGHT_INVENTORY is the path of the inventory, outside the checkout: the
# author of a change can write every file of that.
set -eu
: "${SG_PREFLIGHT_INVENTORY:?is not set: give the path of the inventory}"
plans=$(mktemp -d)
trap 'rm -rf "$plans"' EXIT
terragrunt run --all plan --out-dir "$plans" --non-interactive
sg-preflight check --inventory "$SG_PREFLIGHT_INVENTORY" -- "$plans"
