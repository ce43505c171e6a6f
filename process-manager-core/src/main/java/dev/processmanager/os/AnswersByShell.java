package dev.processmanager.os;

import dev.processmanager.process.LaunchException;
import java.nio.file.Path;
import java.util.List;

/// The channel of a child where no descriptor can be handed on but the standard ones: a shell makes
/// what is standard input and output for the host the channel of the child, joins the child's
/// standard output into its standard error, and becomes the child.
final class AnswersByShell {

  /// A signal that is ignored stays so: the terminal's interrupt is for the host alone.
  private static final String SCRIPT = "trap '' INT; exec \"$@\" 3>&1 4<&0 1>&2 </dev/null";

  private AnswersByShell() {}

  /// @throws LaunchException if there is no shell
  static List<String> prefix(Tools tools, String program) {
    Path shell =
        tools
            .sh()
            .orElseThrow(
                () ->
                    new LaunchException(
                        program,
                        true,
                        "Cannot launch: without sh there is no channel to \"" + program + "\"",
                        null));
    return List.of(shell.toString(), "-c", SCRIPT, "sh");
  }
}
