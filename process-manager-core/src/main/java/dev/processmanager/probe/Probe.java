package dev.processmanager.probe;

import java.net.URI;
import java.time.Duration;

/// A question about the health of a process.
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
  static Probe tcp(int port) {
    return tcp("localhost", port);
  }

  /// {@return a probe that connects to a port}
  ///
  /// @param host its host
  /// @param port 1 to 65535
  static Probe tcp(String host, int port) {
    return new TcpProbe(host, port);
  }

  /// {@return a probe that passes while the process is alive and, where the system can tell,
  /// neither a zombie nor stopped by a signal}
  static Probe process() {
    return context ->
        context.execution().isAlive()
            ? ProbeResult.pass()
            : ProbeResult.fail("the process is not running");
  }

  /// {@return a probe of one's own}
  ///
  /// @param probe the function
  static Probe function(Probe probe) {
    return probe;
  }

  /// {@return a probe that passes if both do; the second is asked only if the first passes}
  ///
  /// @param other the second
  default Probe and(Probe other) {
    return context ->
        switch (check(context)) {
          case ProbeResult.Pass _ -> other.check(context);
          case ProbeResult.Fail fail -> fail;
          case ProbeResult.Inconclusive inconclusive -> inconclusive;
        };
  }

  /// {@return a probe that passes if one of the two does; the second is asked only if the first
  /// does not pass}
  ///
  /// @param other the second
  default Probe or(Probe other) {
    return context -> check(context) instanceof ProbeResult.Pass pass ? pass : other.check(context);
  }

  /// {@return a probe that asks another one if this one is inconclusive or throws; a failure of
  /// this one stands}
  ///
  /// The other is not asked once the time is up.
  ///
  /// @param other the other
  default Probe fallback(Probe other) {
    return new Fallback(this, other);
  }

  /// {@return this probe with a time limit of its own, within that of its check}
  ///
  /// An answer that comes later, whatever it is, counts as a failure. The asking thread is
  /// interrupted at the limit.
  ///
  /// @param limit how long an answer may take, positive
  /// @throws IllegalArgumentException if it is not positive
  default Probe within(Duration limit) {
    return new Limited(this, limit);
  }
}
