package dev.processmanager.comparison;

import dev.processmanager.comparison.Verdict.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs cases, each in a JVM and, if there is one to be had, a world of its own. The clock runs
/// from the moment when the JVM is up, so that a busy machine is nobody's fault.
///
/// @param deadline after which a case hangs
record Stage(World world, Duration deadline) {

  private static final Duration TO_COME_UP = Duration.ofMinutes(3);

  Verdict verdict(
      Class<? extends Trap<?>> trap, Class<? extends Peer> peer, int megabytes, boolean signals)
      throws IOException, InterruptedException {
    if (signals && !world.isPrivate()) {
      return new Verdict(Kind.NOT_RUN, "needs processes of its own: " + world.obstacle());
    }
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      return new Verdict(Kind.NOT_RUN, "needs /proc");
    }
    var command = new ArrayList<>(world.prefix());
    command.addAll(Jvm.running(Case.class, megabytes, List.of(trap.getName(), peer.getName())));
    Path errors = Files.createTempFile("trap", ".err");
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      return watched(process, errors);
    } finally {
      end(process);
      Files.delete(errors);
    }
  }

  private Verdict watched(Process process, Path errors) throws IOException, InterruptedException {
    var begun = new CompletableFuture<@Nullable Void>();
    var verdict = new CompletableFuture<@Nullable Verdict>();
    Thread.ofPlatform().daemon().start(() -> read(process, begun, verdict));
    try {
      begun.get(TO_COME_UP.toMillis(), TimeUnit.MILLISECONDS);
      Verdict told = verdict.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return told != null ? told : crashed(process, errors);
    } catch (TimeoutException hangs) {
      return new Verdict(Kind.HANG, "no end after " + deadline.toSeconds() + " s");
    } catch (ExecutionException failure) {
      throw new IOException(failure);
    }
  }

  /// At the end of the output without a verdict there is none.
  private static void read(
      Process process,
      CompletableFuture<@Nullable Void> begun,
      CompletableFuture<@Nullable Verdict> verdict) {
    try (BufferedReader answers = process.inputReader()) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.equals(Case.BEGUN)) {
          begun.complete(null);
        } else if (Verdict.isLine(line)) {
          verdict.complete(Verdict.parse(line));
        }
      }
    } catch (IOException closed) {
      verdict.complete(null);
    }
    begun.complete(null);
    verdict.complete(null);
  }

  private static Verdict crashed(Process process, Path errors)
      throws IOException, InterruptedException {
    process.waitFor(1, TimeUnit.SECONDS);
    String code = process.isAlive() ? "" : " with exit code " + process.exitValue();
    String said =
        Files.readString(errors).lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return new Verdict(
        Kind.CRASH, "the host ended" + code + (said.isEmpty() ? "" : ": " + said.strip()));
  }

  /// Without a world of their own, daemons stay, which the traps make short-lived.
  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
