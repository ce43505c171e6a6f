package dev.processmanager.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(StandardCharsets.UTF_8, lines::add);

  @Test
  void endsAreLfCrAndCrlf() {
    add("a\nb\r\nc\rd\r\r\n\n");
    splitter.end();

    assertThat(lines).containsExactly("a", "b", "c", "d", "", "");
  }

  @Test
  void crlfMayBeSplitOverChunks() {
    add("a\r");
    add("\nb\n");
    splitter.end();

    assertThat(lines).containsExactly("a", "b");
  }

  @Test
  void aLineArrivesAsSoonAsItEnds() {
    add("a\nb");

    assertThat(lines).containsExactly("a");
  }

  @Test
  void anEndlessLineArrivesInPieces() {
    add("x".repeat(2 * LineSplitter.MAX_LENGTH + 1));
    splitter.end();

    assertThat(lines)
        .extracting(String::length)
        .containsExactly(LineSplitter.MAX_LENGTH, LineSplitter.MAX_LENGTH, 1);
  }

  @Test
  void aLineOfJustThatLengthArrivesWhole() {
    String longest = "x".repeat(LineSplitter.MAX_LENGTH);
    add(longest + "\n" + longest + "\r\n" + longest);
    splitter.end();

    assertThat(lines).containsExactly(longest, longest, longest);
  }

  @Test
  void aPieceEndsWithAWholeCharacter() {
    String almost = "x".repeat(LineSplitter.MAX_LENGTH - 1);
    add(almost + "😀\n" + almost + "😀😀y");
    splitter.end();

    assertThat(lines).containsExactly(almost + "😀", almost + "😀", "😀y");
  }

  @Test
  void anEmptyLineAfterOneThatEndsWithCrIsNoPartOfItsEnd() {
    add("a\r");
    add("b");
    add("\n\r\r\n\nc\r\n");
    splitter.end();

    assertThat(lines).containsExactly("a", "b", "", "", "", "c");
  }

  private void add(String text) {
    splitter.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
