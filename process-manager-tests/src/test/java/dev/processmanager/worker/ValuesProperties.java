package dev.processmanager.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ValuesProperties {

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("values") Object value) throws MalformedException {
    Bytes out = new Bytes();

    assertThat(Values.write(value, out)).isTrue();

    Object read = Values.read(out.take(), 0);
    assertThat(read).hasSameClassAs(value);
    // In arrays, so that those within are compared by their elements.
    assertThat(Arrays.deepEquals(new Object[] {read}, new Object[] {value})).isTrue();
  }

  @Property
  void theOrderOfWhatHasOneIsKept(@ForAll Map<String, Integer> map) throws MalformedException {
    var ordered = new LinkedHashMap<>(map);
    Bytes out = new Bytes();

    assertThat(Values.write(ordered, out)).isTrue();

    assertThat((Map<?, ?>) Values.read(out.take(), 0)).hasToString(ordered.toString());
  }

  @Property
  void anyStringSurvives(@ForAll char[] characters) throws MalformedException {
    String text = new String(characters);
    Bytes out = new Bytes();

    assertThat(Values.write(text, out)).isTrue();

    assertThat(Values.read(out.take(), 0)).isEqualTo(text);
  }

  @Property
  void whatIsCutOffIsRefused(@ForAll("values") Object value) {
    Bytes out = new Bytes();
    Values.write(value, out);
    byte[] data = out.take();

    for (int length = 0; length < data.length; length++) {
      byte[] part = Arrays.copyOf(data, length);
      assertThat(isRefused(part)).isTrue();
    }
    assertThat(isRefused(Arrays.copyOf(data, data.length + 1))).isTrue();
  }

  @Property
  void whatIsAlteredIsReadOrRefusedNeverMore(
      @ForAll("values") Object value, @ForAll int place, @ForAll byte with) {
    Bytes out = new Bytes();
    Values.write(value, out);
    byte[] data = out.take();
    data[Math.floorMod(place, data.length)] = with;

    assertThat(isRefused(data)).isIn(true, false);
  }

  @Property
  void anyBytesAreReadOrRefusedNeverMore(@ForAll byte[] data) {
    assertThat(isRefused(data)).isIn(true, false);
  }

  private static boolean isRefused(byte[] data) {
    try {
      Values.read(data, 0);
      return false;
    } catch (MalformedException refused) {
      return true;
    }
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.recursive(() -> leaves(), ValuesProperties::nested, 0, 3);
  }

  private static Arbitrary<Object> leaves() {
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.strings().asGeneric(),
            Arbitraries.strings().ascii().asGeneric(),
            Arbitraries.of(true, false).asGeneric(),
            Arbitraries.bytes().asGeneric(),
            Arbitraries.shorts().asGeneric(),
            Arbitraries.chars().all().asGeneric(),
            Arbitraries.integers().asGeneric(),
            Arbitraries.longs().asGeneric(),
            Arbitraries.floats().asGeneric(),
            Arbitraries.doubles().asGeneric(),
            Arbitraries.of(Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Float.NaN).asGeneric(),
            Arbitraries.bigIntegers().asGeneric(),
            Arbitraries.bigDecimals().map(BigDecimal::negate).asGeneric(),
            Arbitraries.longs().map(bits -> new UUID(bits, ~bits)).asGeneric(),
            Arbitraries.longs().map(n -> Duration.ofSeconds(n, 999_999_999)).asGeneric(),
            Arbitraries.of(Instant.MIN, Instant.MAX, Instant.EPOCH).asGeneric(),
            Arbitraries.of(LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH).asGeneric(),
            Arbitraries.of(BigInteger.ZERO, BigInteger.TWO.pow(2_000)).asGeneric(),
            arrays()));
  }

  private static Arbitrary<Object> arrays() {
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.of(true, false).array(boolean[].class).ofMaxSize(9).asGeneric(),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300).asGeneric(),
            Arbitraries.shorts().array(short[].class).ofMaxSize(9).asGeneric(),
            Arbitraries.chars().all().array(char[].class).ofMaxSize(9).asGeneric(),
            Arbitraries.integers().array(int[].class).ofMaxSize(9).asGeneric(),
            Arbitraries.longs().array(long[].class).ofMaxSize(9).asGeneric(),
            Arbitraries.floats().array(float[].class).ofMaxSize(9).asGeneric(),
            Arbitraries.doubles().array(double[].class).ofMaxSize(9).asGeneric(),
            Arbitraries.strings().injectNull(0.2).array(String[].class).ofMaxSize(9).asGeneric()));
  }

  private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
    Arbitrary<List<Object>> lists = inner.list().ofMaxSize(4);
    Arbitrary<List<Object>> withNulls = inner.injectNull(0.2).list().ofMaxSize(4);
    Arbitrary<Map<String, Object>> maps =
        Arbitraries.maps(Arbitraries.strings(), inner).ofMaxSize(4);
    Arbitrary<List<Integer>> sortable = Arbitraries.integers().list().ofMaxSize(4);
    return Arbitraries.oneOf(
        List.of(
            withNulls.map(List::toArray).asGeneric(),
            withNulls.map(ValuesProperties::withoutArrays).map(ArrayList::new).asGeneric(),
            withNulls.map(ValuesProperties::withoutArrays).map(LinkedList::new).asGeneric(),
            withNulls.map(ValuesProperties::withoutArrays).map(HashSet::new).asGeneric(),
            withNulls.map(ValuesProperties::withoutArrays).map(LinkedHashSet::new).asGeneric(),
            withNulls
                .map(ValuesProperties::withoutArrays)
                .map(list -> list.stream().toList())
                .asGeneric(),
            lists.map(ValuesProperties::withoutArrays).map(List::copyOf).asGeneric(),
            lists.map(ValuesProperties::withoutArrays).map(Set::copyOf).asGeneric(),
            sortable.map(TreeSet::new).asGeneric(),
            maps.map(ValuesProperties::withoutArrays).map(HashMap::new).asGeneric(),
            maps.map(ValuesProperties::withoutArrays).map(LinkedHashMap::new).asGeneric(),
            maps.map(ValuesProperties::withoutArrays).map(TreeMap::new).asGeneric(),
            maps.map(ValuesProperties::withoutArrays).map(Map::copyOf).asGeneric()));
  }

  /// Collections compare arrays within them by identity.
  private static List<Object> withoutArrays(List<Object> list) {
    return list.stream().filter(ValuesProperties::isNoArray).toList();
  }

  private static Map<String, Object> withoutArrays(Map<String, Object> map) {
    var kept = new HashMap<>(map);
    kept.values().removeIf(value -> !isNoArray(value));
    return kept;
  }

  private static boolean isNoArray(Object value) {
    return value == null || !value.getClass().isArray();
  }
}
