package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.pages.ReferencePage;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
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
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The diagram of the page of states shows each transition that is possible, and no other.
class StatesPageTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Entry SURVIVOR = Entries.entry("id", ProcessState.RUNNING);
  private static final StopPlan PLAN = StopPlan.immediate();
  private static final Identity WHO = new Identity.InThisJvm("who");
  private static final Pattern ARROW = Pattern.compile("(?m)^ +([A-Z]+) --> ([A-Z]+)");

  /// A life together with what is under way outside of it.
  private record Situation(
      Life life, boolean launching, boolean running, boolean stopping, boolean scheduled) {

    static final Situation FIRST = new Situation(Life.unborn(NOW), false, false, false, false);

    /// What is to come of it, but for the numbers in it.
    Object kind() {
      return List.of(
          List.of(launching, running, stopping, scheduled),
          List.of(life.state, life.aim, life.killedFor.isPresent(), life.plan.isPresent()),
          List.of(life.identity.isPresent(), life.inheriting, life.waiting, life.launching),
          List.of(life.deciding, life.report.isPresent(), life.launchFailure.isPresent()));
    }

    boolean allows(Input input) {
      return switch (input) {
        case Input.Launched _ -> launching;
        case Input.LaunchFailed _ -> launching;
        case Input.RunEnded _ -> running;
        case Input.StopDone _ -> stopping;
        case Input.TimerFired _ -> scheduled;
        default -> true;
      };
    }

    Situation after(Input input, Lifecycle.Step step) {
      boolean fresh = step.life().generation != life.generation;
      return new Situation(
          step.life(),
          asks(Effect.Launch.class, step)
              || asks(Effect.Adopt.class, step)
              || (launching && !isOneOf(input, Input.Launched.class, Input.LaunchFailed.class)),
          (running || input instanceof Input.Launched) && !(input instanceof Input.RunEnded),
          asks(Effect.EndRun.class, step) || (stopping && !fresh),
          asks(Effect.Schedule.class, step)
              || (scheduled
                  && !fresh
                  && !asks(Effect.CancelSchedule.class, step)
                  && !(input instanceof Input.TimerFired)));
    }

    private static boolean asks(Class<? extends Effect> effect, Lifecycle.Step step) {
      return step.effects().stream().anyMatch(effect::isInstance);
    }

    private static boolean isOneOf(Input input, Class<?>... kinds) {
      return Set.of(kinds).contains(input.getClass());
    }
  }

  @Test
  void theDiagramShowsWhatCanHappenAndNothingElse() {
    Set<String> possible = new TreeSet<>();
    for (boolean gated : List.of(true, false)) {
      for (boolean dependent : List.of(true, false)) {
        collect(new Lifecycle(facts(gated, dependent)), possible);
      }
    }

    Set<String> shown =
        ARROW
            .matcher(ReferencePage.of("reference/states.md").text())
            .results()
            .map(arrow -> arrow.group(1) + " --> " + arrow.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(shown).isEqualTo(possible);
  }

  private static Lifecycle.Facts facts(boolean gated, boolean dependent) {
    return new Lifecycle.Facts(Entries.key("id"), PLAN, gated, gated, dependent);
  }

  /// Tries every input in every situation that can be reached.
  private static void collect(Lifecycle lifecycle, Set<String> transitions) {
    Deque<Situation> open = new ArrayDeque<>(List.of(Situation.FIRST));
    var seen = new HashSet<>();
    while (!open.isEmpty()) {
      Situation now = open.remove();
      for (Input input : inputs(now.life().generation)) {
        if (now.allows(input)) {
          Lifecycle.Step step = lifecycle.step(now.life(), input, NOW);
          if (step.life().state != now.life().state) {
            transitions.add(now.life().state + " --> " + step.life().state);
          }
          Situation next = now.after(input, step);
          if (seen.add(next.kind())) {
            open.add(next);
          }
        }
      }
    }
  }

  private static List<Input> inputs(int g) {
    return List.of(
        new Input.Start(),
        new Input.Stop(PLAN),
        new Input.Restart(PLAN),
        new Input.DependenciesMet(g),
        new Input.DependencyUnmet(g, new DependencyException(List.of(), "is away")),
        new Input.DependencyLost(g, true, "it was restarted"),
        new Input.DependencyLost(g, false, "it is away"),
        new Input.Looking(g),
        new Input.Claimed(g, Optional.empty()),
        new Input.Survived(g, SURVIVOR, SURVIVOR.run().orElseThrow().process().orElseThrow()),
        new Input.Refused(g, new ProcessException("it is somebody else's", null)),
        new Input.IntentWritten(g),
        new Input.Launched(g, WHO),
        new Input.LaunchFailed(g, new LaunchException("x", false, "not now", null)),
        new Input.LaunchFailed(g, new LaunchException("x", true, "never", null)),
        new Input.MainEnded(g),
        new Input.RunEnded(g, result()),
        new Input.StopDone(g, StopReport.nothingToDo("id")),
        new Input.StopDone(
            g, new StopReport(List.of("id"), List.of(WHO), List.of(WHO), List.of(WHO))),
        new Input.Decided(g, new Decision.Restart(Duration.ZERO, 1)),
        new Input.Decided(g, new Decision.Restart(Duration.ofSeconds(1), 1)),
        new Input.Decided(g, new Decision.Finish(true)),
        new Input.Decided(g, new Decision.Finish(false)),
        new Input.Decided(g, new Decision.GiveUp("enough")),
        new Input.StoppedElsewhere(g),
        new Input.TimerFired(g),
        new Input.StartupPassed(g),
        new Input.CheckFailed(g, Cause.NOT_LIVE, "not live"));
  }

  private static ProcessResult result() {
    return new ProcessResult(
        "x",
        new Exit.Exited(1),
        Ending.EXITED,
        false,
        "",
        "",
        false,
        true,
        Duration.ofSeconds(1),
        ResourceUsage.unknown());
  }
}
