package dev.processmanager.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProcessValuesTest {

  @Test
  void signalsAreFoundByNameAndNumber() {
    assertThat(Signal.of("term")).isEqualTo(Signal.TERM);
    assertThat(Signal.of("SIGUSR1")).isEqualTo(Signal.USR1);
    assertThat(Signal.of(9)).contains(Signal.KILL);
    assertThat(Signal.of(0)).isEmpty();
    assertThat(Signal.KILL).hasToString("SIGKILL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signal.of("NOPE"))
        .withMessageContaining("NOPE");
  }

  @Test
  void exitsHaveTheCodeAShellReports() {
    assertThat(new Exit.Exited(3).exitCode()).isEqualTo(OptionalInt.of(3));
    assertThat(new Exit.Signalled(Signal.KILL, false).exitCode()).isEqualTo(OptionalInt.of(137));
    assertThat(new Exit.Unknown("lost").exitCode()).isEmpty();
  }

  @Test
  void onlyAKnownGoodEndIsASuccess() {
    assertThat(new Exit.Exited(0).isSuccess()).isTrue();
    assertThat(new Exit.Returned(null).isSuccess()).isTrue();
    assertThat(new Exit.Exited(1).isSuccess()).isFalse();
    assertThat(new Exit.Signalled(Signal.TERM, false).isSuccess()).isFalse();
    assertThat(new Exit.Threw(new IllegalStateException()).isSuccess()).isFalse();
    assertThat(new Exit.Unknown("lost").isSuccess()).isFalse();
  }

  @Test
  void exitsDescribeThemselves() {
    assertThat(new Exit.Exited(3).describe()).isEqualTo("exit code 3");
    assertThat(new Exit.Signalled(Signal.of("SEGV"), true).describe())
        .isEqualTo("signal SIGSEGV (core dumped)");
  }

  @Test
  void aSummaryHasTheLastOfTheErrorsOrElseOfWhatWasPrinted() {
    assertThat(result(2, "error\n").summary()).isEqualTo("tool: exit code 2: error");

    ProcessResult merged =
        new ProcessResult(
            "tool",
            new Exit.Exited(2),
            Ending.EXITED,
            false,
            "printed\n",
            " \n",
            false,
            true,
            Duration.ZERO,
            ResourceUsage.unknown());
    assertThat(merged.summary()).isEqualTo("tool: exit code 2: printed");
    assertThatThrownBy(merged::orThrow).hasMessage("tool: exit code 2: printed");
  }

  @Test
  void orThrowGivesTheResultOrAnExceptionThatHoldsIt() {
    ProcessResult good = result(0, "");
    assertThat(good.orThrow()).isSameAs(good);

    ProcessResult bad = result(2, "x".repeat(10_000) + "no such option\n");
    assertThatThrownBy(bad::orThrow)
        .isInstanceOfSatisfying(ExitException.class, e -> assertThat(e.result()).isSameAs(bad))
        .hasMessageStartingWith("tool: exit code 2: …")
        .hasMessageEndingWith("no such option")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @Test
  void stopPlansRefuseNegativeTimes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StopPlan.graceful(Duration.ofSeconds(-1)))
        .withMessageContaining("PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StopPlan.immediate().killWait(Duration.ofSeconds(-2)))
        .withMessageContaining("PT-2S");
  }

  @Test
  void stopPlansChangeByCopy() {
    StopPlan plan = StopPlan.graceful(Duration.ofSeconds(3));
    StopPlan changed =
        plan.signal(Signal.INT).mainOnly().stdin("quit\n").killWait(Duration.ofSeconds(1));
    assertThat(changed.signal()).isEqualTo(Signal.INT);
    assertThat(changed.scope()).isEqualTo(StopPlan.Scope.MAIN);
    assertThat(changed.stdin()).contains("quit\n");
    assertThat(changed.killWait()).isEqualTo(Duration.ofSeconds(1));
    assertThat(changed.grace()).isEqualTo(Duration.ofSeconds(3));
    assertThat(plan).isEqualTo(StopPlan.graceful(Duration.ofSeconds(3)));
    assertThat(plan.toString()).startsWith("StopPlan[").contains("SIGTERM", "PT3S");
    assertThat(plan.signal()).isEqualTo(Signal.TERM);
    assertThat(plan.mainOnly().tree()).isEqualTo(plan);
  }

  @Test
  void reportsJoin() {
    Identity who = new Identity.InThisJvm("x");
    StopReport survived = new StopReport(List.of("b"), List.of(who), List.of(), List.of(who));
    StopReport both = StopReport.of(List.of(StopReport.nothingToDo("a"), survived));

    assertThat(both.ids()).containsExactly("a", "b");
    assertThat(both.complete()).isFalse();
    assertThat(StopReport.nothingToDo().complete()).isTrue();
  }

  private static ProcessResult result(int code, String stderr) {
    return new ProcessResult(
        "tool",
        new Exit.Exited(code),
        Ending.EXITED,
        code == 0,
        "",
        stderr,
        false,
        true,
        Duration.ZERO,
        ResourceUsage.unknown());
  }
}
