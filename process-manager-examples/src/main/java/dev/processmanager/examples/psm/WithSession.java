package dev.processmanager.examples.psm;

import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.examples.Words;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Runs a command in the foreground, in a session that ends with it.
///
/// @param world what it has to do with
/// @param project the project of the session
/// @param argv the command
record WithSession(World world, Path project, List<String> argv) {

  private static final int NOT_STARTED = 127;
  private static final int BASE_OF_SIGNALS = 128;
  private static final StopPlan ASK = StopPlan.graceful(ofSeconds(2));

  int run() {
    String id = "psm-" + UUID.randomUUID().toString().substring(0, 8);
    try (ProcessManager pm = world.open()) {
      pm.sessions()
          .begin(id, ProcessHandle.current().pid(), SessionCommand.metadata(project))
          .join();
      int code = foreground(id, pm);
      List<StopReport> ends = pm.sessions().end(id).join();
      if (!StopReport.of(ends).complete()) {
        world.err().println("psm: still alive: " + StopReport.of(ends).survivors());
      }
      return code;
    }
  }

  private int foreground(String id, ProcessManager pm) {
    Command command =
        Command.of(argv)
            .env(World.SESSION, id)
            .env(World.PROJECT, project.toString())
            .env(Home.VARIABLE, world.home().directory().toString())
            .inheritIO();
    var signalled = new CompletableFuture<StopPlan>();
    world.signals().accept("TERM", () -> signalled.complete(ASK));
    world.signals().accept("HUP", () -> signalled.complete(ASK));
    world.signals().accept("INT", () -> interrupted(signalled));
    try {
      ManagedProcess process =
          pm.scope(Scope.session(id)).start(ProcessSpec.of(command).id("command")).join();
      signalled.thenAccept(process::stop);
      return code(process.exit().join());
    } catch (CompletionException failure) {
      world.err().println("psm: " + Words.of(failure));
      return NOT_STARTED;
    }
  }

  /// Ctrl+C reaches the command by itself, which may go on, as a shell does.
  private static void interrupted(CompletableFuture<StopPlan> signalled) {
    if (!Terminal.interrupts()) {
      signalled.complete(ASK.signal(Signal.INT));
    }
  }

  private static int code(Exit exit) {
    return exit.exitCode().orElse(BASE_OF_SIGNALS);
  }
}
