package dev.processmanager.benchmark;

import dev.processmanager.benchmark.Contestant.NotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Other languages, where they are installed, each by its own clock: programs that know the same
/// kinds of work by the same names.
final class Foreign {

  static final String C = "C: posix_spawn, poll, waitpid";
  static final String PYTHON = "Python, subprocess";
  static final String NODE = "Node, child_process";

  static final Map<String, String> SETTINGS =
      Map.of(
          C, "what the operating system takes: one thread, two pipes a child, a process group each",
          PYTHON,
              "`Popen` and `communicate`, `text=True` for lines; eight at once by threads; a session"
                  + " for a tree, stopped by `killpg`",
          NODE,
              "`spawn`, both streams read by events, `readline` for lines; a group for a tree"
                  + " (`detached`), stopped by `kill(-pid)`");

  private static final Path SOURCES = Path.of("src/benchmark");

  private Foreign() {}

  /// @param work what the programs call it
  static List<Contestant> serving(String work, long amount) {
    return List.of(
        new Contestant(PYTHON, () -> Forked.serving(python(work), amount)),
        new Contestant(NODE, () -> Forked.serving(node(work), amount)),
        new Contestant(C, () -> Forked.serving(compiled(work), amount)));
  }

  private static List<String> python(String work) throws IOException {
    require("no python3 here", "python3", "-c", "import subprocess, selectors");
    return List.of("python3", SOURCES.resolve("python/commands.py").toString(), work);
  }

  private static List<String> node(String work) throws IOException {
    require("no node here", "node", "-e", "require('node:readline')");
    return List.of("node", SOURCES.resolve("node/commands.js").toString(), work);
  }

  private static List<String> compiled(String work) throws IOException {
    Path program = Files.createDirectories(Path.of("target/benchmark")).resolve("limit");
    String source = SOURCES.resolve("c/limit.c").toString();
    require("no working cc here", "cc", "-O2", "-o", program.toString(), source);
    return List.of(program.toAbsolutePath().toString(), work);
  }

  static void require(String otherwise, String... command) throws IOException {
    try {
      if (new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0) {
        return;
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    } catch (IOException missing) {
      throw new NotRun("not run: " + otherwise);
    }
    throw new NotRun("not run: " + otherwise);
  }
}
