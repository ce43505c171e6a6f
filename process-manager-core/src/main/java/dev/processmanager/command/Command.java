package dev.processmanager.command;

import dev.processmanager.os.Spawner;
import dev.processmanager.os.Stdin;
import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.StopPlan;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A command of the operating system: a program with arguments and how to run it.
///
/// ```java
/// ProcessResult sorted =
///     pm.runCli(
///             Command.of("sort", "-u")
///                 .in(Path.of("data"))
///                 .env("LC_ALL", "C")
///                 .input("b\na\nb\n")
///                 .timeout(Duration.ofSeconds(10)))
///         .join()
///         .orThrow();
/// ```
///
/// Arguments are handed over as they are; no shell comes between unless [#shell] is used. By
/// default a command runs in the host's directory and with its environment, reads nothing, has its
/// output captured up to 10 MB a stream as UTF-8 (64 KiB in the background), and counts exit code 0
/// as a success. Whether program and directory are there shows at the launch. Immutable and safe
/// for use by many threads: each method returns a changed copy.
public final class Command implements Launcher {

  private final CommandOptions options;

  private Command(CommandOptions options) {
    this.options = options;
  }

  /// {@return a command}
  ///
  /// @param argv the program, which is looked up on the child's PATH, and its arguments
  /// @throws IllegalArgumentException if there is no program, or a NUL character anywhere
  public static Command of(String... argv) {
    return of(Arrays.asList(argv));
  }

  /// {@return a command}
  ///
  /// @param argv the program, which is looked up on the child's PATH, and its arguments
  /// @throws IllegalArgumentException if there is no program, or a NUL character anywhere
  public static Command of(List<String> argv) {
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
    argv.forEach(argument -> Nul.refuse("argument", argument));
    return new Command(new CommandOptions(argv));
  }

  /// {@return a command line for `sh -c`}
  ///
  /// @param script the line; whoever puts it together from parts is responsible for quoting
  /// @throws IllegalArgumentException on a NUL character
  public static Command shell(String script) {
    return of("sh", "-c", script);
  }

  /// {@return this command in another working directory}
  ///
  /// @param directory the directory; the host's own by default
  /// @throws IllegalArgumentException on a NUL character
  public Command in(Path directory) {
    Nul.refuse("directory", directory.toString());
    return with(o -> o.directory = Optional.of(directory));
  }

  /// {@return this command with an environment variable set}
  ///
  /// @param name the name
  /// @param value the value; never logged or recorded
  /// @throws IllegalArgumentException if the name is empty or has `=`, or on a NUL character
  public Command env(String name, String value) {
    checkName(name);
    Nul.refuse("environment variable " + name, value);
    return with(o -> o.environment = o.environment.with(name, Optional.of(value)));
  }

  /// {@return this command without an environment variable}
  ///
  /// @param name the name
  /// @throws IllegalArgumentException if it is empty or has `=` or a NUL character
  public Command withoutEnv(String name) {
    checkName(name);
    return with(o -> o.environment = o.environment.with(name, Optional.empty()));
  }

  /// {@return this command with an empty environment, forgetting earlier [#env] calls}
  public Command clearEnv() {
    return with(o -> o.environment = o.environment.cleared());
  }

  /// {@return this command reading a text, encoded with its [#charset]}
  ///
  /// @param text what it reads, then end of file
  public Command input(String text) {
    return with(o -> o.stdin = charset -> new Stdin.Bytes(charset.encode(text)));
  }

  /// {@return this command reading bytes}
  ///
  /// @param bytes what it reads, copied now, then end of file
  public Command input(byte[] bytes) {
    ByteBuffer copy = ByteBuffer.wrap(bytes.clone());
    return with(o -> o.stdin = _ -> new Stdin.Bytes(copy));
  }

  /// {@return this command reading a file}
  ///
  /// @param file what it reads; it has to be readable at the launch
  public Command input(Path file) {
    return with(o -> o.stdin = _ -> new Stdin.FromFile(file));
  }

