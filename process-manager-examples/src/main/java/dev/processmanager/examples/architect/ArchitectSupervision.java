package dev.processmanager.examples.architect;

import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.examples.architect.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the daemon does for those outside: each request goes to whoever knows.
record ArchitectSupervision(
    Services known,
    Store store,
    Fanout<ServiceEvent> events,
    Fanout<Services.LogLine> lines,
    Reloading reloading,
    Instant startedAt)
    implements Supervision {

  @Override
  public List<ServiceView> services() {
    return known.inOrder().stream().map(known::view).toList();
  }

  @Override
  public Optional<ServiceView> service(String id) {
    return known.find(id).map(known::view);
  }

  @Override
  public CompletableFuture<ServiceView> start(String id) {
    return done(id, known::start);
  }

  @Override
  public CompletableFuture<ServiceView> stop(String id) {
    return done(id, service -> known.stop(service.id()));
  }

  @Override
  public CompletableFuture<ServiceView> restart(String id) {
    return done(id, known::restart);
  }

  @Override
  public CompletableFuture<List<ServiceView>> rollingRestart(String group) {
    return answered(
        () -> known.rollingRestart(group),
        () -> known.group(group).stream().map(known::view).toList());
  }

  private CompletableFuture<ServiceView> done(
      String id, Function<ServiceSettings, CompletableFuture<?>> action) {
    return answered(() -> action.apply(known.require(id)), () -> known.view(known.require(id)));
  }

  /// A future of its own: whoever loses his patience with it does not stop the service.
  private static <T> CompletableFuture<T> answered(
      Supplier<CompletableFuture<?>> action, Supplier<T> view) {
    var answer = new CompletableFuture<T>();
    try {
      action
          .get()
          .whenComplete(
              (_, failure) -> {
                if (failure == null) {
                  answer.completeAsync(view);
                } else {
                  answer.completeExceptionally(
                      failure instanceof CompletionException ? failure.getCause() : failure);
                }
              });
    } catch (UnknownServiceException unknown) {
      answer.completeExceptionally(unknown);
    }
    return answer;
  }

  @Override
  public HealthReport health(String id) {
    return known.health(id);
  }

  @Override
  public List<ServiceEvent> events(Optional<String> service, int limit) {
    service.filter(id -> !id.equals(Journal.SUPERVISOR)).ifPresent(known::require);
    return store.events(service, limit);
  }

  @Override
  public List<Sample> samples(String id, int limit) {
    return store.samples(known.require(id).id(), limit);
  }

  @Override
  public void add(Sample sample) {
    known.require(sample.service());
    store.sample(sample);
  }

  @Override
  public Summary summary() {
    return Views.summary(services(), Duration.between(startedAt, Instant.now()));
  }

  @Override
  public ReloadReport reload() {
    return reloading.reload();
  }

  @Override
  public List<String> tail(String id, int count) {
    return known.tail(id, count);
  }

  @Override
  public AutoCloseable follow(String id, Consumer<String> listener) {
    known.require(id);
    return lines.add(
        line -> {
          if (line.id().equals(id)) {
            listener.accept(line.text());
          }
        });
  }

  @Override
  public AutoCloseable listen(Consumer<ServiceEvent> listener) {
    return events.add(listener);
  }
}
