package dev.processmanager.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOutputTest {

  @TempDir Path directory;

  @Test
  void theLogOfSomebodyElseIsReadAndFollowedOverRotations() throws Exception {
    Path log = Files.writeString(directory.resolve("log"), "three\n");
    Files.writeString(directory.resolve("log.1"), "one\ntwo\n");
    Output output = Output.of(log);
    assertThat(output.tail(2)).extracting(Line::text).containsExactly("two", "three");

    List<String> followed = new CopyOnWriteArrayList<>();
    List<String> fromNow = new CopyOnWriteArrayList<>();
    try (Subscription _ = output.follow(2, line -> followed.add(line.text()));
        Subscription _ = output.follow(line -> fromNow.add(line.text()))) {
      Files.writeString(log, "four\n", StandardOpenOption.APPEND);

      await().untilAsserted(() -> assertThat(followed).containsExactly("two", "three", "four"));
      await().untilAsserted(() -> assertThat(fromNow).containsExactly("four"));
    }
  }

  @Test
  void aLogThatIsNotThereYetIsEmpty() {
    Output output = Output.of(directory.resolve("log"));

    assertThat(output.tail(3)).isEmpty();
    assertThatThrownBy(() -> output.tail(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> output.follow(-1, _ -> {})).hasMessageContaining("-1");
  }
}
