package dev.processmanager.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

    String text = capture.text(StandardCharsets.US_ASCII);

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
}
