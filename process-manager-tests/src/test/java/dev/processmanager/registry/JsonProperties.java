package dev.processmanager.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonProperties {

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("values") Object value) {
    assertThat(Json.parse(Json.write(value))).isEqualTo(value);
  }

  @Property
  void anyStringSurvives(@ForAll String text) {
    assertThat(Json.parse(Json.write(text))).isEqualTo(text);
  }

  @Property
  void anyTextIsReadOrRefusedNeverMore(@ForAll String text) {
    try {
      Json.parse(text);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("line ");
    }
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().asGeneric(),
            Arbitraries.longs().asGeneric(),
            Arbitraries.bigDecimals().ofScale(3).asGeneric(),
            Arbitraries.of(true, false).asGeneric());
    return Arbitraries.recursive(() -> leaves, JsonProperties::nested, 0, 3);
  }

  private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
    Arbitrary<List<Object>> lists = inner.list().ofMaxSize(4);
    Arbitrary<Map<String, Object>> maps =
        Arbitraries.maps(Arbitraries.strings(), inner).ofMaxSize(4);
    return Arbitraries.oneOf(lists.asGeneric(), maps.asGeneric());
  }
}
