package dev.processmanager.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.processmanager.output.Line;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a detached child under a shim: the launch is over when the shim has become the program,
/// or has said why not.
public final class ShimmedLaunch {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.os");
  private static final String REFUSED = "refused ";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long NEXT_LOOK = 100_000;

  private final Spawner engine;
  private final SpawnRequest request;
  private final ExitFile file;
  private final StringBuilder text = new StringBuilder();

  /// The first line that the shim tells.
  private final CompletableFuture<String> number = new CompletableFuture<>();

  private ShimmedLaunch(Spawner engine, SpawnRequest request, ExitFile file) {
    this.engine = engine;
    this.request = request;
    this.file = file;
  }

  /// Starts a child; under a shim if it depends on nothing of its host, if there is a shell, and if
  /// that hands the whole environment on.
  ///
  /// @param file where its end is to be written down
  /// @return completes on an engine thread or a virtual one, exceptionally with a `LaunchException`
  public static CompletableFuture<Child> begin(
      Spawner engine, SpawnRequest request, ExitFile file) {
    if (!(request.stdout() instanceof Stdout.Appended(Path log))
        || engine.tools().sh().isEmpty()
        || file.cookie().isEmpty()
        || !request.environment().passesThroughShells()) {
      LOG.debug("What {} ends with is not written down", request.program());
      return engine.spawn(request);
    }
    return CompletableFuture.runAsync(() -> prepare(file.path()), Thread::startVirtualThread)
        .thenCompose(_ -> new ShimmedLaunch(engine, request, file).begin(log));
  }

  private static void prepare(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new LaunchException(
          file.toString(), false, "Cannot launch: \"" + file + "\" cannot be replaced", failure);
    }
  }

  private CompletableFuture<Child> begin(Path log) {
    var prefix =
        Stream.concat(
                Shim.prefix(engine.tools().sh().orElseThrow(), file, log, request.environment())
                    .stream(),
                request.prefix().stream())
            .toList();
    var shimmed =
        new SpawnRequest(
            prefix,
            request.argv(),
            request.directory(),
            request.environment(),
            request.stdin(),
            new Stdout.Piped(true, this::take));
    return engine.spawn(shimmed).thenCompose(this::begun);
  }

  private CompletableFuture<Void> take(Line.Source source, ByteBuffer chunk) {
    text.append(ISO_8859_1.decode(chunk));
    int end = text.indexOf("\n");
    if (end >= 0) {
      number.complete(text.substring(0, end));
    }
    return Receiver.READY;
  }

  private CompletableFuture<Child> begun(Child shim) {
    shim.exit().thenRun(shim::release);
    shim.drained().thenRun(() -> number.complete(text.toString()));
    return number.thenApplyAsync(line -> child(shim, line), Thread::startVirtualThread);
  }

  private Child child(Child shim, String line) {
    Identity.OfProcess process = identity(line);
    if (!becomesTheProgram(process) && saysThatItIsRefused(shim)) {
      throw refusal();
    }
    Fingerprint print = engine.fingerprints().of(process, file.cookie());
    try {
      var traces =
          new Traces(process, Optional.of(file), Optional.of(shim.identity()), engine.tools());
      return new ShimmedChild(shim, engine.adopt(print, traces, true));
    } catch (RuntimeException | Error failure) {
      // Whom nobody looks after must not run on.
      engine.signaller().send(process, Signal.KILL);
      throw failure;
    }
  }

  private Identity.OfProcess identity(String line) {
    String[] parts = line.strip().split(" ", -1);
    try {
      long pid = Long.parseLong(parts[0]);
      return parts.length > 1
          ? new Identity.OfProcess(
              pid, Long.parseLong(parts[1]), engine.tools().proc().map(ProcFs::bootId).orElse(""))
          : new Identities(engine.tools()).of(pid);
    } catch (NumberFormatException noNumber) {
      throw new LaunchException(
          request.program(), false, "Cannot launch: the shell said \"" + line + "\"", noNumber);
    }
  }

  /// Waits until a process is what it was to become.
  ///
  /// @return false if it has ended, perhaps before that
  private boolean becomesTheProgram(Identity.OfProcess process) {
    if (engine.tools().proc().isEmpty()) {
      return true;
    }
    ProcFs proc = engine.tools().proc().get();
    var identities = new Identities(engine.tools());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (identities.verdict(process) != Verdict.DEAD) {
      if (!Shim.mayBe(process.pid(), proc) || System.nanoTime() - end > 0) {
        return true;
      }
      LockSupport.parkNanos(NEXT_LOOK);
    }
    return false;
  }

  private boolean saysThatItIsRefused(Child shim) {
    return shim.drained()
        .thenApply(_ -> text.indexOf(REFUSED) >= 0)
        .completeOnTimeout(false, PATIENCE.toMillis(), MILLISECONDS)
        .join();
  }

  private LaunchException refusal() {
    Programs.find(request);
    return new LaunchException(
        request.program(),
        false,
        "Cannot launch: \"" + request.program() + "\" cannot be executed",
        null);
  }
}
