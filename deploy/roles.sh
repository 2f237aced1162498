#!/bin/sh
# Run by the image of PostgreSQL when the server is first started.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d "$POSTGRES_DB" \
  -v owner_password="$(cat /run/secrets/owner)" \
  -v projector_password="$(cat /run/secrets/projector)" \
  -f /deploy/roles.sql
