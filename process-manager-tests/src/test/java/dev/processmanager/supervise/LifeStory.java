package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One life as a white box: inputs go in, states and effects come out, nothing waits.
abstract class LifeStory {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final StopPlan PLAN = StopPlan.graceful(ofSeconds(1));
  static final Identity WHO = new Identity.InThisJvm("who");

  Lifecycle lifecycle = lifecycle(false, false);
  Life life = Life.unborn(NOW);
  final List<Effect> effects = new ArrayList<>();

  void give(Input... inputs) {
    for (Input input : inputs) {
      boolean ofALaunch = input instanceof Input.Launched || input instanceof Input.LaunchFailed;
      if (ofALaunch && !life.launching) {
        give(new Input.IntentWritten(life.generation));
      }
      Lifecycle.Step step = lifecycle.step(life, input, NOW);
      life = step.life();
      effects.addAll(step.effects());
    }
  }

  List<Class<?>> kinds() {
    return effects.stream().<Class<?>>map(Effect::getClass).toList();
  }

  Effect.Decide theDecide() {
    return (Effect.Decide)
        effects.stream().filter(Effect.Decide.class::isInstance).findFirst().orElseThrow();
  }

  static Input launched() {
    return new Input.Launched(1, WHO);
  }

  static Input launchFailed(boolean permanent) {
    return new Input.LaunchFailed(1, new LaunchException("x", permanent, "no", null));
  }

  static Input ended(int code) {
    return new Input.RunEnded(1, result(code));
  }

  static Input decided(Decision decision) {
    return new Input.Decided(1, decision);
  }

  static ProcessResult result(int code) {
    return result(code, Ending.EXITED);
  }

  static ProcessResult result(int code, Ending ending) {
    return new ProcessResult(
        "x",
        new Exit.Exited(code),
        ending,
        code == 0 && ending == Ending.EXITED,
        "",
        "",
        false,
        true,
        ofSeconds(7),
        ResourceUsage.unknown());
  }

  static Lifecycle lifecycle(boolean gated, boolean checked) {
    return new Lifecycle(
        new Lifecycle.Facts(new Entry.Key(Scope.global(), "id"), PLAN, gated, checked, false));
  }
}
