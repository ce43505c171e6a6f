package dev.processmanager.jvm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Whatever a token is, the child gets it as it is.
class ArgFileProperties {

  @Property(tries = 300)
  void anyTokensAreReadBack(@ForAll("tokens") List<String> tokens) {
    byte[] text = ArgFileEncoder.encode(tokens, List.of(), UTF_8);

    assertThat(ArgFileText.tokens(new String(text, UTF_8))).isEqualTo(tokens);
  }

  /// In these, a byte of a character may be the one of a backslash.
  @Property(tries = 100)
  void aCharacterThatHoldsABackslashIsReadBack(@ForAll("charset") Charset charset) {
    List<String> tokens = List.of("ソ表能", "a\\ソ\"ソ\nソ");
    byte[] text = ArgFileEncoder.encode(tokens, List.of(), charset);

    // As the launcher reads it: byte by byte.
    List<String> read = ArgFileText.tokens(new String(text, ISO_8859_1));
    assertThat(read).extracting(t -> new String(t.getBytes(ISO_8859_1), charset)).isEqualTo(tokens);
  }

  @Property(tries = 4)
  void anyTokensReachAChild(@ForAll("manyTokens") List<String> tokens) throws Exception {
    Path directory = Files.createTempDirectory("tokens");
    JvmOptions options = JvmOptions.defaults();
    for (int i = 0; i < tokens.size(); i++) {
      options = options.systemProperty("p" + i, tokens.get(i));
    }
    Report report;
    try {
      report = Report.of(directory, options, ParentJvm.current(), tokens.toArray(String[]::new));
    } finally {
      for (File file : directory.toFile().listFiles()) {
        Files.delete(file.toPath());
      }
      Files.delete(directory);
    }

    assertThat(report.all("argument")).isEqualTo(tokens);
    assertThat(IntStream.range(0, tokens.size()).mapToObj(i -> report.one("-Dp" + i).orElseThrow()))
        .isEqualTo(tokens);
  }

  @Provide
  static Arbitrary<Charset> charset() {
    return Arbitraries.of("Shift_JIS", "windows-31j", "UTF-8").map(Charset::forName);
  }

  @Provide
  static Arbitrary<List<String>> tokens() {
    return token().list().ofMaxSize(20);
  }

  @Provide
  static Arbitrary<List<String>> manyTokens() {
    return token().list().ofSize(400);
  }

  private static Arbitrary<String> token() {
    Arbitrary<String> nasty =
        Arbitraries.strings().withChars("\"'\\#@ \t\n\r\f*?$%=-:;ab\u00fc\u20ac").ofMaxLength(12);
    Arbitrary<String> any =
        Arbitraries.strings()
            .withCharRange('\u0001', '\ud7ff')
            .withCharRange('\ue000', '\uffff')
            .ofMaxLength(12);
    Arbitrary<String> beyond = Arbitraries.of("😀", "𝒳y", "");
    return Arbitraries.frequencyOf(Tuple.of(6, nasty), Tuple.of(3, any), Tuple.of(1, beyond));
  }
}
