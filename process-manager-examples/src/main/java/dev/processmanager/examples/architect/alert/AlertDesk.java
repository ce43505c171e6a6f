package dev.processmanager.examples.architect.alert;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.architect.config.Notifications;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes alerts and tells whoever wants to know, on threads of its own: a webhook that does not
/// answer holds up nobody. Safe for use by many threads.
public final class AlertDesk {

  private final ProcessManager pm;
  private final Consumer<String> log;
  private final Executor threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("alert-", 0).factory());
  private final ReentrantLock door = new ReentrantLock();
  private final Gate gate = new Gate();
  private volatile Notifications settings;

  /// @param pm runs commands
  /// @param log takes lines for the log
  public AlertDesk(ProcessManager pm, Notifications settings, Consumer<String> log) {
    this.pm = pm;
    this.settings = settings;
    this.log = log;
  }

  /// Goes by other settings from now on.
  public void change(Notifications settings) {
    this.settings = settings;
  }

  /// Whether somebody is to be told; whatever is less is no alert.
  public boolean wants(Alert alert) {
    return alert.level().compareTo(settings.minimumLevel()) >= 0;
  }

  /// Returns at once.
  ///
  /// @param alert that is wanted
  public void raise(Alert alert) {
    Notifications now = settings;
    List<Alert> passed = locked(() -> gate.pass(alert, now.rateLimit(), Instant.now()));
    if (passed.isEmpty()) {
      tellLater(alert.service(), now.rateLimit());
    } else {
      tell(passed);
    }
  }

  private void tellLater(String service, Duration limit) {
    Instant opens = locked(() -> gate.opens(service, limit));
    long wait = Math.max(0, Duration.between(Instant.now(), opens).toMillis()) + 1;
    CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, threads)
        .execute(() -> tell(locked(() -> gate.due(service, settings.rateLimit(), Instant.now()))));
  }

  private void tell(List<Alert> alerts) {
    if (!alerts.isEmpty()) {
      notifiers(settings).forEach(one -> threads.execute(() -> tell(one, alerts)));
    }
  }

  private void tell(Notifier notifier, List<Alert> alerts) {
    try {
      notifier.tell(alerts);
    } catch (IOException | RuntimeException failure) {
      log.accept("An alert could not be told: " + failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Notifier> notifiers(Notifications settings) {
    var notifiers = new ArrayList<Notifier>();
    if (settings.log()) {
      notifiers.add(this::write);
    }
    settings.webhookUrl().map(URI::create).map(Webhook::new).ifPresent(notifiers::add);
    settings.command().map(command -> new Hook(pm, command)).ifPresent(notifiers::add);
    return notifiers;
  }

  private void write(List<Alert> alerts) {
    alerts.forEach(alert -> log.accept("ALERT " + alert.level() + " " + alert.message()));
  }

  private <T> T locked(Supplier<T> action) {
    door.lock();
    try {
      return action.get();
    } finally {
      door.unlock();
    }
  }
}
