package dev.processmanager.os;

import dev.processmanager.process.LaunchException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The engine that works everywhere: `ProcessBuilder` on platform threads, since a spawn on a
/// virtual thread stalls all others, and one polling pump for the output of all children.
final class PortableSpawner implements Spawner {

  private static final int SPAWNER_THREADS = 2;

  /// The JDK gives the system's error number only as text, in two spellings.
  private static final Pattern ERROR_NUMBER = Pattern.compile("error[=:] ?(\\d+)");

  /// ENOENT, E2BIG, ENOEXEC, EACCES, ENOTDIR, ELOOP, ENAMETOOLONG.
  private static final Set<Integer> PERMANENT = Set.of(2, 7, 8, 13, 20, 40, 36);

  private static final int E2BIG = 7;

  private final Tools tools;
  private final Identities identities;
  private final PollingPump pump = new PollingPump();
  private final ThreadPoolExecutor threads;

  PortableSpawner(Tools tools) {
    this.tools = tools;
    this.identities = new Identities(tools);
    this.threads =
        new ThreadPoolExecutor(
            SPAWNER_THREADS,
            SPAWNER_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("process-manager-spawner-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletableFuture<Child> spawn(SpawnRequest request) {
    return CompletableFuture.supplyAsync(() -> start(request), threads);
  }

  @Override
  public Tools tools() {
    return tools;
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private Child start(SpawnRequest request) {
    try {
      Process process = builder(request).start();
      var child =
          new PortableChild(process, request, identities.of(process.toHandle()), tools, pump);
      StdinWriter.feed(process, request.stdin());
      return child;
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
    String program = request.program();
    if (request.stdin() instanceof Stdin.FromFile(var file) && !file.toFile().canRead()) {
      return new LaunchException(
          file.toString(),
          true,
          "Cannot launch: input file \"" + file + "\" cannot be read",
          failure);
    }
    Matcher number = ERROR_NUMBER.matcher(String.valueOf(failure.getMessage()));
    int error = number.find() ? Integer.parseInt(number.group(1)) : 0;
    String why = error == E2BIG ? "the argument list is too long" : failure.getMessage();
    return new LaunchException(
        program,
        PERMANENT.contains(error),
        "Cannot launch: program \"" + program + "\": " + why,
        failure);
  }
}
