package dev.processmanager.soak;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.processmanager.TestEngine;
import dev.processmanager.faults.Machine;
import dev.processmanager.faults.RemoteHost;
import dev.processmanager.faults.WrongClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Carries out what was decided, and knows nothing of what should come of it.
final class Stage implements AutoCloseable {

  private static final int BLOCK = 4_096;
  private static final Duration PAUSE = Duration.ofMillis(800);

  private final Home home;
  private final Map<String, Form> forms;
  private final Observer observer;
  private final Strangers strangers;
  private final WrongClock clock;
  private Optional<RemoteHost> host = Optional.empty();

  Stage(Home home, List<Form> forms) throws IOException, InterruptedException {
    this.home = home;
    this.forms = forms.stream().collect(Collectors.toMap(Form::id, Function.identity()));
    this.observer = new Observer(home, forms);
    this.strangers = new Strangers(home, observer);
    Files.createDirectory(home.copies());
    strangers.prepare(forms);
    this.clock = WrongClock.compiledIn(Files.createDirectory(home.copies().resolve("clock")));
  }

  /// @return what was answered
  List<String> play(Step step) throws IOException, InterruptedException {
    switch (step) {
      case Step.One one -> {
        return together(List.of(one));
      }
      case Step.Together(List<Step.One> ones) -> {
        return together(ones);
      }
      case Step.Rush(String id, List<Step.One> ones) -> {
        together(ones);
        together(List.of(new Step.Remove(id)));
      }
      case Step.Recover(Set<String> ids) -> recover(ids);
      case Step.Load _ -> {
        return host().does(Obedience::load);
      }
      case Step.Cleanup _ -> {
        return host().does(Obedience::cleanup);
      }
      case Step.JoinSession _ -> expect(host().does(Obedience::joinSession), "a session");
      case Step.EndSession _ -> expect(host().does(Obedience::endSession), "its end");
      case Step.HostBegins(TestEngine engine) ->
          host = Optional.of(new RemoteHost(engine, home.registry(), clock.prefix()));
      case Step.HostCloses _ -> close();
      case Step.HostDies _ -> crash(List.of(), 0);
      case Step.Crash(List<Step.Order> orders, int millis) -> crash(orders, millis);
      case Step.FillDisk _ -> fill();
      case Step.FreeDisk _ -> Files.delete(home.filler());
      case Step.SetClock(int days) -> clock.set(Duration.ofDays(days));
      case Step.Pause _ -> LockSupport.parkNanos(PAUSE.toNanos());
      case Step.Runs(int commands) ->
          expect(host().does(pm -> Obedience.runs(pm, commands)), "what was run");
    }
    return List.of();
  }

  /// Removes those of whom nobody knows how far they have come.
  private void recover(Set<String> ids) throws IOException, InterruptedException {
    var removals = new ArrayList<Step.One>();
    ids.forEach(id -> removals.add(new Step.Remove(id)));
    for (String reply : together(removals)) {
      expect(reply.equals(Outcome.DONE) || reply.equals(Outcome.UNKNOWN), reply);
    }
  }

  /// Of those that nobody knows nothing is left to be counted.
  void forget(Iterable<String> ids) throws IOException {
    for (String id : ids) {
      Files.deleteIfExists(home.notes(id));
      if (forms.get(id).kind() != Form.Kind.COMMAND) {
        Files.deleteIfExists(home.wish(id));
      }
    }
  }

  Sight look() throws IOException {
    return observer.look(host.map(it -> it.does(Obedience::tell)));
  }

  private RemoteHost host() {
    return host.orElseThrow();
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("not as it should be: " + what);
    }
  }

  private List<String> together(List<Step.One> ones) throws IOException, InterruptedException {
    List<Step.Order> orders =
        ones.stream().filter(Step.Order.class::isInstance).map(Step.Order.class::cast).toList();
    Optional<CompletableFuture<ArrayList<String>>> answers =
        orders.isEmpty() ? Optional.empty() : Optional.of(begin(orders));
    for (Step.One one : ones) {
      if (!(one instanceof Step.Order)) {
        strangers.act(one, forms.get(one.id()));
      }
    }
    var replies = new ArrayList<>(answers.map(Machine::get).orElseGet(ArrayList::new));
    for (int i = 0; i < ones.size(); i++) {
      if (!(ones.get(i) instanceof Step.Order)) {
        replies.add(i, Outcome.DONE);
      }
    }
    return replies;
  }

  private CompletableFuture<ArrayList<String>> begin(List<Step.Order> orders) {
    var tasks =
        orders.stream()
            .map(order -> new Obedience.Task(order, forms.get(order.id())))
            .collect(Collectors.toCollection(ArrayList::new));
    Home here = home;
    return host().begins(pm -> Obedience.carryOut(pm, tasks, here));
  }

  private void crash(List<Step.Order> orders, int millis) {
    if (!orders.isEmpty()) {
      begin(orders);
    }
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    host().kill();
    host = Optional.empty();
  }

  /// Whoever writes meanwhile leaves a little room when he is done, which is taken as well.
  private void fill() throws IOException {
    host.ifPresent(it -> expect(it.does(Obedience::save), "a saved registry"));
    take();
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    take();
  }

  private void take() throws IOException {
    try (OutputStream out = Files.newOutputStream(home.filler(), CREATE, APPEND)) {
      while (true) {
        out.write(new byte[BLOCK]);
      }
    } catch (IOException full) {
      expect(Files.size(home.filler()) > 0, full.toString());
    }
  }

  @Override
  public void close() {
    host.ifPresent(RemoteHost::close);
    host = Optional.empty();
  }
}
