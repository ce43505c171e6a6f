package dev.processmanager.process;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ResourceUsageTest {

  private static final ResourceUsage NOTHING_KNOWN = ResourceUsage.unknown();

  @Test
  void theShareOfAProcessorIsTheTimeUsedInTheTimeThatWent() {
    ResourceUsage before = usage(ofSeconds(10), ofSeconds(2), 1);
    ResourceUsage after = usage(ofSeconds(12), ofMillis(2_500), 1);

    assertThat(after.cpuPercentSince(before, ofSeconds(5)).orElseThrow())
        .isEqualTo(50, Offset.offset(0.001));
    assertThat(after.cpuPercentSince(before, ofSeconds(1)).orElseThrow())
        .isEqualTo(250, Offset.offset(0.001));
  }

  @Test
  void whatCannotBeToldIsEmptyAndNeverLessThanZero() {
    ResourceUsage some = usage(ofSeconds(10), ofSeconds(2), 1);

    assertThat(some.cpuPercentSince(NOTHING_KNOWN, ofSeconds(1))).isEmpty();
    assertThat(NOTHING_KNOWN.cpuPercentSince(some, ofSeconds(1))).isEmpty();
    assertThat(some.cpuPercentSince(some, Duration.ZERO)).isEmpty();
    assertThat(usage(ofSeconds(1), ofSeconds(1), 1).cpuPercentSince(some, ofSeconds(1)))
        .hasValue(0);
    assertThat(NOTHING_KNOWN.cpu()).isEmpty();
  }

  @Test
  void aSumHasWhatIsKnownOfEither() {
    ResourceUsage sum =
        usage(ofSeconds(1), ofSeconds(2), 5).plus(usage(ofSeconds(3), ofSeconds(4), 7));

    assertThat(sum.cpu()).contains(ofSeconds(10));
    assertThat(sum.rssBytes()).hasValue(12);
    assertThat(sum.threads()).hasValue(2);
    assertThat(sum.openFiles()).isEmpty();
    assertThat(sum.maxRssBytes()).isEmpty();
    assertThat(sum.plus(NOTHING_KNOWN)).isEqualTo(sum);
    assertThat(NOTHING_KNOWN.plus(sum)).isEqualTo(sum);
  }

  private static ResourceUsage usage(Duration user, Duration system, long rss) {
    return new ResourceUsage(
        Optional.of(user),
        Optional.of(system),
        OptionalLong.of(rss),
        OptionalLong.of(rss),
        OptionalInt.of(1),
        OptionalInt.empty());
  }
}
