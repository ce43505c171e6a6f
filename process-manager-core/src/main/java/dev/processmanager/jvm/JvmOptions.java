package dev.processmanager.jvm;

import dev.processmanager.process.StopPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// How a child JVM is started and, in a pool, how many there are. Immutable and safe for use by
/// many threads: each method returns a changed copy.
///
/// ```java
/// JvmOptions options =
///     JvmOptions.defaults().heap("1g").jvmArgs("-XX:+UseZGC").timeout(Duration.ofMinutes(10));
/// ```
///
/// A child runs the host's `java` with the host's class path and module path. Of the host's own
/// command line it gets `--enable-preview`, assertions, the `--add-…` options and the like, never
/// debuggers, agents, JMX ports, logging to files, heap settings or access to native code, which
/// makes each start longer by a fifth: whose task needs it names it in [#jvmArgs].
/// `JAVA_TOOL_OPTIONS`, `JDK_JAVA_OPTIONS`, `_JAVA_OPTIONS` and `CLASSPATH` are taken out of its
/// environment; what the first three set by `-D`, such as proxies and trust stores, it gets all the
/// same, unless it is about JMX or the like. What is said here wins over all of that.
///
/// For pools alone are [#workers], [#spares], [#freshPerTask], [#idleTimeout], [#tasksPerWorker]
/// and [#queue]: a single run ignores them. A detached process answers nobody, so that it ignores
/// [#startTimeout] and [#allowResult], too, and its [#timeout] needs a host.
///
/// Its standard streams are encoded as UTF-8, and it collects garbage with SerialGC, which starts
/// fastest and needs the fewest threads, unless [#jvmArgs] choose otherwise.
public final class JvmOptions {

  private static final JvmOptions DEFAULTS = new JvmOptions(new JvmSettings());

  private final JvmSettings settings;

  private JvmOptions(JvmSettings settings) {
    this.settings = settings;
  }

  /// {@return the options that hold where none are given}
  public static JvmOptions defaults() {
    return DEFAULTS;
  }

  /// {@return these options with another limit for the child's heap}
  ///
  /// @param size a number of bytes, or one with `k`, `m`, `g` or `t` after it for KiB, MiB, GiB or
  ///     TiB; `256m` by default. A size in [#jvmArgs] wins.
  /// @throws IllegalArgumentException if it is anything else, or zero
  public JvmOptions heap(String size) {
    JvmChecks.heap(size);
    return with(s -> s.heap = size);
  }

  /// {@return these options with more arguments for the JVM, after those of earlier calls}
  ///
  /// @param arguments such as `-XX:+UseZGC` or `--add-opens`, `java.base/java.lang=ALL-UNNAMED`; of
  ///     two that contradict each other, the JVM takes the last
  /// @throws IllegalArgumentException if one is no option, has a NUL character or says what to run
  ///     or where the classes are: that is for [#classPath], [#modulePath] and the launcher
  public JvmOptions jvmArgs(String... arguments) {
    JvmChecks.jvmArgs(List.of(arguments));
    return with(s -> s.jvmArgs = JvmChecks.joined(s.jvmArgs, List.of(arguments)));
  }

  /// {@return these options with more directories and jars for the child's class path}
  ///
  /// @param entries what comes before the host's own class path, so that a class that is in both
  ///     comes from here; relative to the host's directory, after those of earlier calls
  /// @throws IllegalArgumentException if one has a NUL character or the separator of paths in its
  ///     name, or is not in the default file system
  public JvmOptions classPath(Path... entries) {
    JvmChecks.paths("class path", entries);
    return with(s -> s.classPath = JvmChecks.joined(s.classPath, List.of(entries)));
  }

  /// {@return these options with more directories and jars for the child's module path}
  ///
  /// @param entries what comes before the host's own module path; relative to the host's directory,
  ///     after those of earlier calls
  /// @throws IllegalArgumentException if one has a NUL character or the separator of paths in its
  ///     name, or is not in the default file system
  public JvmOptions modulePath(Path... entries) {
    JvmChecks.paths("module path", entries);
    return with(s -> s.modulePath = JvmChecks.joined(s.modulePath, List.of(entries)));
  }

  /// {@return these options with another Java to run}
  ///
  /// @param directory where its `bin/java` is: by default that of the host or, if there is none,
  ///     the one at `JAVA_HOME` if that has the host's version
  /// @throws IllegalArgumentException if it has a NUL character or is not in the default file
  ///     system
  public JvmOptions javaHome(Path directory) {
    JvmChecks.paths("java home", directory);
    return with(s -> s.javaHome = Optional.of(directory));
  }

  /// {@return these options with a system property set}
  ///
  /// @param key the key
  /// @param value the value; never logged or recorded
  /// @throws IllegalArgumentException if the key is empty, begins with `-` or has `=`, or on a NUL
  ///     character
  public JvmOptions systemProperty(String key, String value) {
    JvmChecks.name("system property", key);
    JvmChecks.text("system property " + key, value);
    return with(
        s -> {
          var properties = new LinkedHashMap<>(s.systemProperties);
          properties.put(key, value);
          s.systemProperties = Collections.unmodifiableMap(properties);
        });
  }

  /// {@return these options with an environment variable set}
  ///
  /// @param name the name; a variable that the JVM itself reads, such as `JAVA_TOOL_OPTIONS`, then
  ///     reaches the child as it is
  /// @param value the value; never logged or recorded
  /// @throws IllegalArgumentException if the name is empty, begins with `-` or has `=`, or on a NUL
  ///     character
  public JvmOptions env(String name, String value) {
    JvmChecks.name("environment variable", name);
    JvmChecks.text("environment variable " + name, value);
    return with(s -> s.environment = s.environment.with(name, Optional.of(value)));
  }

