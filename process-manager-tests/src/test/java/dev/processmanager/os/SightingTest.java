package dev.processmanager.os;

import static dev.processmanager.process.Verdict.DEAD;
import static dev.processmanager.process.Verdict.REUSED;
import static dev.processmanager.process.Verdict.SAME;
import static dev.processmanager.process.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Every combination of what may be recorded and seen.
class SightingTest {

  /// How something that is seen compares with what was recorded.
  private enum Fits {
    YES,
    NO,
    /// It is not seen.
    HIDDEN,
    /// It was not recorded.
    UNRECORDED;

    boolean isTold() {
      return this == YES || this == NO;
    }
  }

  private static final Sighting.Place HERE = new Sighting.Place("boot", "machine space@1");
  private static final List<Sighting.Place> PLACES =
      List.of(
          HERE,
          new Sighting.Place("later boot", "machine space@1"),
          new Sighting.Place("later boot", "machine space@2"),
          new Sighting.Place("boot", "machine space@2"),
          new Sighting.Place("boot", "other space@1"),
          new Sighting.Place("other boot", "other space@1"),
          new Sighting.Place("", ""));

  private static final Fingerprint RECORDED =
      new Fingerprint(
          new Identity.OfProcess(42, 1_000, "boot"),
          "machine space@1",
          "MARK=mine",
          OptionalLong.of(7),
          "/bin/program",
          40,
          1_001);

  private record Case(
      Fits start, boolean ended, Fits inode, Fits cookie, Fits file, Fits session, Fits user) {

    Fingerprint recorded() {
      return new Fingerprint(
          new Identity.OfProcess(42, start == Fits.UNRECORDED ? -1 : 1_000, "boot"),
          RECORDED.namespace(),
          cookie == Fits.UNRECORDED ? "" : RECORDED.cookie(),
          inode == Fits.UNRECORDED ? OptionalLong.empty() : RECORDED.pidfdInode(),
          file == Fits.UNRECORDED ? "" : RECORDED.executable(),
          session == Fits.UNRECORDED ? -1 : RECORDED.session(),
          user == Fits.UNRECORDED ? -1 : RECORDED.user());
    }

    Sighting seen() {
      return new Sighting.Somebody(
          value(start, 1_000),
          ended,
          inode == Fits.HIDDEN ? OptionalLong.empty() : OptionalLong.of(value(inode, 7)),
          switch (cookie) {
            case YES -> Optional.of("MARK=mine");
            case NO -> Optional.of("MARK=another");
            case HIDDEN, UNRECORDED -> Optional.empty();
          },
          switch (file) {
            case YES, UNRECORDED -> "/bin/program";
            case NO -> "/bin/another";
            case HIDDEN -> "";
          },
          value(session, 40),
          value(user, 1_001));
    }

    private static long value(Fits fits, long recorded) {
      return switch (fits) {
        case YES, UNRECORDED -> recorded;
        case NO -> recorded + 1;
        case HIDDEN -> -1;
      };
    }

    /// The rules, each by itself.
    Verdict expected() {
      if (!start.isTold()) {
        return UNKNOWN;
      }
      if (start == Fits.NO) {
        return REUSED;
      }
      if (ended) {
        return DEAD;
      }
      if (inode.isTold()) {
        return inode == Fits.YES ? SAME : REUSED;
      }
      if (cookie.isTold()) {
        return cookie == Fits.YES ? SAME : REUSED;
      }
      boolean looksTheSame = file == Fits.YES && session == Fits.YES && user == Fits.YES;
      return looksTheSame ? SAME : UNKNOWN;
    }
  }

  private static List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (Fits start : Fits.values()) {
      for (boolean ended : new boolean[] {false, true}) {
        for (Fits inode : Fits.values()) {
          for (Fits cookie : Fits.values()) {
            for (Fits file : Fits.values()) {
              for (Fits session : Fits.values()) {
                for (Fits user : Fits.values()) {
                  cases.add(new Case(start, ended, inode, cookie, file, session, user));
                }
              }
            }
          }
        }
      }
    }
    return cases;
  }

  @Test
  void somebodyIsTheSameOnlyIfStartAndOneThingMoreFit() {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Case one : cases()) {
      Verdict verdict = one.seen().verdict(one.recorded(), HERE);
      assertThat(verdict).as("%s", one).isEqualTo(one.expected());
      counts.merge(verdict, 1, Integer::sum);
    }
    assertThat(counts.keySet()).containsExactlyInAnyOrder(Verdict.values());
  }

  @Test
  void somebodyElsewhereIsNeverJudgedByWhatHeLooksLike() {
    for (Case one : cases()) {
      for (Sighting.Place place : PLACES.subList(1, PLACES.size())) {
        boolean afterReboot = place.bootId().equals("later boot");
        assertThat(one.seen().verdict(one.recorded(), place))
            .as("%s at %s", one, place)
            .isEqualTo(afterReboot ? DEAD : UNKNOWN);
      }
    }
  }

  @Test
  void nobodyMeansDeadOnlyWhereNobodyCanBeHidden() {
    assertThat(new Sighting.Nobody(true).verdict(RECORDED, HERE)).isEqualTo(DEAD);
    assertThat(new Sighting.Nobody(false).verdict(RECORDED, HERE)).isEqualTo(UNKNOWN);
    for (Sighting.Place place : PLACES.subList(3, PLACES.size())) {
      assertThat(new Sighting.Nobody(true).verdict(RECORDED, place)).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void whatCannotBeReadIsUnknown() {
    assertThat(new Sighting.Unreadable().verdict(RECORDED, HERE)).isEqualTo(UNKNOWN);
  }

  @Test
  void whereThereAreOnlyClocksAStepMakesNobodyAnother() {
    var place = new Sighting.Place("", "");
    assertThat(byClock(5_000, "/bin/program").verdict(clocked(), place)).isEqualTo(SAME);
    assertThat(byClock(5_001, "/bin/program").verdict(clocked(), place)).isEqualTo(UNKNOWN);
    assertThat(byClock(5_001, "").verdict(clocked(), place)).isEqualTo(UNKNOWN);
    assertThat(byClock(5_001, "/bin/another").verdict(clocked(), place)).isEqualTo(REUSED);
    assertThat(byClock(5_000, "/bin/another").verdict(clocked(), place)).isEqualTo(UNKNOWN);
    assertThat(byClock(-1, "/bin/program").verdict(clocked(), place)).isEqualTo(UNKNOWN);
    assertThat(byClock(5_000, "/bin/program").verdict(clocked(), HERE)).isEqualTo(UNKNOWN);
  }

  private static Fingerprint clocked() {
    return new Fingerprint(
        new Identity.OfProcess(42, 5_000, ""),
        "",
        "MARK=mine",
        OptionalLong.empty(),
        "/bin/program",
        -1,
        -1);
  }

  private static Sighting byClock(long start, String file) {
    return new Sighting.Somebody(
        start, false, OptionalLong.empty(), Optional.empty(), file, -1, -1);
  }
}
