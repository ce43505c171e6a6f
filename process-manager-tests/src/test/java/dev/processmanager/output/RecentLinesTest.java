package dev.processmanager.output;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentLinesTest {

  private final Output.Recorder output = Output.recorder(3, Optional.empty());

  @Test
  void keepsTheLastLines() {
    print(1, 5);

    assertThat(output.tail(10)).extracting(Line::text).containsExactly("3", "4", "5");
    assertThat(output.tail(2)).extracting(Line::text).containsExactly("4", "5");
    assertThat(output.tail(0)).isEmpty();
  }

  @Test
  void isBoundedByCharactersToo() {
    Output.Recorder large = Output.recorder(1_000_000, Optional.empty());
    for (int i = 0; i < 100; i++) {
      large.accept(line("z".repeat(50_000)));
    }

    assertThat(large.tail(1_000).stream().mapToInt(l -> l.text().length()).sum())
        .isLessThanOrEqualTo(262_144);
  }

  @Test
  void whatWasThereBeforeIsReadFromTheLog(@TempDir Path directory) throws IOException {
    Path log = Files.writeString(directory.resolve("log"), "before\nnow\n");
    Output.Recorder continued = Output.continued(3, Optional.of(log));
    continued.accept(line("now"));

    assertThat(continued.tail(1)).extracting(Line::text).containsExactly("now");
    assertThat(continued.tail(3)).extracting(Line::text).containsExactly("before", "now");
  }

  @Test
  void refusesCountsThatMeanNothing() {
    assertThatThrownBy(() -> output.tail(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Output.recorder(0, Optional.empty())).hasMessageContaining("0");
  }

  @Test
  void aFollowerGetsEveryLineInOrderUntilItCloses() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    print(1, 1);
    try (var _ = output.follow(line -> seen.add(line.text()))) {
      print(2, 100);
      await().atMost(10, SECONDS).until(() -> seen.size() == 99);
    }
    print(101, 110);

    assertThat(seen).startsWith("2", "3").endsWith("100").hasSize(99);
  }

  @Test
  void aSlowFollowerIsToldHowMuchItMissed() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    var gate = new CountDownLatch(1);
    try (var _ =
        output.follow(
            line -> {
              seen.add(line.text());
              awaitGate(gate);
            })) {
      print(1, 1);
      await().atMost(10, SECONDS).until(() -> seen.size() == 1);
      print(2, 10_006);
      gate.countDown();
      await().atMost(10, SECONDS).until(() -> seen.contains("10006"));
    }

    assertThat(seen.subList(0, 3)).containsExactly("1", "[… 5 lines missed]", "7");
  }

  @Test
  void aThrowingFollowerHarmsNobody() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (var _ =
            output.follow(
                _ -> {
                  throw new IllegalStateException("listener");
                });
        var _ = output.follow(line -> seen.add(line.text()))) {
      print(1, 50);
      await().atMost(10, SECONDS).until(() -> seen.size() == 50);
    }
  }

  private void print(int from, int to) {
    for (int i = from; i <= to; i++) {
      output.accept(line(Integer.toString(i)));
    }
  }

  private static Line line(String text) {
    return new Line(Line.Source.STDOUT, text, Instant.EPOCH);
  }

  private static void awaitGate(CountDownLatch gate) {
    try {
      assertThat(gate.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