  /// {@return these options without an environment variable}
  ///
  /// @param name the name; without `JAVA_TOOL_OPTIONS` and the like, nothing of what they set
  ///     reaches the child
  /// @throws IllegalArgumentException if it is empty, begins with `-` or has `=` or a NUL character
  public JvmOptions withoutEnv(String name) {
    JvmChecks.name("environment variable", name);
    return with(s -> s.environment = s.environment.with(name, Optional.empty()));
  }

  /// {@return these options with another working directory}
  ///
  /// @param directory the directory; the host's own by default
  /// @throws IllegalArgumentException if it has a NUL character or is not in the default file
  ///     system
  public JvmOptions in(Path directory) {
    JvmChecks.paths("directory", directory);
    return with(s -> s.directory = Optional.of(directory));
  }

  /// {@return these options with a time limit, after which a task is stopped}
  ///
  /// It is the host that stops it: a detached one has no limit any more once the host that started
  /// it is gone, and for it, the start of its JVM counts, too.
  ///
  /// @param timeout the limit, counted from when the task starts to run; none by default
  /// @throws IllegalArgumentException if it is zero or negative
  public JvmOptions timeout(Duration timeout) {
    JvmChecks.positive("timeout", timeout);
    return with(s -> s.timeout = Optional.of(timeout));
  }

  /// {@return these options with another time limit for the start of a child}
  ///
  /// @param timeout how long it may take until the child is ready for a task; 30 seconds by default
  /// @throws IllegalArgumentException if it is zero or negative
  public JvmOptions startTimeout(Duration timeout) {
    JvmChecks.positive("startTimeout", timeout);
    return with(s -> s.startTimeout = timeout);
  }

  /// {@return these options with more classes whose instances a task may answer with}
  ///
  /// @param types the classes, with those above and below them; by default plain values of the
  ///     JDK (of `java.lang`, `java.math`, `java.time`, `java.util` and the like) and whatever
  ///     the class loader of the task has loaded. Anything else fails the task with an
  ///     [UnserializableResultException]
  public JvmOptions allowResult(Class<?>... types) {
    List<Class<?>> more = List.of(types);
    return with(
        s -> {
          var all = new LinkedHashSet<>(s.allowedResults);
          all.addAll(more);
          s.allowedResults = Set.copyOf(all);
        });
  }

  /// {@return these options with another number of workers in a pool}
  ///
  /// @param count how many tasks run at the same time; 4 by default
  /// @throws IllegalArgumentException if it is less than 1
  public JvmOptions workers(int count) {
    JvmChecks.atLeast(1, "workers", count);
    return with(s -> s.workers = count);
  }

  /// {@return these options with another number of JVMs that a pool keeps ready}
  ///
  /// @param count how many wait for a task, beyond those that run one; by default none, or with
  ///     [#freshPerTask] as many as there are workers
  /// @throws IllegalArgumentException if it is negative
  public JvmOptions spares(int count) {
    JvmChecks.atLeast(0, "spares", count);
    return with(s -> s.spares = OptionalInt.of(count));
  }

  /// {@return these options with a JVM of its own for each task of a pool}
  ///
  /// By default a worker does many tasks, which then share its static variables, system properties
  /// and the like.
  public JvmOptions freshPerTask() {
    return with(s -> s.freshPerTask = true);
  }

  /// {@return these options with another time after which an idle worker of a pool ends}
  ///
  /// @param timeout how long it waits for a task; 1 minute by default
  /// @throws IllegalArgumentException if it is zero or negative
  public JvmOptions idleTimeout(Duration timeout) {
    JvmChecks.positive("idleTimeout", timeout);
    return with(s -> s.idleTimeout = timeout);
  }

  /// {@return these options with a limit of what a worker of a pool does before it is replaced}
  ///
  /// @param count how many tasks; no limit by default
  /// @throws IllegalArgumentException if it is less than 1
  public JvmOptions tasksPerWorker(int count) {
    JvmChecks.atLeast(1, "tasksPerWorker", count);
    return with(s -> s.tasksPerWorker = OptionalInt.of(count));
  }

  /// {@return these options with another limit of what waits in a pool}
  ///
  /// @param tasks how many may wait for a worker; 10,000 by default
  /// @throws IllegalArgumentException if it is less than 1
  public JvmOptions queue(int tasks) {
    JvmChecks.atLeast(1, "queue", tasks);
    return with(s -> s.queue = tasks);
  }

  /// {@return these options with another way to stop a child}
  ///
  /// @param plan how; [StopPlan#graceful] with 10 seconds by default, of which the first quarter, 2
  ///     seconds at the most, is for the interrupt of the task
  public JvmOptions stop(StopPlan plan) {
    return with(s -> s.stopPlan = plan);
  }

  /// A module that nothing in the child requires is there only if it is named.
  JvmOptions withModule(String name) {
    return jvmArgs("--add-modules=" + name);
  }

  JvmSettings settings() {
    return settings;
  }

  private JvmOptions with(Consumer<JvmSettings> change) {
    JvmSettings copy = settings.copy();
    change.accept(copy);
    return new JvmOptions(copy);
  }

  /// {@return the heap size and the names of what is set; no values, which may be secret}
  @Override
  public String toString() {
    Stream<String> names =
        Stream.of(
                settings.systemProperties.keySet().stream().map(key -> "-D" + key),
                settings.environment.changes().keySet().stream(),
                settings.directory.stream().map(directory -> "in " + directory))
            .flatMap(parts -> parts);
    return "JvmOptions" + Stream.concat(Stream.of("heap " + settings.heap), names).toList();
  }
}
