package dev.processmanager.jvm;

import dev.processmanager.command.Command;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Everything until a function runs in a JVM of its own.
final class JvmLaunch {

  private final JvmProgram program;
  private final LaunchContext context;
  private final CompletableFuture<Execution> launched = new CompletableFuture<>();

  private JvmLaunch(JvmProgram program, LaunchContext context) {
    this.program = program;
    this.context = context;
  }

  /// Starts a JVM and calls the function there.
  ///
  /// @return completes when the JVM has said hello; one that is detached talks with nobody, and
  ///     runs once its process does. Whoever cancels it no longer waits, and what comes up later is
  ///     ended
  static CompletableFuture<Execution> begin(JvmProgram program, LaunchContext context) {
    var launch = new JvmLaunch(program, context);
    Thread.startVirtualThread(launch::begin);
    return launch.launched;
  }

  /// What cannot travel cannot be launched, however often one tries.
  static CompletableFuture<Execution> begin(Supplier<JvmProgram> program, LaunchContext context) {
    try {
      return begin(program.get(), context);
    } catch (UnserializableTaskException refused) {
      return CompletableFuture.failedFuture(
          new LaunchException(context.id(), true, String.valueOf(refused.getMessage()), refused));
    }
  }

  /// Writes files, so it is not for the caller's thread.
  private void begin() {
    try {
      if (context.isDetached()) {
        follow(alone(), running -> running, launched, this::end);
      } else {
        talk();
      }
    } catch (RuntimeException | Error failure) {
      launched.completeExceptionally(failure);
    }
  }

  /// Whoever cancels what is wanted cancels what has begun for it; if that is there already, it is
  /// ended.
  private static <S, T> void follow(
      CompletableFuture<S> begun,
      Function<S, T> made,
      CompletableFuture<T> wanted,
      Consumer<T> end) {
    wanted.whenComplete(
        (_, failure) -> {
          if (failure != null) {
            begun.cancel(true);
          }
        });
    begun
        .thenApply(made)
        .whenComplete(
            (running, failure) -> {
              if (failure != null) {
                wanted.completeExceptionally(ProcessException.unwrapped(failure));
              } else if (!wanted.complete(running)) {
                end.accept(running);
              }
            });
  }

  /// It has begun with its work, unlike what is cancelled earlier, and may tidy up.
  private void end(Execution execution) {
    execution.stop(program.stopPlan());
  }

  private CompletableFuture<Execution> alone() {
    ChildJvm child = ChildJvm.alone(program);
    Command command = child.command();
    CompletableFuture<Execution> begun =
        limit().map(command::timeout).orElse(command).launch(context);
    begun.whenComplete(
        (execution, failure) -> {
          if (failure != null) {
            child.close();
          } else {
            execution.exit().thenRun(child::close);
          }
        });
    return begun;
  }

  private void talk() {
    JvmCall call = program.call();
    var conversation = new Conversation();
    CompletableFuture<byte[]> asked = conversation.ask(call.type(), call.body());
    String[] further = context.isOneShot() ? new String[0] : new String[] {Worker.LOUD};
    CompletableFuture<RunningJvm> started =
        JvmStart.begin(
            conversation,
            way ->
                ChildJvm.answering(
                    program.visible(), program.options(), way, context.isOneShot(), further),
            new Farewell(conversation, context.time(), !call.isProgram()),
            program.options().settings().startTimeout,
            context);
    follow(started, running -> execution(running, asked), launched, this::end);
  }

  /// Starts a JVM of a pool, which has nothing to do yet.
  static CompletableFuture<RunningJvm> worker(JvmOptions options, LaunchContext context) {
    var wanted = new CompletableFuture<RunningJvm>();
    Thread.startVirtualThread(
        () -> {
          try {
            follow(
                greeted(options, context),
                jvm -> jvm,
                wanted,
                jvm -> jvm.process().stop(StopPlan.immediate()));
          } catch (RuntimeException | Error failure) {
            wanted.completeExceptionally(failure);
          }
        });
    return wanted;
  }

  private static CompletableFuture<RunningJvm> greeted(JvmOptions options, LaunchContext context) {
    var conversation = new Conversation();
    JvmSettings settings = options.settings();
    String[] further =
        settings.sparesOrDefault() > 0 ? new String[] {Worker.PRIMED} : new String[0];
    return JvmStart.begin(
        conversation,
        way -> ChildJvm.answering(List.of(), options, way, settings.freshPerTask, further),
        new Farewell(conversation, context.time(), true),
        settings.startTimeout,
        context);
  }

  /// The name of a task, which for a lambda is that of the class around it.
  static String nameOf(Class<?> type) {
    String name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : "lambda of " + name.substring(0, lambda);
  }

  private Execution execution(RunningJvm running, CompletableFuture<byte[]> asked) {
    CompletableFuture<Exit> answer =
        asked.thenApplyAsync(bytes -> exit(bytes, running.end().pid()), Thread::startVirtualThread);
    return new JvmExecution(running, program, asked, answer, limit(), context.time());
  }

  /// Such as an answer that is too large for the memory of this JVM fails the run alone.
  private Exit exit(byte[] outcome, long pid) {
    try {
      return program.exit(outcome, pid);
    } catch (RuntimeException | Error unreadable) {
      return new Exit.Threw(unreadable);
    }
  }

  private Optional<Duration> limit() {
    return program.options().settings().timeout.or(context::timeLimit);
  }
}