  /// {@return this command reading a stream, which can serve one run only and is not closed}
  ///
  /// @param stream what it reads, then end of file
  public Command input(InputStream stream) {
    return with(o -> o.stdin = _ -> new Stdin.FromStream(stream));
  }

  /// {@return this command with a time limit, after which it is stopped}
  ///
  /// @param timeout the limit; by default 5 minutes for `runCli`, none in the background
  /// @throws IllegalArgumentException if it is zero or negative
  public Command timeout(Duration timeout) {
    checkPositive("timeout", timeout);
    return with(o -> o.timeLimit = _ -> Optional.of(timeout));
  }

  /// {@return this command without a time limit}
  public Command noTimeout() {
    return with(o -> o.timeLimit = _ -> Optional.empty());
  }

  /// {@return this command, stopped once it has printed nothing for a while}
  ///
  /// It ends as at a time limit, with `Ending.TIMED_OUT`.
  ///
  /// @param timeout how long it may be silent on both streams; no limit by default
  /// @throws IllegalArgumentException if it is zero or negative, or with [#inheritIO]
  public Command inactivityTimeout(Duration timeout) {
    checkPositive("inactivityTimeout", timeout);
    return with(o -> o.inactivityLimit = Optional.of(timeout));
  }

  /// {@return this command counting other exit codes as a success}
  ///
  /// @param codes the codes, as a shell reports them: 143, which is 128 + 15, is an end by `TERM`;
  ///     0 alone by default
  /// @throws IllegalArgumentException if there are none
  public Command expecting(int... codes) {
    if (codes.length == 0) {
      throw new IllegalArgumentException("expecting() needs at least one exit code");
    }
    return with(o -> o.expected = Arrays.stream(codes).boxed().toList());
  }

