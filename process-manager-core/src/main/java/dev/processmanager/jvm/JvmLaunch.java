package dev.processmanager.jvm;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.worker.Worker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
      follow(context.isDetached() ? alone() : talking());
    } catch (RuntimeException | Error failure) {
      launched.completeExceptionally(failure);
    }
  }

  private void follow(CompletableFuture<Execution> begun) {
    launched.whenComplete(
        (_, failure) -> {
          if (failure != null) {
            begun.cancel(true);
          }
        });
    begun.whenComplete(
        (execution, failure) -> {
          if (failure != null) {
            launched.completeExceptionally(ProcessException.unwrapped(failure));
          } else if (!launched.complete(execution)) {
            execution.stop(StopPlan.immediate());
          }
        });
  }

  private CompletableFuture<Execution> alone() {
    ChildJvm child = ChildJvm.alone(program);
    CompletableFuture<Execution> begun = child.command().launch(context);
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

  private CompletableFuture<Execution> talking() {
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
    CompletableFuture<Execution> begun = started.thenApply(running -> execution(running, asked));
    begun.whenComplete(
        (_, _) -> {
          if (begun.isCancelled()) {
            started.cancel(true);
          }
        });
    return begun;
  }

  /// Starts a JVM of a pool, which has nothing to do yet.
  static CompletableFuture<RunningJvm> worker(JvmOptions options, LaunchContext context) {
    var wanted = new CompletableFuture<RunningJvm>();
    CompletableFuture.supplyAsync(() -> greeted(options, context), Thread::startVirtualThread)
        .thenCompose(greeted -> greeted)
        .whenComplete(
            (jvm, failure) -> {
              if (failure != null) {
                wanted.completeExceptionally(ProcessException.unwrapped(failure));
              } else if (!wanted.complete(jvm)) {
                jvm.process().stop(StopPlan.immediate());
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
        asked.thenApplyAsync(
            bytes -> program.exit(bytes, running.end().pid()), Thread::startVirtualThread);
    return new JvmExecution(
        running,
        program,
        asked,
        answer,
        program.options().settings().timeout.or(context::timeLimit),
        context.time());
  }
}
