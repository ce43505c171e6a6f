package dev.processmanager.os;

import java.util.List;

/// What a guardian does, for any shell, `grep` and `cat` that are about; those of BusyBox will do.
///
/// It sleeps in `read` until its input ends, for which a terminal's signals are no reason, and
/// keeps the last line, the children with their start times. First it looks which of them are still
/// the same and ends their groups, so that nobody in them can start others meanwhile. Then it looks
/// again and again for whoever carries the mark or is in the session of such a child, in which even
/// those are found that have overwritten or cleared their environment. A number is read from the
/// name of the file that tells about it, which nobody can forge, unlike a process name, and just
/// before the signal.
///
/// It has done when nobody was found for a second: who is about to execute a program has its
/// environment only later. Whom no signal ends, such as who waits for a broken disk, it gives up.
final class GuardianScript {

  /// What has to be on the PATH.
  static final List<String> PROGRAMS = List.of("grep", "cat", "sleep");

  private static final String TEXT =
      """
      trap '' HUP INT QUIT TERM USR1 USR2 PIPE ALRM
      cd /proc || exit
      mark=$1 told= files= sessions=
      while read -r line; do told=$line; done
      newline='
      '
      for child in $told; do
        files="$files$newline${child%:*}/stat"
        eval "start${child%:*}=${child#*:}"
      done
      IFS=$newline
      set -f
      for line in ${files:+$(cat $files 2>/dev/null)}; do
        pid=${line%% *}
        case $pid in *[!0-9]*) continue ;; esac
        IFS=' '
        set -- ${line##*) }
        eval "start=\\${start$pid-}"
        if [ "${20}" = "$start" ]; then
          sessions=$sessions${sessions:+|}$pid
          [ "$3" = "$pid" ] && kill -s KILL -- "-$pid" || kill -s KILL "$pid"
        fi
      done
      IFS=$newline
      set +f
      echo 1 | grep -qz 1 && z=z || z=
      rounds=0 quiet=0
      while [ $quiet -lt 5 ] && [ $rounds -lt 80 ]; do
        rounds=$((rounds + 1))
        found=$(
          grep -ls$z "^$mark=" [0-9]*/environ
          [ -z "$sessions" ] ||
            grep -lsE "\\\\) [^XZ] [0-9]+ [0-9]+ ($sessions) " [0-9]*/stat
        )
        if [ -n "$found" ]; then
          quiet=0
          for file in $found; do kill -s KILL "${file%%/*}"; done
          [ $rounds -lt 60 ] || sleep 1
        else
          quiet=$((quiet + 1))
          [ $quiet -lt 4 ] && sleep 0.05 || sleep 1
        fi
      done
      """;

  private GuardianScript() {}

  /// A command line by which it is known in a list of processes.
  ///
  /// @param mark the name of the variable that all have whom it ends
  static List<String> argv(String sh, String mark) {
    return List.of(sh, "-c", TEXT, "process-manager-guardian", mark);
  }
}
