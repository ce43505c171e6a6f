#!/bin/sh
# Starts the Orchestrator example.
exec "$(dirname -- "$0")/bin/run" Orchestrator "$@"
