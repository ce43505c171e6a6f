package dev.processmanager.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLookTest {

  @TempDir Path root;

  private ProcFs proc;

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(root.resolve("sys/kernel/random"));
    Files.writeString(root.resolve("sys/kernel/random/boot_id"), "boot\n");
    add(7, "A=1\0PATH=/bin:/usr/bin\0LAST=x");
    proc = ProcFs.at(root).orElseThrow();
  }

  private void add(long pid, String environment) throws IOException {
    Path directory = Files.createDirectories(root.resolve("to-be-" + pid));
    Files.writeString(
        directory.resolve("stat"),
        pid + " (a) b) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 99" + " 0".repeat(30));
    Files.writeString(directory.resolve("environ"), environment);
    Files.move(directory, root.resolve(Long.toString(pid)), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aVariableIsKnownByItsWholeName() throws IOException {
    ProcessLook look = proc.look();

    assertThat(look.hasVariable(7, "A", Optional.empty())).isTrue();
    assertThat(look.hasVariable(7, "A", Optional.of("1"))).isTrue();
    assertThat(look.hasVariable(7, "A", Optional.of("11"))).isFalse();
    assertThat(look.hasVariable(7, "LAST", Optional.of("x"))).isTrue();
    assertThat(look.hasVariable(7, "ATH", Optional.empty())).isFalse();
    assertThat(look.hasVariable(8, "A", Optional.empty())).isFalse();
  }

  @Test
  void everyLookSeesWhoWasThereWhenItWasAskedFor() throws Exception {
    Set<String> missed = ConcurrentHashMap.newKeySet();
    List<Thread> askers = new ArrayList<>();
    for (int asker = 1; asker <= 8; asker++) {
      long first = asker * 1_000L;
      askers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (long pid = first; pid < first + 30; pid++) {
                      addAndLook(pid, missed);
                    }
                  }));
    }
    for (Thread asker : askers) {
      asker.join();
    }
    assertThat(missed).isEmpty();
    assertThat(proc.look().all()).hasSize(8 * 30 + 1);
  }

  private void addAndLook(long pid, Set<String> missed) {
    try {
      add(pid, "");
      if (proc.look().all().stream().noneMatch(stat -> stat.pid() == pid)) {
        missed.add("not seen: " + pid);
      }
    } catch (IOException failure) {
      missed.add(pid + ": " + failure);
    }
  }
}
