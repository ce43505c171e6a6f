package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entries;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Random inputs, in any order and of any run, against what must always hold.
class LifecycleProperties {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Entry.Key KEY = new Entry.Key(Scope.global(), "id");
  private static final StopPlan PLAN = StopPlan.immediate();
  private static final Identity WHO = new Identity.InThisJvm("who");

  private static final Entry SURVIVOR = Entries.entry("id", ProcessState.RUNNING);

  /// The transitions that [ProcessState] promises.
  private static final Map<ProcessState, Set<ProcessState>> LEGAL =
      Map.of(
          ProcessState.STOPPED, EnumSet.of(ProcessState.STARTING),
          ProcessState.STARTING,
              EnumSet.of(
                  ProcessState.RUNNING,
                  ProcessState.STOPPING,
                  ProcessState.BACKOFF,
                  ProcessState.STOPPED,
                  ProcessState.FAILED,
                  ProcessState.FATAL),
          ProcessState.RUNNING,
              EnumSet.of(
                  ProcessState.STARTING,
                  ProcessState.STOPPING,
                  ProcessState.BACKOFF,
                  ProcessState.STOPPED,
                  ProcessState.FAILED,
                  ProcessState.FATAL),
          ProcessState.BACKOFF,
              EnumSet.of(
                  ProcessState.STARTING,
                  ProcessState.STOPPED,
                  ProcessState.FAILED,
                  ProcessState.FATAL),
          ProcessState.STOPPING,
              EnumSet.of(
                  ProcessState.STOPPED,
                  ProcessState.STARTING,
                  ProcessState.BACKOFF,
                  ProcessState.FAILED,
                  ProcessState.FATAL,
                  ProcessState.UNKNOWN),
          ProcessState.FAILED, EnumSet.of(ProcessState.STARTING, ProcessState.STOPPED),
          ProcessState.FATAL, EnumSet.of(ProcessState.STARTING, ProcessState.STOPPED),
          ProcessState.UNKNOWN, EnumSet.allOf(ProcessState.class));

  /// The world outside: at most one launch or run at a time is under way, whatever is asked for.
  private static final class World {
    private final Lifecycle lifecycle;
    private Life life = Life.unborn(NOW);
    private boolean waiting;
    private boolean launching;
    private boolean running;
    private boolean operatorWantsItDown = true;

    World(boolean gated, boolean dependent) {
      lifecycle = new Lifecycle(new Lifecycle.Facts(KEY, PLAN, gated, gated, dependent));
    }

    void give(Input input) {
      if (!isPossible(input)) {
        return;
      }
      Life before = life;
      Lifecycle.Step step = lifecycle.step(life, input, NOW);
      life = step.life();
      happened(input);
      checkTransition(before, life, input);
      step.effects().forEach(this::carryOut);
    }

    /// A run that was not launched does not end, and what has ended does not end again.
    private boolean isPossible(Input input) {
      return switch (input) {
        case Input.Launched(int generation, var _) -> launching && generation == life.generation;
        case Input.LaunchFailed(int generation, var _) ->
            launching && generation == life.generation;
        case Input.RunEnded(int generation, var _) -> running && generation == life.generation;
        default -> true;
      };
    }

    private void happened(Input input) {
      switch (input) {
        case Input.Launched _ -> {
          launching = false;
          running = true;
        }
        case Input.LaunchFailed _ -> launching = false;
        case Input.RunEnded _ -> running = false;
        case Input.Stop _ -> operatorWantsItDown = true;
        case Input.Start _, Input.Restart _ -> operatorWantsItDown = false;
        default -> {}
      }
    }

    private void carryOut(Effect effect) {
      if (effect instanceof Effect.AwaitDependencies) {
        waiting = true;
      }
      if (effect instanceof Effect.AwaitIntent) {
        waiting = false;
      }
      if (effect instanceof Effect.Launch || effect instanceof Effect.Adopt) {
        assertThat(waiting).as("a launch without what it depends on").isFalse();
        assertThat(launching || running).as("a second live incarnation").isFalse();
        assertThat(operatorWantsItDown && effect instanceof Effect.Launch)
            .as("a launch against the operator's stop")
            .isFalse();
        launching = true;
      }
    }

    private static void checkTransition(Life before, Life after, Input input) {
      if (before.state != after.state) {
        assertThat(LEGAL.get(before.state)).as("%s on %s", before, input).contains(after.state);
      }
      assertThat(after.generation).isGreaterThanOrEqualTo(before.generation);
      assertThat(after.restarts).isGreaterThanOrEqualTo(before.restarts);
      assertThat(after.restartsInRow).isNotNegative();
      assertThat(after.state.isAtRest() && after.identity.isPresent()).isFalse();
    }
  }

