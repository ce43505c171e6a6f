package dev.processmanager.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What RFC 8259 allows, what it forbids, and what it leaves to the reader.
class JsonSuiteTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[ ]",
        "{}",
        " {} ",
        "\t[\r\n]\n",
        "[[]   ]",
        "[\"\"]",
        "[false]",
        "[null]",
        "[true,\t1 , \"a\"]",
        "[1,null,null,null,2]",
        "null",
        "true",
        "42",
        "-0.1",
        "\"a\"",
        "\"\"",
        "[0]",
        "[-0]",
        "[-1]",
        "[123]",
        "[123.456789]",
        "[-123123123123123123123123123123]",
        "[100000000000000000000]",
        "[0e1]",
        "[0e+1]",
        "[0E-5]",
        "[1e2]",
        "[1E+2]",
        "[1E-2]",
        "[123e65]",
        "[1.5e+9999]",
        "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000000001]",
        "[\"\\u0060\\u012a\\u12AB\"]",
        "[\"\\uD801\\udc37\"]",
        "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
        "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
        "[\"\\\\u0000\"]",
        "[\"\\u0000\"]",
        "[\"a/*b*/c/*d//e\"]",
        "[\"\\\\a\"]",
        "[\"\\u005C\"]",
        "[\"\\u0022\"]",
        "[\"\\uFFFE\\uFDD0\"]",
        "[\"π€𝄞\"]",
        "[\"\u007f\u0080\u2028\u2029\"]",
        "[\"new\\u00A0line\"]",
        "{\"\":0}",
        "{\"a\":[]}",
        "{\"a\":\"b\",\"asdf\":\"sdf\"}",
        "{\"foo\\u0000bar\": 42}",
        "{\"min\": -1.0e+28, \"max\": 1.0e+28}",
        "{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}], \"id\": \"x\"}",
        "{\n\"a\": \"b\"\n}"
      })
  void accepts(String text) {
    Object value = Json.parse(text);
    assertThat(Json.parse(Json.write(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\uFEFF",
        "[1 true]",
        "[\"\": 1]",
        "[\"\"],",
        "[,1]",
        "[1,,2]",
        "[\"x\",,]",
        "[\"x\"]]",
        "[\"\",]",
        "[\"x\"",
        "[x",
        "[3[4]]",
        "[1:2]",
        "[,]",
        "[-]",
        "[   , \"\"]",
        "[\"a\",\n4\n,1,",
        "[1,]",
        "[*]",
        "[\"\"",
        "[1,\n1\n,1",
        "[fals]",
        "[nul]",
        "[tru]",
        "[True]",
        "123\u0000",
        "[++1234]",
        "[+1]",
        "[+Inf]",
        "[-01]",
        "[-1.0.]",
        "[-2.]",
        "[-NaN]",
        "[.-1]",
        "[.2e-3]",
        "[0.1.2]",
        "[0.3e+]",
        "[0.3e]",
        "[0.e1]",
        "[0E+]",
        "[0E]",
        "[1.0e+]",
        "[1.0e-]",
        "[1 000.0]",
        "[1eE2]",
        "[2.e3]",
        "[9.e+]",
        "[Inf]",
        "[NaN]",
        "[１]",
        "[1+2]",
        "[0x1]",
        "[0x42]",
        "[-Infinity]",
        "[-012]",
        "[-.123]",
        "[1ea]",
        "[1.8011670033376514H-308]",
        "[1.2a-3]",
        "[012]",
        "[1e99999999999999999999]",
        "{\"x\", null}",
        "{\"x\"::\"b\"}",
        "{🇨🇭}",
        "{\"a\":\"a\" 123}",
        "{key: 'value'}",
        "{\"a\" b}",
        "{:\"b\"}",
        "{\"a\" \"b\"}",
        "{\"a\":",
        "{\"a\"",
        "{1:1}",
        "{9999E9999:1}",
        "{null:null,null:null}",
        "{\"id\":0,,,,,}",
        "{'a':0}",
        "{\"id\":0,}",
        "{\"a\":\"b\"}/**/",
        "{\"a\":\"b\"}//",
        "{\"a\":\"b\",,\"c\":\"d\"}",
        "{a: \"b\"}",
        "{\"a\":\"a",
        "{ \"foo\" : \"bar\", \"a\" }",
        "{\"a\":\"b\"}#",
        "[\"\\uD800\\\"]",
        "[\"\\uD800\\u1x\"]",
        "[é]",
        "[\"\\x00\"]",
        "[\"\\\\\\\"]",
        "[\"\\\t\"]",
        "[\"\\🌀\"]",
        "[\"\\\"]",
        "[\"\\u00A\"]",
        "[\"\\uD834\\uDd\"]",
        "[\"\\a\"]",
        "[\"\\uqqqq\"]",
        "[\\u0020\"asd\"]",
        "['single quote']",
        "abc",
        "[\"\\",
        "[\"a\u0000a\"]",
        "[\"new\nline\"]",
        "[\"\t\"]",
        "\"\\UA66D\"",
        "\"\"x",
        "<.>",
        "[<null>]",
        "[1]x",
        "[\"asd]",
        "aå",
        "[True]",
        "1]",
        "{\"x\": true,",
        "[][]",
        "]",
        "{}}",
        "{\"\":",
        "{\"a\":/*comment*/\"b\"}",
        "[\"a",
        "{ \"a\":1,",
        "[\u2060]",
        "[\f]",
        "[\u000b]",
        "[\"\\{[\"\\{",
        "*",
        "{\"a\":\"b\"}#{}",
        "[\"a\" \"b\"]"
      })
  void refusesAndSaysWhere(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parse(text))
        .withMessageMatching("line \\d+, column \\d+: .+");
  }

  /// What the standard leaves open is decided here.
  @Test
  void keepsWhatOthersLose() {
    assertThat(Json.parse("\"\\uDADA\"")).isEqualTo("\uDADA");
    assertThat(Json.parse("\"\\uDd1e\\uD834x\"")).isEqualTo("\uDd1e\uD834x");
    assertThat(Json.write("a\uD800b")).isEqualTo("\"a\\ud800b\"");
    assertThat(Json.write(Json.parse("[1.50,123456789012345678901234567890]")))
        .isEqualTo("[1.50,123456789012345678901234567890]");
    assertThat(Json.parse("[9223372036854775807,-9223372036854775808]"))
        .isEqualTo(List.of(Long.MAX_VALUE, Long.MIN_VALUE));
  }

  @Test
  void whatATerminalWouldObeyIsWrittenAsAnEscape() {
    assertThat(Json.write("\u001b[2J\u0085\u2028")).isEqualTo("\"\\u001b[2J\\u0085\\u2028\"");
  }

  @Test
  void hostileTextsAreRefusedAtOnce() {
    String deep = "[".repeat(1_000_000);
    String objects = "{\"a\":".repeat(100_000);
    String longNumber = "9".repeat(1_000_000);
    String manyKeys = "{\"a\":1,".repeat(1) + "\"b\":2,".repeat(100_000);
    for (String hostile : new String[] {deep, objects, longNumber, manyKeys, "\"" + deep}) {
      long begin = System.nanoTime();
      assertThatIllegalArgumentException().isThrownBy(() -> Json.parse(hostile));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
