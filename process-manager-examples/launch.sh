#!/bin/sh
# Starts the Orchestrator example: finds a Java, builds if needed, and takes its place, so that
# signals and the exit code pass through.
#
# JAVA_HOME is tried first, then the java on the PATH, then the directories where JDKs are usually
# installed; JAVA_DIRECTORIES replaces those.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
needed=25

is_new_enough() {
  [ -x "$1" ] || return 1
  major=$("$1" -version 2>&1 | sed -n '/version "/{s/.*version "\([0-9]*\).*/\1/p;q;}')
  [ -n "$major" ] && [ "$major" -ge "$needed" ]
}

found=
try() {
  if [ -z "$found" ] && is_new_enough "$1"; then
    found=$1
  fi
}

try "${JAVA_HOME:-}/bin/java"
try "$(command -v java)"
if [ -n "${JAVA_DIRECTORIES:-}" ]; then
  for java in "$JAVA_DIRECTORIES"/*/bin/java; do try "$java"; done
else
  for java in /usr/lib/jvm/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java \
      /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
    try "$java"
  done
fi
if [ -z "$found" ]; then
  echo "launch.sh: Java $needed or newer is needed and was not found; install it or set JAVA_HOME" >&2
  exit 1
fi

if [ ! -f "$here/target/class-path.txt" ]; then
  (cd "$here/.." && ./mvnw -q -pl process-manager-examples -am process-classes) || exit 1
fi
exec "$found" -cp "$here/target/classes:$(cat "$here/target/class-path.txt")" \
  dev.processmanager.examples.Orchestrator "$@"
