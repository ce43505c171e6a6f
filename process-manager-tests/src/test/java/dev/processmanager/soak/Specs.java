package dev.processmanager.soak;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;

import dev.processmanager.command.Command;
import dev.processmanager.jvm.JvmAction;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.Dependency;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.task.AsyncAction;
import java.nio.file.Path;

/// The specifications of the processes.
final class Specs {

  private static final String LEAVES_A_NOTE = "echo $$ >> \"$1\"; echo \"run $$\"; ";
  private static final String WAITS = "read -r code < \"$2\"; ";

  private Specs() {}

  static ProcessSpec of(Form form, Home home) {
    ProcessSpec spec =
        ProcessSpec.of(launcher(form, home))
            .id(form.id())
            .scope(scope(form))
            .restart(policy(form.policy()))
            .metadata("form", form.kind() + " " + form.temper());
    if (form.kind() != Form.Kind.TASK) {
      spec = spec.logFile(home.log(form.id()));
    }
    if (form.temper() == Form.Temper.STUBBORN) {
      spec = spec.stop(StopPlan.graceful(ofMillis(100)));
    }
    for (Form.Bond bond : form.bonds()) {
      spec = spec.dependsOn(dependency(bond));
    }
    return form.detached() ? spec.detached() : spec;
  }

  static Scope scope(Form form) {
    return switch (form.place()) {
      case GLOBAL -> Scope.global();
      case PROJECT -> Scope.project(Path.of("/project"));
      case SESSION -> Scope.session(Home.SESSION);
    };
  }

  private static Dependency dependency(Form.Bond bond) {
    Dependency dependency = Dependency.on(bond.base()).started();
    return switch (bond.pull()) {
      case NONE -> dependency;
      case RESTART -> dependency.restartDependents();
      case STOP -> dependency.stopDependents();
    };
  }

  private static RestartPolicy policy(Form.Policy policy) {
    RestartPolicy base =
        policy == Form.Policy.ALWAYS ? RestartPolicy.always() : RestartPolicy.onFailure();
    RestartPolicy limited = base.atMost(policy.limit).resetAfter(ofDays(36_500));
    return switch (policy) {
      case NEVER -> RestartPolicy.never();
      case ON_FAILURE, ALWAYS -> limited.backoff(Backoff.fixed(ofMillis(20)));
      case LATE -> limited.backoff(Backoff.fixed(ofDays(1)));
    };
  }

  private static Launcher launcher(Form form, Home home) {
    String id = form.id();
    return switch (form.kind()) {
      case COMMAND -> command(form, home);
      case JVM ->
          ((JvmAction) () -> Serving.inJvm(id, home))
              .with(JvmOptions.defaults().heap("16m").env(Home.MARK, id));
      case TASK -> (AsyncAction) task -> Serving.inHost(task, id, home);
    };
  }

  private static Command command(Form form, Home home) {
    String script =
        switch (form.temper()) {
          case PLAIN -> LEAVES_A_NOTE + WAITS;
          case TREE -> "sleep 10000 & " + LEAVES_A_NOTE + WAITS + "kill $!; ";
          case STUBBORN -> "trap '' TERM; " + LEAVES_A_NOTE + WAITS;
        };
    return Command.of(
            "sh",
            "-c",
            script + "exit \"$code\"",
            "sh",
            home.notes(form.id()).toString(),
            home.wish(form.id()).toString())
        .env(Home.MARK, form.id());
  }
}