  /// {@return this command with another limit for captured output}
  ///
  /// @param bytes for each stream, half for its head and half for its tail; 0 captures nothing. By
  ///     default 10,000,000 for `runCli`, 65,536 in the background
  /// @throws IllegalArgumentException if it is negative
  public Command captureLimit(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("captureLimit must not be negative: " + bytes);
    }
    return with(o -> o.captureLimit = _ -> bytes);
  }

  /// {@return this command with another charset for text in and out}
  ///
  /// @param charset UTF-8 by default; what is malformed is replaced, never refused
  public Command charset(Charset charset) {
    return with(o -> o.charset = charset);
  }

  /// {@return this command with standard error joined into standard output, in order; kept apart by
  /// default}
  public Command mergeStreams() {
    return with(o -> o.mergeStreams = true);
  }

  /// {@return this command with one more listener for lines of output}
  ///
  /// ```java
  /// Command build = Command.of("make").onLine(line -> IO.println(line.text()));
  /// ```
  ///
  /// @param listener receives the lines of one run one after another, on a thread that serves no
  ///     other process; while it is behind, the child is held back. What it throws is logged once,
  ///     and it gets nothing more of that run
  public Command onLine(Consumer<Line> listener) {
    return with(o -> o.sinks = o.sinks.with(charset -> OutputSink.lines(charset, listener)));
  }

  /// {@return this command with one more sink for its output}
  ///
  /// @param sink receives what is captured, too
  public Command output(OutputSink sink) {
    return with(o -> o.sinks = o.sinks.with(_ -> sink));
  }

  /// {@return this command behind a wrapper, such as `nice -n 10` or `sudo -u www`}
  ///
  /// @param wrapper the program and arguments to put in front
  /// @throws IllegalArgumentException if there is no program, or a NUL character anywhere
  public Command prefixedBy(String... wrapper) {
    var argv = new ArrayList<>(Arrays.asList(wrapper));
    argv.addAll(options.argv);
    List<String> checked = of(argv).options.argv;
    return with(o -> o.argv = checked);
  }

  /// {@return this command for a dialogue: its standard input stays open for the host to write, and
  /// what it prints can be read by the host as it comes}
  ///
  /// For children that speak a protocol on their standard streams, and for those that take commands
  /// there. In the background only; see `ManagedProcess.stdin()` and `stdout()`. Replaces
  /// [#input].
  ///
  /// @throws IllegalArgumentException with [#inheritIO]
  public Command interactive() {
    return with(o -> o.interactive = true);
  }

  /// {@return this command with the host's own standard streams, in its foreground}
  ///
  /// The child shares the host's terminal and session, so it gets Ctrl+C from there, too. Nothing
  /// is captured, and no listener or sink gets anything.
  ///
  /// @throws IllegalArgumentException with [#interactive] or [#inactivityTimeout]
  public Command inheritIO() {
    return with(o -> o.inheritIO = true);
  }

  /// {@return this command with a limit for its address space, and for that of each process that it
  /// starts}
  ///
  /// As by `ulimit -v`: allocations beyond it fail in the child. A JVM reserves much more than it
  /// uses. The launch fails where this cannot be set, as with all three limits: they need `sh`.
  ///
  /// @param bytes the limit, at least 1, rounded up to 1,024; none by default
  /// @throws IllegalArgumentException if it is less than 1
  public Command maxMemory(long bytes) {
    checkPositive("maxMemory", bytes);
    return with(o -> o.limits = o.limits.withMemory(bytes));
  }

  /// {@return this command with a limit for the processor time of its process, and for that of each
  /// process that it starts}
  ///
  /// As by `ulimit -t`: at the limit the child gets `XCPU`, 5 seconds of processor time later
  /// `KILL`.
  ///
  /// @param time the limit, positive, rounded up to seconds; none by default
  /// @throws IllegalArgumentException if it is zero or negative
  public Command maxCpuTime(Duration time) {
    checkPositive("maxCpuTime", time);
    return with(o -> o.limits = o.limits.withCpu(time));
  }

  /// {@return this command with a limit for the files that its process, and each that it starts,
  /// can have open}
  ///
  /// As by `ulimit -n`.
  ///
  /// @param files the limit, at least 1; none by default
  /// @throws IllegalArgumentException if it is less than 1
  public Command maxOpenFiles(int files) {
    checkPositive("maxOpenFiles", files);
    return with(o -> o.limits = o.limits.withFiles(files));
  }

  /// {@return this command with another way to be stopped: at a timeout, by a cancellation, by
  /// whoever stops it without a plan of his own}
  ///
  /// @param plan [StopPlan#graceful] with 10 seconds by default
  public Command stop(StopPlan plan) {
    return with(o -> o.stopPlan = plan);
  }

  @Override
  public ProcessKind kind() {
    return ProcessKind.CLI_COMMAND;
  }

  @Override
  public String description() {
    return Secrets.masked(options.argv);
  }

  @Override
  public Optional<Path> workingDirectory() {
    return options.directory;
  }

  @Override
  public StopPlan stopPlan() {
    return options.stopPlan;
  }

  @Override
  public CompletableFuture<Execution> launch(LaunchContext context) {
    return context
        .service(Spawner.class)
        .map(engine -> CommandLaunch.begin(this, options, context, engine))
        .orElseGet(() -> CompletableFuture.failedFuture(noEngine()));
  }

  /// {@return whether it is for a dialogue; see [#interactive]}
  public boolean isInteractive() {
    return options.interactive;
  }

  /// {@return the command line, with what looks like a secret masked}
  @Override
  public String toString() {
    return description();
  }

  private LaunchException noEngine() {
    return new LaunchException(
        options.argv.getFirst(), true, "Cannot launch: the launch context has no engine", null);
  }

  private static void checkPositive(String what, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(what + " must be positive, not " + time);
    }
  }

  private static void checkPositive(String what, long count) {
    if (count < 1) {
      throw new IllegalArgumentException(what + " must be positive, not " + count);
    }
  }

  private static void checkName(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "not a name for an environment variable: \"" + name + "\"");
    }
    Nul.refuse("environment variable", name);
  }

  private Command with(Consumer<CommandOptions> change) {
    CommandOptions copy = options.copy();
    change.accept(copy);
    copy.check();
    return new Command(copy);
  }
}
