package dev.processmanager.supervise;

import dev.processmanager.output.LogFile;
import dev.processmanager.output.OutputSink;
import dev.processmanager.output.Rotation;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.RestartPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A process to look after: what to launch, under which name, and what to do when.
///
/// ```java
/// ProcessSpec web =
///     ProcessSpec.of(Command.of("./web", "--port", "8080"))
///         .id("web")
///         .logFile(Path.of("logs", "web.log"), Rotation.of(10_000_000, 3))
///         .restart(RestartPolicy.onFailure())
///         .check(HealthCheck.liveness(Probe.http("http://localhost:8080/health")))
///         .limits(ResourceLimits.none().maxMemory(500_000_000))
///         .dependsOn("db");
/// ManagedProcess started = pm.start(web).join();
/// ```
///
/// By default it has a random UUID as its id, lives in the global scope, is never restarted, has no
/// checks, writes to no file, and is stopped as its launcher says. Immutable and safe for use by
/// many threads: each method returns a changed copy.
public final class ProcessSpec {

  /// The priority of who has none of its own, as supervisord has it: 999.
  public static final int DEFAULT_PRIORITY = 999;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private final SpecOptions options;

  private ProcessSpec(SpecOptions options) {
    this.options = options;
  }

  /// {@return a process to look after}
  ///
  /// @param launcher what to launch
  public static ProcessSpec of(Launcher launcher) {
    return new ProcessSpec(new SpecOptions(launcher, UUID.randomUUID().toString()));
  }

