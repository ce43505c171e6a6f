package dev.processmanager.command;

import dev.processmanager.os.Adoptions;
import dev.processmanager.os.Child;
import dev.processmanager.os.ExitFile;
import dev.processmanager.os.Spawner;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A process that something else has started and that is to be looked after from now on. Its launch
/// launches nothing: it takes the process over, or fails with a [LaunchException] if that has ended
/// or is not proven to be the recorded one. Hosts get theirs from `ProcessManager.adopt`; this is
/// for front doors of one's own.
///
/// Its exit code is known as far as the system or its exit file tells it; the file alone cannot
/// tell the death by signal n from an exit with 128 + n. Of its output only what comes into its log
/// from then on is known; nothing of that is captured. Immutable and safe for use by many threads.
public final class Adoption implements Launcher {

  private final Fingerprint recorded;
  private final ProcessKind kind;
  private final String description;
  private final Optional<Path> directory;
  private final StopPlan stopPlan;
  private final boolean orItsEnd;

  private Adoption(
      Fingerprint recorded,
      ProcessKind kind,
      String description,
      Optional<Path> directory,
      StopPlan stopPlan,
      boolean orItsEnd) {
    this.recorded = recorded;
    this.kind = kind;
    this.description = description;
    this.directory = directory;
    this.stopPlan = stopPlan;
    this.orItsEnd = orItsEnd;
  }

  /// {@return the adoption of a process}
  ///
  /// @param recorded who it is
  /// @param kind which kind of process it is
  /// @param description what it runs, for people; without secrets
  public static Adoption of(Fingerprint recorded, ProcessKind kind, String description) {
    return new Adoption(
        recorded,
        kind,
        description,
        Optional.empty(),
        StopPlan.graceful(StopPlan.DEFAULT_GRACE),
        false);
  }

  /// {@return a copy that says where it runs}
  ///
  /// @param where the directory
  public Adoption in(Path where) {
    return new Adoption(recorded, kind, description, Optional.of(where), stopPlan, orItsEnd);
  }

  /// {@return a copy that is stopped in another way}
  ///
  /// @param plan how it is stopped unless somebody says otherwise; [StopPlan#graceful] with 10
  ///     seconds by default
  public Adoption stop(StopPlan plan) {
    return new Adoption(recorded, kind, description, directory, plan, orItsEnd);
  }

  /// {@return a copy that takes over one that has ended just now, too: a run that ends at once, in
  /// the way it did}
  public Adoption orItsEnd() {
    return new Adoption(recorded, kind, description, directory, stopPlan, true);
  }

  /// {@return who it is}
  public Fingerprint process() {
    return recorded;
  }

  @Override
  public ProcessKind kind() {
    return kind;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Optional<Path> workingDirectory() {
    return directory;
  }

  @Override
  public StopPlan stopPlan() {
    return stopPlan;
  }

  /// Takes it over.
  ///
  /// @param context for whom, with the generation, the log and the exit file that were recorded
  /// @return completes when it is looked after; exceptionally with a [LaunchException]. Whoever
  ///     cancels it leaves the process alone
  @Override
  public CompletableFuture<Execution> launch(LaunchContext context) {
    var launched = new CompletableFuture<Execution>();
    CompletableFuture.supplyAsync(() -> engine(context), Thread::startVirtualThread)
        .thenCompose(engine -> adopted(AdoptedContext.of(context, recorded.cookie()), engine))
        .whenComplete(
            (execution, failure) -> {
              if (failure != null) {
                launched.completeExceptionally(ProcessException.unwrapped(failure));
              } else if (!launched.complete(execution)) {
                execution.leave();
              }
            });
    return launched;
  }

  private Spawner engine(LaunchContext context) {
    return context
        .service(Spawner.class)
        .orElseThrow(() -> refusal(true, "there is no engine for it"));
  }

  private CompletableFuture<Execution> adopted(LaunchContext context, Spawner engine) {
    Verdict verdict = engine.fingerprints().verdict(recorded);
    boolean gone = verdict == Verdict.DEAD || verdict == Verdict.REUSED;
    if (gone ? !orItsEnd : verdict != Verdict.SAME) {
      throw refusal(gone, gone ? "it has ended" : "it is not proven to be the recorded one");
    }
    var options = new CommandOptions(List.of(description));
    options.captureLimit = _ -> -1;
    options.timeLimit = _ -> Optional.empty();
    options.stopPlan = stopPlan;
    return Deliveries.open(options, context)
        .thenApply(delivery -> execution(delivery, options, context, engine));
  }

  private Execution execution(
      Delivery delivery, CommandOptions options, LaunchContext context, Spawner engine) {
    RunStreams streams = RunStreams.adopted(delivery, context);
    try {
      Optional<ExitFile> file =
          context
              .exitFile()
              .map(path -> new ExitFile(path, context.generation(), recorded.cookie()));
      Duration age = Adoptions.age(recorded.process(), engine);
      Child child = Adoptions.adopt(recorded, file, engine);
      return new CommandExecution(description, options, context, engine, child, streams, age);
    } catch (RuntimeException | Error failure) {
      streams.abandon();
      throw failure;
    }
  }

  private LaunchException refusal(boolean permanent, String why) {
    return Adoptions.refusal(recorded.process().pid(), permanent, why);
  }
}
