package dev.processmanager.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class CaptureProperties {

  @Property
  void keepsAllUpToTheLimitAndHeadAndTailBeyond(
      @ForAll @Size(max = 30) List<@AlphaChars @StringLength(max = 25) String> chunks,
      @ForAll @IntRange(max = 60) int limit) {
    var capture = new Capture(limit);
    chunks.forEach(c -> capture.add(ByteBuffer.wrap(c.getBytes(StandardCharsets.US_ASCII))));
    String all = String.join("", chunks);

    String text = capture.takeText(StandardCharsets.US_ASCII);

    if (all.length() <= limit) {
      assertThat(text).isEqualTo(all);
      assertThat(capture.isTruncated()).isFalse();
    } else {
      int head = limit / 2;
      int tail = limit - head;
      assertThat(text)
          .startsWith(all.substring(0, head) + "\n[")
          .contains((all.length() - limit) + " bytes left out")
          .endsWith("]\n" + all.substring(all.length() - tail));
      assertThat(capture.isTruncated()).isTrue();
    }
  }

  @Property(tries = 60)
  void manyPiecesAreAsGoodAsOne(
      @ForAll @Size(max = 12) List<@IntRange(max = 200_000) Integer> sizes,
      @ForAll @IntRange(max = 400_000) int limit) {
    var capture = new Capture(limit);
    int total = 0;
    for (int size : sizes) {
      capture.add(ByteBuffer.wrap(digits(total, total + size)));
      total += size;
    }
    byte[] all = digits(0, total);
    int head = limit / 2;
    int tail = limit - head;

    String text = capture.takeText(StandardCharsets.US_ASCII);

    if (total <= limit) {
      assertThat(text).isEqualTo(new String(all, StandardCharsets.US_ASCII));
    } else {
      assertThat(text)
          .isEqualTo(
              new String(all, 0, head, StandardCharsets.US_ASCII)
                  + ("\n[... " + (total - limit) + " bytes left out ...]\n")
                  + new String(all, total - tail, tail, StandardCharsets.US_ASCII));
    }
  }

  @Property(tries = 60)
  void aTextInAnyEncodingComesBackWhole(
      @ForAll("charsets") Charset charset,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 150_000) Integer> sizes) {
    String text = "añ語😀\n".repeat(20_000);
    var capture = new Capture(10_000_000);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(charset));
    for (int i = 0; bytes.hasRemaining(); i++) {
      int n = Math.min(sizes.get(i % sizes.size()), bytes.remaining());
      capture.add(bytes.slice(bytes.position(), n));
      bytes.position(bytes.position() + n);
    }

    assertThat(capture.takeText(charset)).isEqualTo(text);
  }

  @Property(tries = 20)
  void whatComesAfterTheCutIsStillOfTheSameEncoding(
      @ForAll @IntRange(min = 4, max = 100_000) int limit) {
    var capture = new Capture(limit / 4 * 4);
    String text = "äö".repeat(100_000);
    capture.add(ByteBuffer.wrap(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)));

    assertThat(capture.takeText(StandardCharsets.UTF_16).replaceFirst("\n.*left out.*\n", ""))
        .matches("[äö]*");
  }

  @Provide
  Arbitrary<Charset> charsets() {
    return Arbitraries.of(
        StandardCharsets.UTF_8,
        StandardCharsets.UTF_16,
        StandardCharsets.UTF_16LE,
        Charset.forName("GB18030"));
  }

  private static byte[] digits(int from, int to) {
    byte[] bytes = new byte[to - from];
    for (int i = from; i < to; i++) {
      bytes[i - from] = (byte) ('0' + i % 7);
    }
    return bytes;
  }
}
