package dev.processmanager.probe;

import dev.processmanager.process.Launcher;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A question about the health of a process; a [HealthCheck] asks it again and again. Any function
/// can be one:
///
/// ```java
/// Probe roomOnDisk =
///     _ ->
///         Path.of("/var").toFile().getUsableSpace() > 1_000_000_000
///             ? ProbeResult.pass()
///             : ProbeResult.fail("less than 1 GB is left");
/// Probe both = Probe.tcp(5432).and(roomOnDisk);
/// ```
///
/// It runs on a virtual thread, may block, and is interrupted when its time is up. What it throws
/// counts as inconclusive. Implementations are immutable and safe for use by many threads.
@FunctionalInterface
public interface Probe {

  /// Asks.
  ///
  /// @param context whom
  /// @return the answer
  /// @throws Exception if the question could not be asked; counts as inconclusive
  ProbeResult check(ProbeContext context) throws Exception;

  /// {@return the lines of output that it asks about by [ProbeContext#hasPrinted], to be looked out
  /// for from the launch on; none by default. One that asks other probes names theirs. Asked once,
  /// when a check is added to a process}
  default Stream<Pattern> watchedLines() {
    return Stream.empty();
  }

  /// {@return how long a check waits for its answer unless told otherwise; 1 second by default, 5
  /// for one that starts a process. One that asks other probes takes the longest of theirs}
  default Duration usualTimeout() {
    return Duration.ofSeconds(1);
  }

  /// {@return a probe that asks by HTTP GET and takes any status from 200 to 399 as healthy}
  ///
  /// @param url an absolute `http` or `https` address
  /// @throws IllegalArgumentException if it is none
  static HttpProbe http(String url) {
    return HttpProbe.of(URI.create(url));
  }

  /// {@return a probe that connects to a port of this machine}
  ///
  /// @param port 1 to 65535
  /// @throws IllegalArgumentException if it is none
  static Probe tcp(int port) {
    return tcp("localhost", port);
  }

  /// {@return a probe that connects to a port, at any address of its host, and hangs up}
  ///
  /// @param host its host, a name or an address
  /// @param port 1 to 65535
  /// @throws IllegalArgumentException if that is none
  static Probe tcp(String host, int port) {
    return new TcpProbe(host, port);
  }

  /// {@return a probe that passes once this incarnation has printed a line with a match, and then
  /// for as long as this incarnation lives}
  ///
  /// Every complete line of standard output and error counts from the launch on, whether or not it
  /// has a log file; lines themselves are not kept. What is longer than 65,536 characters counts in
  /// pieces. A process whose output the host does not see, such as a detached one without a log
  /// file, never passes. Inside a function of one's own that does not hand on [#watchedLines()],
  /// lines count from its first question on.
  ///
  /// @param regex a regular expression as of [Pattern], found anywhere in a line; `^` and `$` bind
  ///     it to the ends
  /// @throws java.util.regex.PatternSyntaxException if it is none; an [IllegalArgumentException]
  static Probe logLine(String regex) {
    return new LogLineProbe(Pattern.compile(regex));
  }

  /// {@return a probe that passes while the last `refreshHealth` of the process or, before the
  /// first one, the start of this incarnation is not too long ago}
  ///
  /// Whoever knows that the process is well tells so by `ProcessManager.refreshHealth(id)` or
  /// `ManagedProcess.refreshHealth()`. Measured by the monotonic clock.
  ///
  /// @param maxAge how long silence may last, positive
  /// @throws IllegalArgumentException if it is not positive
  static Probe heartbeat(Duration maxAge) {
    return new HeartbeatProbe(maxAge);
  }

  /// {@return a probe that passes while the last change of a file or, if that was before or the
  /// file is missing, the start of this incarnation is not too long ago}
  ///
  /// The process is well for as long as it touches the file often enough. Measured by the wall
  /// clock, as files are. A file whose time cannot be read is inconclusive.
  ///
  /// @param file the file
  /// @param maxAge how long it may stay untouched, positive
  /// @throws IllegalArgumentException if that is not positive
  static Probe heartbeatFile(Path file, Duration maxAge) {
    return new HeartbeatFileProbe(file, maxAge);
  }

  /// {@return a probe that passes while the process is alive and, where the system can tell,
  /// neither a zombie nor stopped by a signal}
  static Probe process() {
    return context ->
        context.execution().isAlive()
            ? ProbeResult.pass()
            : ProbeResult.fail("the process is not running");
  }

  /// {@return a probe that runs something, such as a script, and passes if that is a success}
  ///
  /// It runs on the engine of the process and is not recorded; a command passes with exit code 0,
  /// unless it expects another one, and finds the number of the main process in the variable
  /// `MAINPID`. When the time is up, it is forced to end with everything it has started. A command
  /// that can never be launched is a failure; one that cannot be launched just now is inconclusive.
  /// A check gives it 5 seconds instead of 1, unless told otherwise, since launching takes its
  /// time.
  ///
  /// @param launcher what to run, such as `Command.of("pg_isready", "-q")`
  static Probe command(Launcher launcher) {
    return new CommandProbe(launcher);
  }

  /// {@return a probe of one's own, the very function: for where a lambda needs its type}
  ///
  /// @param probe the function
  static Probe function(Probe probe) {
    return probe;
  }

  /// {@return a probe that passes if both do; the second is asked only if the first passes}
  ///
  /// @param other the second
  default Probe and(Probe other) {
    return new Composite(
        List.of(this, other),
        context ->
            switch (check(context)) {
              case ProbeResult.Pass _ -> other.check(context);
              case ProbeResult.Fail fail -> fail;
              case ProbeResult.Inconclusive inconclusive -> inconclusive;
            });
  }

  /// {@return a probe that passes if one of the two does; the second is asked only if the first
  /// does not pass}
  ///
  /// @param other the second
  default Probe or(Probe other) {
    return new Composite(
        List.of(this, other),
        context -> check(context) instanceof ProbeResult.Pass pass ? pass : other.check(context));
  }

  /// {@return a probe that asks another one if this one is inconclusive or throws; a failure of
  /// this one stands}
  ///
  /// The other is not asked once the time is up.
  ///
  /// @param other the other
  default Probe fallback(Probe other) {
    return new Composite(List.of(this, other), new Fallback(this, other));
  }

  /// {@return this probe with a time limit of its own, within that of its check}
  ///
  /// An answer that comes later, whatever it is, counts as a failure. The asking thread is
  /// interrupted at the limit.
  ///
  /// @param limit how long an answer may take, positive
  /// @throws IllegalArgumentException if it is not positive
  default Probe within(Duration limit) {
    return new Composite(List.of(this), new Limited(this, limit));
  }
}
