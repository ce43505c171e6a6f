package dev.processmanager.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    assertThat(Json.parse(" {\"a\" : [1, -2.5e3, true, false, null, \"x\"] , \"b\":{}}\n"))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(1L, new BigDecimal("-2.5e3"), true, false, null, "x"),
                "b",
                Map.of()));
  }

  @Test
  void readsEveryEscape() {
    assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\""))
        .isEqualTo("\"\\/\b\f\n\r\té😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "1.",
        ".5",
        "1e",
        "+1",
        "NaN",
        "nul",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u00gg\"",
        "\"\n\"",
        "1 2",
        "[1]]",
        "{\"a\":1,\"a\":2}",
        "'a'"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parse(text))
        .withMessageMatching("line \\d+, column \\d+: .+");
  }

  @Test
  void namesLineAndColumn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parse("{\n  \"a\": oops\n}"))
        .withMessage("line 2, column 8: a value was expected");
  }

  @Test
  void refusesDeepNesting() {
    assertThat(Json.parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parse("[".repeat(100_000)))
        .withMessageContaining("deeper");
  }
}
