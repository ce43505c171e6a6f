package dev.processmanager;

import dev.processmanager.command.Engine;
import dev.processmanager.os.Spawner;
import dev.processmanager.registry.Registry;
import dev.processmanager.supervise.ProcessListener;
import dev.processmanager.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Options of a [ProcessManager], all with defaults. Not safe for use by several threads.
///
/// ```java
/// try (ProcessManager pm =
///     ProcessManager.builder()
///         .registryFile(Path.of("run", "processes.json"))
///         .commandTimeout(Duration.ofSeconds(30))
///         .listener(event -> IO.println(event.describe()))
///         .build()) {
///   pm.loadRegistry().join();
/// }
/// ```
public final class ProcessManagerBuilder {

  private static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofMinutes(5);

  private Supplier<Registry> registry = Registry::inMemory;
  private Optional<Path> registryFile = Optional.empty();
  private Engine engine = Engine.AUTO;
  private Optional<Duration> commandTimeout = Optional.of(DEFAULT_COMMAND_TIMEOUT);
  private TimeSource time = TimeSource.system();
  private boolean closeOnExit = true;
  private final List<ProcessListener> listeners = new ArrayList<>();

  ProcessManagerBuilder() {}

  /// Remembers processes in a JSON file; in memory by default. Several hosts may share one file.
  ///
  /// @param file the file, on a disk of this machine; created, with its directories, when first
  ///     written
  /// @return this builder
  public ProcessManagerBuilder registryFile(Path file) {
    registryFile = Optional.of(file);
    return registry(() -> Registry.file(file));
  }

  /// Remembers processes in a registry of one's own.
  ///
  /// @param registry the registry, for this manager alone; closed with it
  /// @return this builder
  public ProcessManagerBuilder registry(Registry registry) {
    registryFile = Optional.empty();
    return registry(() -> registry);
  }

  private ProcessManagerBuilder registry(Supplier<Registry> supplier) {
    this.registry = supplier;
    return this;
  }

  /// Chooses the engine; [Engine#AUTO] by default.
  ///
  /// @param engine the engine
  /// @return this builder
  public ProcessManagerBuilder engine(Engine engine) {
    this.engine = engine;
    return this;
  }

  /// Sets the time limit of `runCli` for commands that have none of their own; 5 minutes by
  /// default.
  ///
  /// @param timeout the limit, positive
  /// @return this builder
  /// @throws IllegalArgumentException if it is zero or negative
  public ProcessManagerBuilder commandTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("commandTimeout must be positive, not " + timeout);
    }
    this.commandTimeout = Optional.of(timeout);
    return this;
  }

  /// Says whether the end of this JVM closes the manager; it does by default, and the JVM waits
  /// for that. Exit hooks all run at the same time. A container that closes its parts in an order
  /// of its own when the JVM ends, such as Spring, therefore says no here and closes the manager
  /// last; what nobody closes then is killed, where the end of the host kills it, or left.
  ///
  /// @param closeOnExit whether it does
  /// @return this builder
  public ProcessManagerBuilder closeOnExit(boolean closeOnExit) {
    this.closeOnExit = closeOnExit;
    return this;
  }

  /// Takes clocks and timers from elsewhere; from the machine by default.
  ///
  /// @param time clocks and timers
  /// @return this builder
  public ProcessManagerBuilder timeSource(TimeSource time) {
    this.time = time;
    return this;
  }

  /// Adds a listener that hears of every event from the beginning; none by default.
  ///
  /// @param listener the listener
  /// @return this builder
  public ProcessManagerBuilder listener(ProcessListener listener) {
    listeners.add(listener);
    return this;
  }

  /// {@return a manager; to be closed when it is no longer needed}
  ///
  /// @throws dev.processmanager.registry.RegistryException if the registry file cannot be read
  /// @throws IllegalStateException if [Engine#NATIVE] was chosen and is not available, with the
  ///     reason
  public ProcessManager build() {
    return build(Engines.open(engine));
  }

  ProcessManager build(Spawner spawner) {
    var manager = new ProcessManager(time, registry.get(), registryFile, spawner, commandTimeout);
    listeners.forEach(manager::listen);
    if (closeOnExit) {
      manager.closeOnExit();
    }
    return manager;
  }
}
