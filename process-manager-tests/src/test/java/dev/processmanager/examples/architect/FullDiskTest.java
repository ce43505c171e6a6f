package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Everything that the supervisor writes is on one disk, which is full.
@Timeout(90)
class FullDiskTest {

  private static final String SERVICE = "'one': {'command': 'sleep', 'args': ['1000']}";

  @TempDir Path directory;

  @Test
  void aServiceThatEndsOnAFullDiskIsStartedOnceThereIsRoom() throws Exception {
    assertThat(new SmallDisk(directory).run(FullDiskTest.class)).endsWith("done\n");
  }

  static void main(String[] mount) throws Exception {
    Path disk = Path.of(mount[0]);
    var states = new CopyOnWriteArrayList<String>();
    try (Rig rig = Rig.start(disk, SERVICE, "'monitoring': {}");
        AutoCloseable _ = rig.supervision.listen(event -> states.add(event.message()))) {
      long first = rig.awaitState("one", "running").pid().orElseThrow();
      Path ballast = SmallDisk.fill(disk);
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      Rig.patiently().until(() -> count(states, "No space left") > 2);
      Files.delete(ballast);

      rig.await("one", view -> view.state().equals("running") && view.pid().isPresent());
    }
    IO.println("done");
  }

  private static long count(List<String> messages, String part) {
    return messages.stream().filter(message -> message.contains(part)).count();
  }
}
