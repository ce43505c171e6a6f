package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The engine that works everywhere: `ProcessBuilder` on platform threads, since a spawn on a
/// virtual thread stalls all others, and one polling pump for the output of all children.
final class PortableSpawner implements Spawner {

  /// The JDK gives the system's error number only as text, in two spellings.
  private static final Pattern ERROR_NUMBER = Pattern.compile("error[=:] ?(\\d+)");

  private final Tools tools;
  private final Identities identities;
  private final PollingPump pump = new PollingPump();
  private final SpawnerThreads threads = new SpawnerThreads();
  private final Signals signals;

  PortableSpawner(Tools tools) {
    this.tools = tools;
    this.identities = new Identities(tools);
    this.signals = new Signals(tools, threads);
  }

  @Override
  public CompletableFuture<Child> spawn(SpawnRequest request) {
    return CompletableFuture.supplyAsync(() -> start(request.withoutWaiting()), threads);
  }

  @Override
  public Tools tools() {
    return tools;
  }

  @Override
  public Signaller signaller() {
    return new PortableSignaller(identities, signals);
  }

  @Override
  public void close() {
    threads.close();
  }

  private Child start(SpawnRequest request) {
    try {
      Process process = builder(request).start();
      try {
        StdinWriter.feed(process, request.stdin());
        Identity.OfProcess identity = identities.of(process.toHandle());
        return new PortableChild(process, request, identity, identities, signals, pump);
      } catch (RuntimeException | Error failure) {
        process.destroyForcibly();
        throw failure;
      }
    } catch (IOException failure) {
      throw new CompletionException(explained(request, failure));
    } catch (LaunchException refusal) {
      throw new CompletionException(refusal);
    }
  }

  private ProcessBuilder builder(SpawnRequest request) {
    Encodable.check(request);
    List<String> argv = new ArrayList<>(request.argv());
    if (!Tools.isWindows()) {
      String file = Programs.find(request).toString();
      // setsid looks the program up in the child's PATH; ProcessBuilder would take the host's.
      tools
          .setsid()
          .ifPresentOrElse(setsid -> argv.addFirst(setsid.toString()), () -> argv.set(0, file));
    }
    var builder = new ProcessBuilder(argv).redirectErrorStream(request.mergeStreams());
    request.directory().ifPresent(directory -> builder.directory(directory.toFile()));
    request.environment().applyTo(builder.environment());
    return switch (request.stdin()) {
      case Stdin.Nothing _ -> builder.redirectInput(Redirect.from(nothing()));
      case Stdin.FromFile(var file) -> builder.redirectInput(Redirect.from(file.toFile()));
      case Stdin.Bytes _, Stdin.FromStream _ -> builder;
    };
  }

  private static File nothing() {
    return new File(Tools.isWindows() ? "NUL" : "/dev/null");
  }

  private static LaunchException explained(SpawnRequest request, IOException failure) {
    if (request.stdin() instanceof Stdin.FromFile(var file) && !file.toFile().canRead()) {
      return SpawnErrors.unreadableInput(file, failure);
    }
    Matcher number = ERROR_NUMBER.matcher(String.valueOf(failure.getMessage()));
    int error = number.find() ? Integer.parseInt(number.group(1)) : 0;
    return SpawnErrors.explained(request.program(), error, failure);
  }
}