  @Property(tries = 3_000)
  void whateverHappensTheRulesHold(
      @ForAll boolean gated,
      @ForAll boolean dependent,
      @ForAll("inputs") List<IntFunction<Input>> inputs) {
    var world = new World(gated, dependent);
    inputs.forEach(input -> world.give(input.apply(world.life.generation)));
  }

  @Property(tries = 1_000)
  void anOperatorsStopLeadsToRestWhateverElseHappens(
      @ForAll boolean gated,
      @ForAll boolean dependent,
      @ForAll("inputs") List<IntFunction<Input>> before,
      @ForAll("news") List<IntFunction<Input>> after) {
    var world = new World(gated, dependent);
    before.forEach(input -> world.give(input.apply(world.life.generation)));
    world.give(new Input.Stop(PLAN));
    after.forEach(input -> world.give(input.apply(world.life.generation)));
    if (world.life.inheriting && !world.launching) {
      world.give(new Input.Claimed(world.life.generation, Optional.empty()));
    }
    if (world.launching) {
      world.give(new Input.Launched(world.life.generation, WHO));
    }
    if (world.running) {
      world.give(new Input.RunEnded(world.life.generation, result(143)));
    }

    assertThat(world.life.state.isAtRest()).as("%s", world.life).isTrue();
  }

  @Provide
  Arbitrary<List<IntFunction<Input>>> inputs() {
    Arbitrary<IntFunction<Input>> operator =
        Arbitraries.of(
            _ -> new Input.Start(), _ -> new Input.Stop(PLAN), _ -> new Input.Restart(PLAN));
    return Arbitraries.frequencyOf(Tuple.of(1, operator), Tuple.of(4, aboutARun()))
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<IntFunction<Input>>> news() {
    return aboutARun().list().ofMaxSize(20);
  }

  /// News mostly of the current run, sometimes of the one before.
  private static Arbitrary<IntFunction<Input>> aboutARun() {
    Arbitrary<Integer> age = Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1));
    Arbitrary<IntFunction<Input>> kinds =
        Arbitraries.of(
            g -> new Input.Launched(g, WHO),
            g -> new Input.Launched(g, WHO),
            g -> new Input.LaunchFailed(g, new LaunchException("x", false, "no", null)),
            g -> new Input.LaunchFailed(g, new LaunchException("x", true, "no", null)),
            Input.DependenciesMet::new,
            Input.DependenciesMet::new,
            g -> new Input.DependencyUnmet(g, new DependencyException(List.of(KEY), "is away")),
            g -> new Input.DependencyLost(g, true, "it was restarted"),
            g -> new Input.DependencyLost(g, false, "it is away"),
            Input.Looking::new,
            g -> new Input.Claimed(g, Optional.empty()),
            g -> new Input.Claimed(g, Optional.of(SURVIVOR.progress())),
            g ->
                new Input.Survived(
                    g, SURVIVOR, SURVIVOR.run().orElseThrow().process().orElseThrow()),
            g -> new Input.Refused(g, new ProcessException("it is somebody else's", null)),
            Input.IntentWritten::new,
            Input.IntentWritten::new,
            Input.IntentWritten::new,
            Input.MainEnded::new,
            g -> new Input.RunEnded(g, result(0)),
            g -> new Input.RunEnded(g, result(1)),
            g -> new Input.StopDone(g, StopReport.nothingToDo("id")),
            g ->
                new Input.StopDone(
                    g, new StopReport(List.of("id"), List.of(WHO), List.of(WHO), List.of(WHO))),
            g -> new Input.Decided(g, new Decision.Restart(Duration.ZERO, 1)),
            g -> new Input.Decided(g, new Decision.Restart(Duration.ofSeconds(1), 2)),
            g -> new Input.Decided(g, new Decision.Finish(true)),
            g -> new Input.Decided(g, new Decision.GiveUp("enough")),
            Input.StoppedElsewhere::new,
            Input.TimerFired::new,
            Input.StartupPassed::new,
            g -> new Input.HealthNews(g, Health.HEALTHY, ""),
            g -> new Input.HealthNews(g, Health.UNHEALTHY, ""),
            g -> new Input.CheckFailed(g, Cause.NOT_LIVE, ""),
            g -> new Input.CheckFailed(g, Cause.STARTUP_TIMEOUT, ""));
    return Combinators.combine(age, kinds).as((a, kind) -> g -> kind.apply(g - a));
  }

  private static ProcessResult result(int code) {
    return new ProcessResult(
        "x",
        new Exit.Exited(code),
        Ending.EXITED,
        code == 0,
        "",
        "",
        false,
        true,
        Duration.ofSeconds(1),
        ResourceUsage.unknown());
  }
}
