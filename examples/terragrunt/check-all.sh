#!/bin/sh
# Plans every unit of a Terragrunt repository and checks all plans in one run. On the PATH: terragrunt, and sg-preflight
# (npm install --global sg-preflight@0.2.0).
set -eu
plans=$(mktemp -d)
trap 'rm -rf "$plans"' EXIT
terragrunt run --all plan --out-dir "$plans" --non-interactive
sg-preflight check --inventory inventory.yaml -- "$plans"
