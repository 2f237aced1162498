#!/bin/sh
# Keeps the views of the ledger up to its last act.
set -eu
if [ -f /run/secrets/projector ]; then PGPASSWORD=$(cat /run/secrets/projector); export PGPASSWORD; fi
exec taizhang project "postgresql://projector@$SERVER?schema=$SCHEMA" --follow 10
