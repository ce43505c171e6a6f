package dev.processmanager.os;

import java.util.List;

/// What a guardian does, for any shell, `grep` and `sleep` that are about; those of BusyBox will
/// do.
///
/// It sleeps in `read` until its input ends, for which a terminal's signals are no reason, and
/// keeps the last line: the children, with their start times. First it looks which of them are
/// still the same and ends their groups, so that nobody in them can start others meanwhile. Then it
/// looks again and again for whoever carries the mark or is in the session of such a child, in
/// which even those are found that have overwritten or cleared their environment. A number is taken
/// from the name of the file that tells about it, which nobody can forge, unlike the name of a
/// process, and just before the signal.
///
/// It is done when nobody was found for a second: who is about to execute a program has its
/// environment only later. Whom no signal ends, such as who waits for a broken disk, it gives up.
///
/// Where a crowd has left no room for another process, most shells end at the attempt to start one.
/// So the first step needs none, and the shell becomes a fresh one as often as it takes.
final class GuardianScript {

  /// What has to be on the PATH.
  static final List<String> PROGRAMS = List.of("grep", "sleep");

  private static final String RUN = "eval \"$1\"";

  private static final String TEXT =
      """
      trap '' HUP INT QUIT TERM USR1 USR2 PIPE ALRM
      cd /proc || exit
      text=$1 mark=$2 sh=$3 sessions=${4-} tries=${5-0} told=
      while read -r line; do told=$line; done
      set -f
      for child in $told; do
        pid=${child%:*}
        { read -r line < $pid/stat; } 2>/dev/null || continue
        set -- ${line##*) }
        if [ "${20}" = "${child#*:}" ]; then
          sessions=$sessions${sessions:+|}$pid
          [ "$3" = $pid ] && kill -s KILL -- -$pid || kill -s KILL $pid
        fi
      done
      set +f
      again() {
        [ $tries -lt 4000 ] &&
          exec "$sh" -c 'eval "$1"' "$0" "$text" "$mark" "$sh" "$sessions" $((tries + 1))
      }
      trap again EXIT
      echo 1 | grep -qz 1 && z=z || z=
      rounds=0 quiet=0
      while [ $quiet -lt 5 ] && [ $rounds -lt 80 ]; do
        rounds=$((rounds + 1))
        found=$(
          grep -ls$z "^$mark=" [0-9]*/environ
          [ $? -lt 3 ] || exit
          [ -z "$sessions" ] ||
            grep -lsE "\\\\) [^XZ] [0-9]+ [0-9]+ ($sessions) " [0-9]*/stat
          [ $? -lt 3 ] && echo 0
        )
        if [ "$found" = 0 ]; then
          quiet=$((quiet + 1))
          [ $quiet -lt 4 ] && sleep 0.05 || sleep 1
        else
          quiet=0
          for file in ${found%0}; do kill -s KILL ${file%%/*}; done
          [ $rounds -lt 60 ] || sleep 1
        fi
      done
      trap - EXIT
      """;

  private GuardianScript() {}

  /// A command line by which it is known in a list of processes.
  ///
  /// @param mark the name of the variable that all have whom it ends
  static List<String> argv(String sh, String mark) {
    return List.of(sh, "-c", RUN, "process-manager-guardian", TEXT, mark, sh);
  }
}
