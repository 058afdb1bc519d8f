#!/bin/sh
# Serves the run task, behind a proxy that ends TLS. The HMAC key is the one of run-task.tf. On the PATH: sg-preflight
# (npm install --global sg-preflight@0.2.0).
set -eu
SG_PREFLIGHT_HMAC_KEY=$(cat "${HMAC_KEY_FILE:-/run/secrets/sg-preflight-hmac-key}")
export SG_PREFLIGHT_HMAC_KEY
exec sg-preflight serve run-task --inventory "${INVENTORY:-inventory.json}" --port "${PORT:-8080}"
