package dev.processmanager.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A small process that outlives this JVM for as long as it takes to end what must not: a pipe from
/// here is its input, which ends with this JVM, even if that is killed. A signal at the parent's
/// death would not do: it comes when the starting thread ends, to children alone, and an `exec` may
/// undo it.
///
/// It has no mark, neither of this host's managers nor of those that may have started this host:
/// nobody ends it before its work is done.
final class Guardian {

  private static final Path NOTHING = Path.of("/dev/null");

  /// Far more than children can be told about.
  private static final int PIPE_SIZE = 4_000_000;

  private final Child process;
  private final BytePipe pipe;
  private final CompletableFuture<Exit> gone;

  private Guardian(Child process, BytePipe pipe) {
    this.process = process;
    this.pipe = pipe;
    this.gone = process.exit().thenApplyAsync(this::released, Thread::startVirtualThread);
  }

  private Exit released(Exit how) {
    process.release();
    pipe.breakOff("There is nobody to tell");
    return how;
  }

  /// Why there can be none on this machine; empty if there can.
  static Optional<String> obstacle(Tools tools) {
    if (tools.proc().isEmpty()) {
      return Optional.of("there is no /proc");
    }
    if (tools.sh().isEmpty()) {
      return Optional.of("there is no sh on the PATH");
    }
    for (String program : GuardianScript.PROGRAMS) {
      if (Tools.onPath(program).isEmpty()) {
        return Optional.of("there is no " + program + " on the PATH");
      }
    }
    return Optional.empty();
  }

  /// Starts one on a machine where nothing is in its way. As soon as it has its pipe it can be
  /// relied on, even if it is killed for a signal that it would ignore a moment later.
  ///
  /// @param mark the variable that everybody has whom it ends
  static CompletableFuture<Guardian> start(String mark, Spawner engine) {
    var pipe = new BytePipe(PIPE_SIZE);
    String sh = engine.tools().sh().orElseThrow().toString();
    var request =
        new SpawnRequest(
            List.of(),
            GuardianScript.argv(sh, mark),
            Optional.empty(),
            environment(),
            new Stdin.FromPipe(pipe),
            new Stdout.Appended(NOTHING));
    return engine.spawn(request).thenApply(process -> new Guardian(process, pipe));
  }

  private static Environment environment() {
    return Environment.INHERITED
        .cleared()
        .with(
            "PATH",
            Environment.INHERITED.value("PATH").or(() -> Optional.of(Programs.DEFAULT_PATH)))
        .with("LC_ALL", Optional.of("C"));
  }

  /// Tells it which children there are, instead of those it was told about before.
  ///
  /// @return whether it could be told; not while it has yet to take earlier news
  boolean tell(Collection<Identity.OfProcess> children) {
    if (pipe.size() > 0) {
      return false;
    }
    var line = new StringBuilder();
    for (Identity.OfProcess child : children) {
      line.append(child.pid()).append(':').append(child.startTicks()).append(' ');
    }
    try {
      pipe.sink().write(line.append('\n').toString().getBytes(ISO_8859_1));
    } catch (IOException thereIsNobodyToTell) {
      // Whoever takes its place is told anew.
      return true;
    }
    return true;
  }

  /// Ends it by a signal, for which it need not look for anybody.
  CompletableFuture<Exit> end() {
    process.signal(Signal.KILL);
    return gone;
  }

  /// Completes when it has ended and its number is given back.
  CompletableFuture<Exit> gone() {
    return gone;
  }
}
