package dev.processmanager;

import dev.processmanager.os.OwningFuture;
import dev.processmanager.process.ProcessException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.Supervision;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Starts as their callers hold them: whoever gives one up before it is done does not want its
/// processes.
final class Starts {

  private Starts() {}

  /// Registers a process and starts it.
  static CompletableFuture<ManagedProcess> of(Supervision supervision, ProcessSpec spec) {
    return all(supervision, List.of(spec), only -> own(only.getFirst()));
  }

  static CompletableFuture<List<ManagedProcess>> ofAll(
      Supervision supervision, Collection<ProcessSpec> specs) {
    return all(supervision, specs, Starts::own);
  }

  /// Starts a process that is known.
  static CompletableFuture<ManagedProcess> again(ManagedProcess process) {
    return own(new Supervision.Registered(process, process.start()));
  }

  private static <T> CompletableFuture<T> all(
      Supervision supervision,
      Collection<ProcessSpec> specs,
      Function<List<Supervision.Registered>, CompletableFuture<T>> owned) {
    List<Supervision.Registered> registered;
    try {
      registered = supervision.registerAll(specs);
    } catch (ProcessException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return owned.apply(registered);
  }

  private static CompletableFuture<ManagedProcess> own(Supervision.Registered registered) {
    var owner = new OwningFuture<ManagedProcess>(registered.process()::stop);
    registered
        .started()
        .whenComplete(
            (running, failure) -> {
              if (failure == null) {
                owner.settle(running);
              } else {
                owner.settleExceptionally(failure);
              }
            });
    return owner;
  }

  private static CompletableFuture<List<ManagedProcess>> own(
      List<Supervision.Registered> registered) {
    var owner =
        new OwningFuture<List<ManagedProcess>>(
            () -> registered.forEach(each -> each.process().stop()));
    List<CompletableFuture<ManagedProcess>> starts =
        registered.stream().map(Supervision.Registered::started).toList();
    CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new))
        .whenComplete(
            (_, _) ->
                starts.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .findFirst()
                    .ifPresentOrElse(
                        failed -> owner.settleExceptionally(failed.exceptionNow()),
                        () ->
                            owner.settle(
                                starts.stream().map(CompletableFuture::resultNow).toList())));
    return owner;
  }
}
