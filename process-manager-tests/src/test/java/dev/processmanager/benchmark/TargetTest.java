package dev.processmanager.benchmark;

import static dev.processmanager.benchmark.Sampled.ABSENT;
import static dev.processmanager.benchmark.Sampled.OURS;
import static dev.processmanager.benchmark.Sampled.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.benchmark.Target.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {

  private static final Target HALF = Target.ratioAtMost(OURS, THEIRS, "ms", 0.5);
  private static final Target TWICE = Target.ratioAtLeast(THEIRS, OURS, "ms", 2);

  @Test
  void aRatioIsReachedAtItsLimitAndMissedBeyond() {
    assertThat(HALF.verdict(Sampled.ms(1, 2))).isEqualTo(Verdict.REACHED);
    assertThat(HALF.verdict(Sampled.ms(1.01, 2))).isEqualTo(Verdict.MISSED);
    assertThat(TWICE.verdict(Sampled.ms(1, 2))).isEqualTo(Verdict.REACHED);
    assertThat(TWICE.verdict(Sampled.ms(1.01, 2))).isEqualTo(Verdict.MISSED);
  }

  @Test
  void aRatioIsTheMedianOfThoseOfTheRounds() {
    Results results = Sampled.of(List.of(1.0, 10.0, 3.0), List.of(2.0, 100.0, 3.0));

    assertThat(HALF.value().apply(results)).hasValue(0.5);
  }

  @Test
  void aKnownMissIsOneUntilItIsAQuarterWorse() {
    Target most = HALF.knownMiss(0.8, "it is so");
    assertThat(most.verdict(Sampled.ms(1, 2))).isEqualTo(Verdict.REACHED);
    assertThat(most.verdict(Sampled.ms(2, 2))).isEqualTo(Verdict.KNOWN_MISS);
    assertThat(most.verdict(Sampled.ms(2.01, 2))).isEqualTo(Verdict.WORSE);

    Target least = TWICE.knownMiss(1.25, "it is so");
    assertThat(least.verdict(Sampled.ms(2, 2))).isEqualTo(Verdict.KNOWN_MISS);
    assertThat(least.verdict(Sampled.ms(2.01, 2))).isEqualTo(Verdict.WORSE);
  }

  @Test
  void whatIsMissedAnewOrWorseThanKnownFailsTheQuickRun() {
    assertThat(HALF.fails(Sampled.ms(2, 2))).isTrue();
    assertThat(HALF.knownMiss(0.8, "it is so").fails(Sampled.ms(3, 2))).isTrue();
    assertThat(HALF.knownMiss(0.8, "it is so").fails(Sampled.ms(2, 2))).isFalse();
    assertThat(HALF.fails(Sampled.ms(1, 2))).isFalse();
  }

  @Test
  void whatDependsOnTheMachineDoesNotFailTheQuickRun() {
    Target millis = Target.medianAtMost(OURS, "ms", 1);

    assertThat(millis.verdict(Sampled.ms(2, 2))).isEqualTo(Verdict.MISSED);
    assertThat(millis.fails(Sampled.ms(2, 2))).isFalse();
    assertThat(millis.onAnyMachine().fails(Sampled.ms(2, 2))).isTrue();
  }

  @Test
  void whoDoesNotTakePartMissesNothing() {
    Target beside = Target.ratioAtMost(OURS, ABSENT, "ms", 1);

    assertThat(beside.verdict(Sampled.ms(1, 1))).isEqualTo(Verdict.NOT_RUN);
    assertThat(beside.fails(Sampled.ms(1, 1))).isFalse();
  }

  @Test
  void whoFailsMissesEvenWhatIsKnown() {
    Results results = Sampled.of(List.of(), List.of(1.0));
    results.failed(OURS, "it fell over");

    assertThat(HALF.knownMiss(0.8, "it is so").verdict(results)).isEqualTo(Verdict.MISSED);
  }

  @Test
  void theWorstRoundCountsWhereNoneMayBeBad() {
    Results results = Sampled.of(List.of(1.0, 1.0, 5.0), List.of());

    assertThat(Target.worstAtMost(OURS, "ms", 2).verdict(results)).isEqualTo(Verdict.MISSED);
    assertThat(Target.medianAtMost(OURS, "ms", 2).verdict(results)).isEqualTo(Verdict.REACHED);
  }

  @Test
  void aQuickRunHasThoseAloneWhomATargetNeeds() {
    assertThat(Sampled.workload("a", HALF).withoutSpectators().contestants())
        .extracting(Contestant::name)
        .containsExactly(OURS, THEIRS);
    assertThat(Sampled.workload("a").withoutSpectators().contestants()).hasSize(3);
  }

  @Test
  void eachMissThatIsKnownIsOne() {
    assertThat(Workloads.all(true).stream().flatMap(workload -> workload.targets().stream()))
        .allSatisfy(
            target ->
                assertThat(target.known().stream())
                    .allSatisfy(
                        miss -> {
                          assertThat(miss.published() <= target.limit())
                              .as(target.what())
                              .isNotEqualTo(target.atMost());
                          assertThat(miss.why()).isNotBlank().doesNotEndWith(".");
                        }));
  }

  @Test
  void eachTargetSpeaksOfContestantsThatThereAre() {
    assertThat(Workloads.all(false))
        .allSatisfy(
            workload ->
                assertThat(workload.contestants().stream().map(Contestant::name).toList())
                    .doesNotHaveDuplicates()
                    .containsAll(
                        workload.targets().stream()
                            .flatMap(target -> target.needed().stream())
                            .toList()));
  }
}
