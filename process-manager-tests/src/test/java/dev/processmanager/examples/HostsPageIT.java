package dev.processmanager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `docs/hosts.md` names tests that exist and have passed. Runs after all others: the build gives
/// it an execution of its own.
class HostsPageIT {

  private static final Path CLASSES = Path.of("target/test-classes");
  private static final Path PAGE = Path.of("../docs/hosts.md");
  private static final List<Path> REPORTS =
      List.of(Path.of("target/surefire-reports"), Path.of("target/failsafe-reports"));

  @Test
  void eachHostShowsFeatures() throws Exception {
    HostsPage page = HostsPage.parse(Files.readString(PAGE));

    assertThat(page.hosts()).hasSize(4);
    assertThat(page.hosts())
        .allSatisfy(host -> assertThat(host.rows()).as(host.title()).isNotEmpty());
  }

  @Test
  void eachFeatureIsShownByATestThatHasRun() throws Exception {
    HostsPage page = HostsPage.parse(Files.readString(PAGE));
    var tests = new NamedTests(CLASSES, REPORTS);

    assertThat(page.problems(tests::problem)).as("what is wrong with %s", PAGE).isEmpty();
  }

  @Test
  void whatIsNoTestIsFound() {
    var tests = new NamedTests(CLASSES, List.of());

    assertThat(
            tests.problem("dev.processmanager.pages.DocsTest#theReadmesExampleCompilesAndIsShort"))
        .isEmpty();
    assertThat(tests.problem("DocsTest#compile")).contains("is no test");
    assertThat(tests.problem("DocsTest#vanished")).contains("is no test");
    assertThat(tests.problem("Vanished#vanished")).contains("is in no such class");
    assertThat(tests.problem("Programs#afterEach"))
        .contains("is in a class that the build does not run");
    assertThat(tests.problem("DocsTest")).contains("is no CLASS#METHOD");
  }

  @Test
  void reportsTellWhatHasRun() {
    String report =
        """
        <testsuite><testcase name="one" classname="C" time="1"/>
          <testcase name="two(Engine)[1]" classname="C"><system-out/></testcase>
          <testcase name="two(Engine)[2]" classname="C"><skipped message="no"/></testcase>
          <testcase name="threes" classname="C"><skipped/></testcase></testsuite>
        """;

    assertThat(TestReport.parse(report).problem("one")).isEqualTo(Optional.empty());
    assertThat(TestReport.parse(report).problem("two")).contains("was skipped");
    assertThat(TestReport.parse(report).problem("three")).contains("has not run");
  }

  @Test
  void aSectionWithoutRowsIsSeen() {
    HostsPage page =
        HostsPage.parse(
            """
            # Hosts
            ## A. One
            | feature | test |
            | --- | --- |
            | works | `A#a`, `B#b` |
            | shines |
            ## B. Two
            | feature | test |
            | --- | --- |
            """);

    assertThat(page.hosts()).extracting(host -> host.rows().size()).containsExactly(2, 0);
    assertThat(page.problems(_ -> Optional.empty())).containsExactly("shines: names no test");
    assertThat(page.problems(Optional::of)).contains("works: B#b B#b");
  }
}