  /// {@return this process under another id}
  ///
  /// @param id 1 to 128 letters of ASCII, digits, dots, underscores and hyphens; a random UUID by
  ///     default
  /// @throws IllegalArgumentException if it is something else
  public ProcessSpec id(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "an id has 1 to 128 characters of A-Z, a-z, 0-9, \".\", \"_\" and \"-\"; not \""
              + id
              + "\"");
    }
    return with(o -> o.id = id);
  }

  /// {@return this process in another scope}
  ///
  /// @param scope the name space of its id; [Scope#global()] by default
  public ProcessSpec scope(Scope scope) {
    return with(o -> o.scope = scope);
  }

  /// {@return this process with one more note}
  ///
  /// @param key the name of the note; an earlier one of that name is replaced
  /// @param value the note; recorded, so not the place for a secret
  public ProcessSpec metadata(String key, String value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    return with(o -> o.metadata.put(key, value));
  }

  /// {@return this process writing its output to a file that grows}
  ///
  /// @param file the file; created, with its directories, when needed, for its owner alone; none by
  ///     default
  public ProcessSpec logFile(Path file) {
    return logFile(file, Rotation.none());
  }

  /// {@return this process writing its output to a file that rotates}
  ///
  /// @param file the file; created, with its directories, when needed, for its owner alone
  /// @param rotation when to begin a new one
  public ProcessSpec logFile(Path file, Rotation rotation) {
    return with(o -> o.log = Optional.of(new LogFile(file, rotation)));
  }

  /// {@return this process ending with its manager, which is the default}
  public ProcessSpec attached() {
    return with(o -> o.detached = false);
  }

  /// {@return this process living on when its manager is closed or its host ends, however that
  /// happens}
  ///
  /// It writes its log file by itself, both streams in order, or nowhere without one. That file
  /// rotates at each start; past its limit it is copied and emptied, while a manager looks after
  /// the process, and lines that are written in between are lost. Listeners, sinks and
  /// `ManagedProcess.output()` get everything a moment later, as standard output.
  ///
  /// @throws IllegalArgumentException if it is a task on a virtual thread, which cannot outlive its
  ///     JVM
  public ProcessSpec detached() {
    if (options.launcher.kind() == ProcessKind.ASYNC_TASK) {
      throw new IllegalArgumentException(
          "detached() is for what can outlive its host; \""
              + options.id
              + "\" is a task inside this JVM and ends with it");
    }
    return with(o -> o.detached = true);
  }

  /// {@return this process with one more sink for its output}
  ///
  /// @param sink receives the output of every incarnation
  public ProcessSpec output(OutputSink sink) {
    return with(o -> o.sinks.add(sink));
  }

  /// {@return this process with another restart policy}
  ///
  /// @param policy decides what follows an end that nobody asked for; [RestartPolicy#never()] by
  ///     default
  public ProcessSpec restart(RestartPolicy policy) {
    return with(o -> o.restart = policy);
  }

  /// {@return this process with one more health check; it has none by default}
  ///
  /// @param check the check
  /// @throws IllegalArgumentException if it has a startup check already
  public ProcessSpec check(HealthCheck check) {
    if (check.role() == HealthCheck.Role.STARTUP
        && options.checks.stream().anyMatch(c -> c.role() == HealthCheck.Role.STARTUP)) {
      throw new IllegalArgumentException("a process has one startup check at most");
    }
    List<Pattern> lines = check.probe().watchedLines().toList();
    return with(
        o -> {
          o.checks.add(check);
          o.watchedLines.addAll(lines);
        });
  }

  /// {@return this process stopped in another way}
  ///
  /// @param plan how; by default as its launcher says
  public ProcessSpec stop(StopPlan plan) {
    return with(o -> o.stop = plan);
  }

  /// {@return this process using no more than it may; without limits by default}
  ///
  /// @param limits how much, in place of earlier ones
  public ProcessSpec limits(ResourceLimits limits) {
    return with(o -> o.limits = limits);
  }

  /// {@return this process depending on others of its scope, each required, and healthy before this
  /// is launched if it has a readiness or startup check, else running}
  ///
  /// @param ids their ids
  public ProcessSpec dependsOn(String... ids) {
    return with(o -> Stream.of(ids).map(Dependency::on).forEach(o.dependencies::add));
  }

  /// {@return this process depending on another}
  ///
  /// @param dependency which, what for, and how much
  public ProcessSpec dependsOn(Dependency dependency) {
    return with(o -> o.dependencies.add(dependency));
  }

  /// {@return this process with another place among those that could start at the same time}
  ///
  /// @param priority lower starts first and stops last; [#DEFAULT_PRIORITY] without this. It breaks
  ///     ties in `startAll` and `stopAll`, after dependencies
  public ProcessSpec priority(int priority) {
    return with(o -> o.priority = priority);
  }

  /// {@return this process as one without which the whole is not healthy: see
  /// `ProcessManager.healthSummary`. When it comes to rest against its will, that is logged as an
  /// error}
  public ProcessSpec critical() {
    return with(o -> o.critical = true);
  }

  /// {@return what it launches}
  public Launcher launcher() {
    return options.launcher;
  }

  /// {@return its id}
  public String id() {
    return options.id;
  }

  /// {@return the name space of its id}
  public Scope scope() {
    return options.scope;
  }

  /// {@return scope and id}
  public Entry.Key key() {
    return new Entry.Key(options.scope, options.id);
  }

  /// {@return its notes; a copy}
  public Map<String, String> metadata() {
    return Map.copyOf(options.metadata);
  }

  /// {@return the file its output goes to; empty if it has none}
  public Optional<Path> logFile() {
    return options.log.map(LogFile::file);
  }

  /// {@return whether it lives on when its manager ends}
  public boolean isDetached() {
    return options.detached;
  }

  /// {@return how it is stopped}
  public StopPlan stopPlan() {
    return options.stop;
  }

  /// {@return what decides on its restarts}
  public RestartPolicy restartPolicy() {
    return options.restart;
  }

  /// {@return its health checks, in the order in which they were added}
  public List<HealthCheck> checks() {
    return List.copyOf(options.checks);
  }

  /// {@return how much it may use}
  public ResourceLimits limits() {
    return options.limits;
  }

  /// {@return what it depends on}
  public List<Dependency> dependencies() {
    return List.copyOf(options.dependencies);
  }

  /// {@return its place among those that could start at the same time; lower starts first}
  public int priority() {
    return options.priority;
  }

  /// {@return whether the whole is not healthy without it}
  public boolean isCritical() {
    return options.critical;
  }

  /// Whether there is more to do for it than to launch and to stop it.
  boolean isSupervised() {
    return options.restart != SpecOptions.NO_RESTART
        || !options.checks.isEmpty()
        || !options.limits.equals(ResourceLimits.none())
        || !options.dependencies.isEmpty();
  }

  /// Whether it has a check that tells when it can be used, as a liveness check does not.
  boolean announcesReadiness() {
    return options.checks.stream().anyMatch(check -> check.role() != HealthCheck.Role.LIVENESS);
  }

  /// What its checks look out for in its output.
  List<Pattern> watchedLines() {
    return List.copyOf(options.watchedLines);
  }

  List<OutputSink> sinks() {
    Stream<OutputSink> file =
        options.log.stream()
            .filter(_ -> !options.detached)
            .map(log -> OutputSink.file(log.file(), log.rotation()));
    return Stream.concat(file, options.sinks.stream()).toList();
  }

  /// The file that the process writes itself.
  Optional<LogFile> ownLog() {
    return options.log.filter(_ -> options.detached);
  }

  private ProcessSpec with(Consumer<SpecOptions> change) {
    SpecOptions copy = options.copy();
    change.accept(copy);
    return new ProcessSpec(copy);
  }
}
