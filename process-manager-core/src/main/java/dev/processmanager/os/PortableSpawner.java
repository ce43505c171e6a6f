package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Verdict;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The engine that works everywhere: `ProcessBuilder` on platform threads, since a spawn on a
/// virtual thread stalls all others, and one polling pump for the output of all children.
final class PortableSpawner implements Spawner {

  /// The JDK gives the system's error number only as text, in two spellings.
  private static final Pattern ERROR_NUMBER = Pattern.compile("error[=:] ?(\\d+)");

  private final Tools tools;
  private final Identities identities;
  private final Fingerprints fingerprints;
  private final PollingPump pump = new PollingPump();
  private final SpawnerThreads threads = new SpawnerThreads();
  private final Signals signals;

  PortableSpawner(Tools tools) {
    this.tools = tools;
    this.identities = new Identities(tools);
    this.fingerprints = new Fingerprints(tools, false);
    this.signals = new Signals(tools, threads);
  }

  @Override
  public CompletableFuture<Child> spawn(SpawnRequest request) {
    return threads.spawn(request, this::start);
  }

  @Override
  public Tools tools() {
    return tools;
  }

  @Override
  public boolean hasChannels() {
    return tools.sh().isPresent();
  }

  @Override
  public Signaller signaller() {
    return new PortableSignaller(identities, signals);
  }

  @Override
  public Fingerprints fingerprints() {
    return fingerprints;
  }

  @Override
  public AdoptedChild adopt(Fingerprint recorded, Traces traces, boolean told) {
    Supplier<Verdict> verdict =
        told ? () -> identities.verdict(recorded.process()) : () -> fingerprints.verdict(recorded);
    if (!told) {
      Adoptions.isSame(recorded, fingerprints);
    }
    return new PortableAdopted(recorded.process(), traces, identities, verdict, signals, pump);
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
        return new PortableChild(
            process,
            request,
            identity,
            identities,
            signals,
            () -> leavesHolders(request, process.pid()),
            pump);
      } catch (RuntimeException | Error failure) {
        process.destroyForcibly();
        throw failure;
      }
    } catch (IOException failure) {
      throw explained(request, failure);
    }
  }

  /// Whom a child leaves behind is known by the child's own session.
  private boolean leavesHolders(SpawnRequest request, long pid) {
    boolean told =
        request.stdout() instanceof Stdout.Piped
            && tools.setsid().isPresent()
            && tools.proc().isPresent();
    try {
      return told && tools.proc().get().leavesPipes(pid);
    } catch (IOException unreadable) {
      return true;
    }
  }

  private ProcessBuilder builder(SpawnRequest request) {
    Encodable.check(request);
    var builder = new ProcessBuilder(commandLine(request));
    request.directory().ifPresent(directory -> builder.directory(directory.toFile()));
    request.environment().applyTo(builder.environment());
    switch (request.stdin()) {
      case Stdin.Nothing _ -> builder.redirectInput(Redirect.from(nothing()));
      case Stdin.FromFile(var file) -> builder.redirectInput(Redirect.from(file.toFile()));
      case Stdin.Inherited _ -> builder.redirectInput(Redirect.INHERIT);
      case Stdin.Bytes _, Stdin.FromStream _, Stdin.FromPipe _, Stdin.Channel _ -> {}
    }
    return switch (request.stdout()) {
      case Stdout.Piped(boolean merged, Receiver _) -> builder.redirectErrorStream(merged);
      case Stdout.Appended(var file) ->
          builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(file.toFile()));
      case Stdout.Inherited _ ->
          builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    };
  }

  /// What looks the program up for itself does so in the child's PATH; `ProcessBuilder` would take
  /// the host's.
  private List<String> commandLine(SpawnRequest request) {
    List<String> line = new ArrayList<>(request.commandLine());
    if (Tools.isWindows()) {
      return line;
    }
    FreeDescriptors.check(request.program());
    Path program = Programs.find(request);
    if (request.stdin() instanceof Stdin.Channel) {
      line.addAll(0, AnswersByShell.prefix(tools, request.program()));
    }
    if (tools.setsid().isPresent() && request.hasOwnSession()) {
      line.addFirst(tools.setsid().get().toString());
    } else if (request.prefix().isEmpty() && !(request.stdin() instanceof Stdin.Channel)) {
      line.set(0, program.toString());
    }
    return line;
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
