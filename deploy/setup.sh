#!/bin/sh
# Makes the ledger where there is none, brings its tables to this version, and grants the roles.
set -eu
ledger="postgresql://ledger_owner@$SERVER?schema=$SCHEMA"
if [ -f /run/secrets/owner ]; then PGPASSWORD=$(cat /run/secrets/owner); export PGPASSWORD; fi
taizhang migrate "$ledger" || taizhang create "$ledger" --government "$GOVERNMENT" --rulebook "$RULEBOOK"
taizhang grant "$ledger" --writer clerks --projector projector --reader auditors
