package dev.processmanager.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LineSplitterProperties {

  @Property
  void anyChunkingGivesTheSameLines(
      @ForAll("lines") List<String> lines,
      @ForAll("ends") List<String> ends,
      @ForAll @IntRange(min = 1, max = 7) int chunk) {
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(lines.get(i)).append(ends.get(i % ends.size()));
    }

    assertThat(split(text.toString(), chunk)).isEqualTo(lines);
  }

  @Property
  void aLastLineNeedsNoEnd(@ForAll("lines") List<String> lines, @ForAll("line") String last) {
    String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining()) + last;
    var expected = new ArrayList<>(lines);
    if (!last.isEmpty()) {
      expected.add(last);
    }

    assertThat(split(text, 3)).isEqualTo(expected);
  }

  @Property
  void malformedBytesLoseNoLine(@ForAll byte[] noise) {
    byte[] clean = new byte[noise.length];
    for (int i = 0; i < noise.length; i++) {
      clean[i] = noise[i] == '\n' || noise[i] == '\r' ? (byte) 'x' : noise[i];
    }
    var lines = new ArrayList<String>();
    var splitter = new LineSplitter(StandardCharsets.UTF_8, lines::add);
    splitter.add(ByteBuffer.wrap(clean));
    splitter.add(ByteBuffer.wrap("\nnext\n".getBytes(StandardCharsets.UTF_8)));
    splitter.end();

    assertThat(lines).hasSize(2).last().isEqualTo("next");
  }

  private static List<String> split(String text, int chunk) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var lines = new ArrayList<String>();
    var splitter = new LineSplitter(StandardCharsets.UTF_8, lines::add);
    for (int at = 0; at < bytes.length; at += chunk) {
      splitter.add(ByteBuffer.wrap(bytes, at, Math.min(chunk, bytes.length - at)));
    }
    splitter.end();
    return lines;
  }

  @Provide
  Arbitrary<String> line() {
    return Arbitraries.strings()
        .withChars(
            "aß€😀 "
                .codePoints()
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .toCharArray())
        .ofMaxLength(20)
        .map(s -> new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return line().list().ofMaxSize(10);
  }

  @Provide
  Arbitrary<List<String>> ends() {
    return Arbitraries.of("\n", "\r\n").list().ofMinSize(1).ofMaxSize(3);
  }
}
