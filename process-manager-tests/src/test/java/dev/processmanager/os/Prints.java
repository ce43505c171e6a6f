package dev.processmanager.os;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import java.util.OptionalLong;
import org.awaitility.core.ConditionFactory;

/// Fingerprints as arguments and output of another JVM.
public final class Prints {

  private Prints() {}

  /// Waits within a deadline that only a defect exceeds, and looks often.
  static ConditionFactory soon() {
    return await().atMost(20, SECONDS).pollDelay(ZERO).pollInterval(ofMillis(5));
  }

  public static String text(Fingerprint print) {
    return String.join(
        "\t",
        Long.toString(print.process().pid()),
        Long.toString(print.process().startTicks()),
        print.process().bootId(),
        print.namespace(),
        print.cookie(),
        Long.toString(print.pidfdInode().orElse(-1)),
        print.executable(),
        Long.toString(print.session()),
        Long.toString(print.user()));
  }

  public static Fingerprint parse(String text) {
    String[] parts = text.split("\t", -1);
    long inode = Long.parseLong(parts[5]);
    return new Fingerprint(
        new Identity.OfProcess(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]),
        parts[3],
        parts[4],
        inode < 0 ? OptionalLong.empty() : OptionalLong.of(inode),
        parts[6],
        Long.parseLong(parts[7]),
        Long.parseLong(parts[8]));
  }
}
