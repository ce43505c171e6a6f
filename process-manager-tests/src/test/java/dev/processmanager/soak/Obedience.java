package dev.processmanager.soak;

import static dev.processmanager.faults.Machine.get;

import dev.processmanager.ProcessManager;
import dev.processmanager.ProcessScope;
import dev.processmanager.Session;
import dev.processmanager.command.Command;
import dev.processmanager.faults.Machine;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessException;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.ReconcileReport;
import dev.processmanager.supervise.UnknownIdException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a host does when it is told to. Runs in the host.
final class Obedience {

  /// An order together with what it is about.
  record Task(Step.Order order, Form form) implements Serializable {}

  private Obedience() {}

  /// Begins everything before it waits for anything.
  static ArrayList<String> carryOut(ProcessManager pm, List<Task> tasks, Home home) {
    List<CompletableFuture<String>> replies =
        tasks.stream().map(task -> reply(pm, task, home)).toList();
    return replies.stream().map(Machine::get).collect(Collectors.toCollection(ArrayList::new));
  }

  private static CompletableFuture<String> reply(ProcessManager pm, Task task, Home home) {
    try {
      return begin(pm.scope(Specs.scope(task.form)), task, home)
          .handle((_, failure) -> failure == null ? Outcome.DONE : name(failure));
    } catch (RuntimeException refused) {
      return CompletableFuture.completedFuture(name(refused));
    }
  }

  private static CompletableFuture<?> begin(ProcessScope scope, Task task, Home home) {
    return switch (task.order) {
      case Step.Start _ -> scope.start(Specs.of(task.form, home));
      case Step.Again(String id) -> scope.startProcess(id);
      case Step.Stop(String id) -> scope.stopProcess(id);
      case Step.Restart(String id) -> scope.restartProcess(id);
      case Step.Remove(String id) -> scope.removeProcess(id);
    };
  }

  private static String name(Throwable failure) {
    Throwable cause = ProcessException.unwrapped(failure);
    boolean isExpected =
        cause instanceof DuplicateIdException || cause instanceof UnknownIdException;
    return isExpected ? cause.getClass().getSimpleName() : Outcome.REFUSED + ": " + cause;
  }

  static ArrayList<String> load(ProcessManager pm) {
    ReconcileReport report = get(pm.loadRegistry());
    var told = new ArrayList<String>();
    told.add("adopted " + ids(report.adopted().stream().map(ManagedProcess::id)));
    told.add("dead " + ids(report.dead().stream().map(Entry.Key::id)));
    others(told, "elsewhere", report.elsewhere());
    others(told, "unknown", report.unknown());
    report.failed().forEach((key, failure) -> told.add(key + " failed: " + failure));
    return told;
  }

  private static void others(List<String> told, String what, Collection<Entry.Key> keys) {
    if (!keys.isEmpty()) {
      told.add(what + " " + keys);
    }
  }

  private static String ids(Stream<String> ids) {
    return ids.sorted().collect(Collectors.joining(" "));
  }

  static ArrayList<String> cleanup(ProcessManager pm) {
    return new ArrayList<>(List.of("forgotten " + get(pm.cleanupDeadProcesses())));
  }

  static boolean save(ProcessManager pm) {
    get(pm.saveRegistry());
    return true;
  }

  static boolean joinSession(ProcessManager pm) {
    return pm.session(Home.SESSION).id().equals(Home.SESSION);
  }

  static boolean endSession(ProcessManager pm) {
    Session session = pm.session(Home.SESSION);
    return get(session.end()).stream().allMatch(report -> report.complete());
  }

  static boolean runs(ProcessManager pm, int commands) {
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      String text = "text " + i;
      all.add(pm.runCli("echo", text).thenApply(it -> it.stdout().equals(text + "\n")));
    }
    Command slow = Command.of("sleep", "100").timeout(Duration.ofMillis(200));
    all.add(pm.runCli(slow).handle((_, failure) -> failure != null));
    all.add(pm.runJvm(() -> commands).thenApply(it -> it == commands));
    return all.stream().allMatch(Machine::get);
  }

  static Sight.Told tell(ProcessManager pm) {
    var statuses =
        Stream.of(Scope.global(), Scope.project(Path.of("/project")), Scope.session(Home.SESSION))
            .flatMap(scope -> get(pm.scope(scope).listProcesses()).stream())
            .map(Obedience::status)
            .collect(Collectors.toCollection(ArrayList::new));
    long zombies = Machine.children().stream().filter(pid -> Machine.state(pid) == 'Z').count();
    return new Sight.Told(statuses, Serving.tasks(), zombies);
  }

  private static Sight.Status status(ProcessStatus status) {
    return new Sight.Status(
        status.id(),
        status.state().name(),
        status.generation(),
        status.restarts(),
        status.pid().orElse(-1),
        status.exit().map(Obedience::describe).orElse(""));
  }

  private static String describe(Exit exit) {
    OptionalInt code = exit.exitCode();
    return code.isPresent() ? Integer.toString(code.getAsInt()) : exit.describe();
  }
}
