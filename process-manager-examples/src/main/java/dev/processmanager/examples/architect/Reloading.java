package dev.processmanager.examples.architect;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.InvalidConfigurationException;
import dev.processmanager.examples.architect.config.Problem;
import dev.processmanager.examples.architect.config.ServiceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the configuration again and applies the difference. What has to be stopped for it is
/// stopped first, since what is new may need its port; the answer does not wait for either.
final class Reloading {

  private final Path file;
  private final Services services;
  private final Journal journal;
  private final Consumer<Configuration> applied;
  private final ReentrantLock door = new ReentrantLock();
  private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(null);

  /// @param applied hears of each new configuration before its changes are made
  Reloading(Path file, Services services, Journal journal, Consumer<Configuration> applied) {
    this.file = file;
    this.services = services;
    this.journal = journal;
    this.applied = applied;
  }

  ReloadReport reload() {
    door.lock();
    try {
      Configuration next = Configuration.read(file);
      Configuration before = services.configuration();
      List<String> fixed = Difference.fixed(before.global(), next.global());
      return fixed.isEmpty() ? apply(Difference.between(before, next), next) : refused(fixed);
    } catch (InvalidConfigurationException wrong) {
      return refused(wrong.problems().stream().map(Problem::toString).toList());
    } catch (IOException unreadable) {
      return refused(List.of("The configuration cannot be read: " + unreadable));
    } finally {
      door.unlock();
    }
  }

  private ReloadReport refused(List<String> problems) {
    journal.note("reload_refused", "The new configuration is wrong; nothing is changed", Map.of());
    return new ReloadReport(List.of(), List.of(), List.of(), List.of(), problems);
  }

  private ReloadReport apply(Difference difference, Configuration next) {
    services.configure(next);
    applied.accept(next);
    ReloadReport report = difference.report();
    lastChange =
        settled(lastChange)
            .thenCompose(_ -> settled(stops(difference)))
            .thenCompose(_ -> settled(starts(difference)));
    journal.note("reloaded", "The configuration is read anew: " + told(report), Map.of());
    return report;
  }

  private static String told(ReloadReport report) {
    String changes =
        Stream.of(
                told("added ", report.added()),
                told("removed ", report.removed()),
                told("changed ", report.changed()))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return changes.isEmpty() ? "all services are as before" : changes;
  }

  private static String told(String what, List<String> ids) {
    return ids.isEmpty() ? "" : what + String.join(", ", ids);
  }

  private CompletableFuture<?> stops(Difference difference) {
    Stream<CompletableFuture<?>> removed =
        difference.removed().stream().map(service -> services.remove(service.id()));
    Stream<CompletableFuture<?>> disabled =
        difference.changed().stream()
            .filter(Difference.Change::disables)
            .map(change -> services.stop(change.after().id()));
    return all(Stream.concat(removed, disabled));
  }

  private CompletableFuture<?> starts(Difference difference) {
    var wanted = new ArrayList<ServiceSettings>();
    difference.added().stream().filter(ServiceSettings::enabled).forEach(wanted::add);
    difference.changed().stream()
        .filter(Difference.Change::enables)
        .forEach(change -> wanted.add(change.after()));
    Stream<CompletableFuture<?>> changed =
        difference.changed().stream()
            .map(change -> services.change(change.after(), change.takesNewProcess()));
    return all(Stream.concat(changed, Stream.of(services.start(wanted))));
  }

  private static CompletableFuture<?> all(Stream<CompletableFuture<?>> changes) {
    return CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new));
  }

  /// Whatever has become of it: a service that does not start keeps nobody else from it.
  private static CompletableFuture<?> settled(CompletableFuture<?> change) {
    return change.handle((_, _) -> null);
  }
}
