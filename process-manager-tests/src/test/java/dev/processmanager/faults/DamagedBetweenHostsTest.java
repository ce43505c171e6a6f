package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.registry.RegistryDamage;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ProcessListener;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A registry that something damages while no host lives.
@ExtendWith(OwnWorld.class)
class DamagedBetweenHostsTest {

  private static final int PROCESSES = 5;

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");

  /// What may happen to a file.
  enum Damage {
    TORN {
      @Override
      void happenTo(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(channel.size() * 2 / 3);
        }
      }
    },
    OVERWRITTEN {
      @Override
      void happenTo(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap("#####".getBytes(UTF_8)), channel.size() / 2);
        }
      }
    },
    EMPTIED {
      @Override
      void happenTo(Path file) throws IOException {
        Files.write(file, new byte[0]);
      }
    };

    abstract void happenTo(Path file) throws IOException;
  }

  private static final class Listener implements ProcessListener {

    private final List<RegistryDamage> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(ProcessEvent event) {}

    @Override
    public void onRegistryDamage(RegistryDamage damage) {
      heard.add(damage);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextHostIsToldAndAdoptsEverybodyAllTheSame(Damage damage) throws Exception {
    RemoteHost first = new RemoteHost(TestEngine.NATIVE, registry);
    TreeMap<String, Long> pids = first.does(DamagedBetweenHostsTest::startAll);
    first.kill();
    damage.happenTo(registry);

    var listener = new Listener();
    var builder = ProcessManager.builder().registryFile(registry);
    try (ProcessManager next = TestEngine.PORTABLE.open(builder)) {
      next.listen(listener);
      var adopted = new TreeMap<String, Long>();
      for (ManagedProcess one : get(next.loadRegistry()).adopted()) {
        adopted.put(one.id(), one.pid().orElseThrow());
      }
      assertThat(adopted).isEqualTo(pids);
      Machine.await("the news", () -> !listener.heard.isEmpty());
      assertThat(listener.heard).allMatch(one -> one.file().equals(registry)).hasSize(1);
      assertThat(listener.heard.getFirst().intact() + listener.heard.getFirst().fromBackup())
          .isEqualTo(PROCESSES);
      assertThat(get(next.listProcesses()))
          .extracting(ProcessStatus::id)
          .containsExactlyInAnyOrderElementsOf(pids.keySet());
      assertThat(get(next.stopAll()).complete()).isTrue();
      assertThat(pids.values()).noneMatch(Machine::lives);
    }
  }

  private static TreeMap<String, Long> startAll(ProcessManager pm) {
    var pids = new TreeMap<String, Long>();
    for (int i = 0; i < PROCESSES; i++) {
      String id = "p" + i;
      Command sleep = Command.of("sleep", "100");
      pids.put(
          id, get(pm.startCliBackground(sleep, as -> as.id(id).detached())).pid().orElseThrow());
    }
    get(pm.saveRegistry());
    return pids;
  }
}
