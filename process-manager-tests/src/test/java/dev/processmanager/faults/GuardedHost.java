package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Starts what must not outlive it, and waits to be killed.
final class GuardedHost {

  /// What says that it is up.
  private static final List<Command> CHILDREN =
      List.of(
          Command.shell("echo up; exec sleep 60"),
          Command.shell("echo up; sleep 60 | sleep 60 | cat"),
          Command.shell("(setsid sh -c 'setsid sleep 60 & sleep 60' &); echo up; sleep 60"),
          Command.shell("echo up; kill -s STOP $$; sleep 60"),
          Command.shell("trap '' TERM INT HUP; echo up; while :; do sleep 60; done"),
          Command.shell("echo up; while :; do sleep 0.01; done"),
          Command.shell("echo up; exec sh -c 'exec sh -c \"exec sleep 60\"'"),
          // As those do that write their titles over their environments.
          Command.shell("env -i /bin/sleep 60 & echo up; exec env -i /bin/sleep 60"),
          Command.shell("echo up; exec /bin/sleep 60").clearEnv());

  private GuardedHost() {}

  /// @param args the engine, and a command whose process lives on
  public static void main(String[] args) {
    ProcessManager pm = open(args[0]);
    ProcessManager other = open(args[0]);
    Stream.concat(
            CHILDREN.stream().map(pm::startCliBackground),
            Stream.of(other.startCliBackground(CHILDREN.getFirst())))
        .map(Machine::get)
        .toList()
        .forEach(GuardedHost::awaitOutput);
    pm.runCli("sleep", "60");
    Path log = Path.of(args[1]);
    get(pm.startCliBackground(Command.of("sleep", "999"), as -> as.detached().logFile(log)));
    // A guardian is told a moment later who they are.
    LockSupport.parkNanos(300_000_000);
    System.out.println("ready");
    while (true) {
      LockSupport.park(pm);
      other.listen(_ -> {});
    }
  }

  private static ProcessManager open(String engine) {
    return ProcessManager.builder().engine(Engine.valueOf(engine)).build();
  }

  private static void awaitOutput(ManagedProcess child) {
    Machine.await("it is up", () -> !child.output().tail(1).isEmpty());
  }
}
