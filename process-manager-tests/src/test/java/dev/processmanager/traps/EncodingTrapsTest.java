package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bytes that become text.
@Timeout(60)
class EncodingTrapsTest {

  @RegisterExtension final TrapRig rig = new TrapRig();

  private record Heard(ProcessResult result, List<String> lines) {}

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 28: a character of three bytes that arrives in three pieces")
  void aCharacterMayArriveInPieces(TestEngine engine) {
    Heard heard =
        run(
            engine,
            rig.sh("printf 'a\\342'; sleep 0.1; printf '\\202'; sleep 0.1; printf '\\254b\\n'"));

    assertThat(heard.result.stdout()).isEqualTo("a€b\n");
    assertThat(heard.lines).containsExactly("a€b");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 28: characters of three bytes on every edge of a buffer")
  void aCharacterMayLieOnTheEdgeOfABuffer(TestEngine engine) {
    String line = "€".repeat(333);
    Heard heard =
        run(engine, rig.sh("cat").input((line + "\n").repeat(1_000)).captureLimit(2_000_000));

    assertThat(heard.result.stdout()).isEqualTo((line + "\n").repeat(1_000));
    assertThat(heard.lines).hasSize(1_000).allMatch(line::equals);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 28: a character on the edge of a piece of an endless line")
  void aPieceOfAnEndlessLineEndsWithAWholeCharacter(TestEngine engine) {
    String line = "x" + "\uD83D\uDE00".repeat(100_000);
    Heard heard = run(engine, rig.sh("cat").input(line));

    assertThat(heard.result.stdout()).isEqualTo(line);
    assertThat(String.join("", heard.lines)).isEqualTo(line);
    assertThat(heard.lines)
        .hasSizeGreaterThan(1)
        .extracting(piece -> Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
        .containsOnly(false);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 28: bytes that are no text")
  void bytesThatAreNoTextAreReplacedAndTakeNothingWithThem(TestEngine engine) {
    Heard heard = run(engine, rig.sh("printf 'a\\377\\376b\\nc\\342\\n'; printf 'd\\342'"));

    assertThat(heard.result.stdout()).isEqualTo("a\uFFFD\uFFFDb\nc\uFFFD\nd\uFFFD");
    assertThat(heard.lines).containsExactly("a\uFFFD\uFFFDb", "c\uFFFD", "d\uFFFD");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 28: CRLF, a lone CR, and a last line without an end")
  void everyEndOfALineIsOneAndTheLastLineNeedsNone(TestEngine engine) {
    Heard heard = run(engine, rig.sh("printf 'a\\r'; sleep 0.1; printf '\\nb\\rc\\n\\nlast'"));

    assertThat(heard.result.stdout()).isEqualTo("a\r\nb\rc\n\nlast");
    assertThat(heard.lines).containsExactly("a", "b", "c", "", "last");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 28: another charset")
  void anotherCharsetHoldsForBothDirections(TestEngine engine) {
    Heard heard = run(engine, rig.sh("cat; printf '\\344'").charset(ISO_8859_1).input("ü\n"));

    assertThat(heard.result.stdout()).isEqualTo("ü\nä");
    assertThat(heard.lines).containsExactly("ü", "ä");
  }

  private static Heard run(TestEngine engine, Command command) {
    var lines = new ArrayList<String>();
    try (ProcessManager pm = engine.open()) {
      return new Heard(get(pm.runCli(command.onLine(line -> lines.add(line.text())))), lines);
    }
  }
}
