package dev.processmanager.benchmark;

import static dev.processmanager.benchmark.Sampled.OURS;
import static dev.processmanager.benchmark.Sampled.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.benchmark.Report.Outcome;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// The page and its picture, from numbers that are made up.
class PageTest {

  private static final String MACHINE = "2026-01-01, JDK 25, Linux 6.18, 2 × <processor>";
  private static final Target MISSED =
      Target.ratioAtMost(OURS, THEIRS, "ms", 0.5).knownMiss(3, "it takes four threads");

  private static List<Outcome> outcomes() {
    return List.of(
        new Outcome(Sampled.workload("`first` & only", MISSED), Sampled.ms(3, 1)),
        new Outcome(
            Sampled.workload("second", Target.medianAtMost(OURS, "ms", 5)), Sampled.ms(1, 40)));
  }

  private static String page() {
    return Report.page(MACHINE, "numbers.svg", outcomes());
  }

  @Test
  void thePageBeginsWithTheMachineAndCountsItsTargets() {
    assertThat(page())
        .startsWith("# Benchmarks\n\n" + MACHINE + "\n")
        .contains("Of 2 numbers that were asked for, 1 are reached, 1 missed, 0 not measured here")
        .contains("missed are some of [`first` & only](#first--only).")
        .contains("](numbers.svg)");
  }

  @Test
  void eachContestantIsARowWithItsNumberAndItsRatio() {
    assertThat(page())
        .containsPattern("\\| ours +\\| 3.00 +\\| 1.00 \\|")
        .containsPattern("\\| theirs <&> +\\| 1.00 +\\| 0.33 \\|")
        .containsPattern("\\| absent +\\| not run: no such thing here \\| – +\\|");
  }

  @Test
  void eachTargetIsARowWithItsVerdictAndWhatIsMissedIsExplained() {
    assertThat(page())
        .containsPattern(
            "ms: ours / theirs <&> \\| ≤ 0.5000 \\| 3.00 +\\| \\*\\*missed\\*\\* \\(known")
        .contains("Missed, ms: ours / theirs <&>: it takes four threads.")
        .containsPattern("ms: ours \\| ≤ 5.000 \\| 1.00 +\\| reached");
  }

  @Test
  void whatIsReachedNeedsNoExplanation() {
    Workload workload = Sampled.workload("first", MISSED);

    assertThat(Report.section(workload, Sampled.ms(1, 2))).doesNotContain("four threads");
  }

  @Test
  void thePageShowsHowEachPeerIsUsed() {
    assertThat(page()).contains("zt-exec 1.", "commons-exec 1.", "NuProcess 3.", "deadPoolPollMs");
  }

  @Test
  void thePictureIsWellFormedAndHasABarForEachWhoTookPart() throws Exception {
    Document picture = picture();

    assertThat(texts(picture, "rect", "class")).hasSize(4);
    assertThat(contents(picture))
        .contains(MACHINE, "first & only, ms", THEIRS, "not run: no such thing here")
        .contains("3.00  (× 1.00)", "1.00  (× 0.33)", "40.0  (× 40.0)");
  }

  @Test
  void whatIsWorseGrowsToTheRightAndWhatIsBetterToTheLeft() throws Exception {
    List<Double> starts = texts(picture(), "rect", "x").stream().map(Double::valueOf).toList();

    assertThat(starts.get(1)).isLessThan(starts.get(0));
    assertThat(starts.get(3)).isEqualTo(starts.get(2));
  }

  @Test
  void thePictureSuitsADarkPage() {
    assertThat(Chart.of(MACHINE, outcomes())).contains("prefers-color-scheme: dark");
  }

  private static Document picture() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(Chart.of(MACHINE, outcomes()))));
  }

  private static List<String> texts(Document picture, String element, String attribute) {
    NodeList found = picture.getElementsByTagName(element);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> ((Element) found.item(i)).getAttribute(attribute))
        .toList();
  }

  private static List<String> contents(Document picture) {
    NodeList found = picture.getElementsByTagName("text");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }
}
