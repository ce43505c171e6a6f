package dev.processmanager.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void nullIsPlain() throws MalformedException {
    assertThat(copy(null)).isNull();
  }

  @Test
  void aLoneSurrogateStaysAlone() throws MalformedException {
    assertThat(copy("a\ud800b\udc00")).isEqualTo("a\ud800b\udc00");
  }

  @Test
  void aStringMayBeLong() throws MalformedException {
    String narrow = "ü".repeat(3_000_000);
    String wide = "€".repeat(3_000_000);

    assertThat(copy(narrow).equals(narrow)).isTrue();
    assertThat(copy(wide).equals(wide)).isTrue();
  }

  @Test
  void immutableListsAnswerForNullAsBefore() throws MalformedException {
    assertThatThrownBy(() -> ((List<?>) copy(List.of(1, 2, 3))).contains(null))
        .isInstanceOf(NullPointerException.class);
    assertThat((List<?>) copy(Stream.of(1, 2, 3).toList())).doesNotContainNull();
    assertThat((List<?>) copy(Stream.of("a", null).toList())).last().isNull();
  }

  @Test
  void immutableCollectionsStayImmutable() throws MalformedException {
    for (Object value :
        List.of(List.of(1), List.of(1, 2, 3), Set.of(1, 2), Map.of(1, 2), Map.of(1, 2, 3, 4))) {
      assertThat(copy(value)).isEqualTo(value).hasSameClassAs(value);
    }
  }

  @Test
  void emptyImmutableCollectionsMayRecur() throws MalformedException {
    Object[] value = {List.of(), List.of(), Set.of(), Set.of(), Map.of(), Map.of()};

    Object[] read = (Object[]) copy(value);

    assertThat(read).containsExactly(value);
    assertThat(read[0]).isSameAs(read[1]);
  }

  @Test
  void whatHasAnIdentityMayOccurOnce() {
    Object shared = new int[3];

    assertThat(isPlain(new Object[] {shared, shared})).isFalse();
    assertThat(isPlain(List.of(List.of(shared), shared))).isFalse();
    assertThat(isPlain(new Object[] {new int[3], new int[3]})).isTrue();
  }

  @Test
  void whatHoldsItselfIsNotPlain() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    Object[] array = new Object[1];
    array[0] = array;

    assertThat(isPlain(list)).isFalse();
    assertThat(isPlain(array)).isFalse();
  }

  @Test
  void whatIsDeepIsNotPlain() {
    assertThat(isPlain(nested(Values.DEEPEST))).isTrue();
    assertThat(isPlain(nested(Values.DEEPEST + 1))).isFalse();
  }

  @Test
  void onlyExactClassesArePlain() {
    assertThat(isPlain(new ArrayList<>(List.of(1)) {})).isFalse();
    assertThat(isPlain(Collections.unmodifiableList(new ArrayList<>()))).isFalse();
    assertThat(isPlain(Arrays.asList(1, 2))).isFalse();
    assertThat(isPlain(new Integer[] {1})).isFalse();
    assertThat(isPlain(Optional.of(1))).isFalse();
    assertThat(isPlain(List.of(Thread.State.NEW))).isFalse();
  }

  @Test
  void anOrderOfOnesOwnIsNotPlain() {
    assertThat(isPlain(new TreeMap<>(Comparator.reverseOrder()))).isFalse();
    assertThat(isPlain(new TreeSet<>(Comparator.reverseOrder()))).isFalse();
    assertThat(isPlain(new LinkedHashMap<>(16, 0.75f, true))).isFalse();
    assertThat(isPlain(new LinkedHashMap<>())).isTrue();
  }

  @Test
  void whatIsNotPlainLeavesNothing() {
    Bytes out = new Bytes();
    out.write(7);

    assertThat(Values.write(List.of("much", "text", new Object()), out)).isFalse();

    assertThat(out.take()).containsExactly(7);
  }

  @Test
  void whatIsTooLargeIsNotPlain() {
    assertThat(Values.write(new byte[100], new Bytes(50))).isFalse();
  }

  @Test
  void nothingIsWrittenThatNoMessageTakes() {
    assertThatThrownBy(() -> new Bytes().room(3, Frame.MAX_BODY / 2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("" + Frame.MAX_BODY);
  }

  @Test
  void aKeyThatIsAnArrayIsAKeyByIdentity() throws MalformedException {
    Map<?, ?> read = (Map<?, ?>) copy(new HashMap<>(Map.of(new byte[] {1}, "a")));

    assertThat((byte[]) read.keySet().iterator().next()).containsExactly(1);
  }

  @Test
  void largeArraysAreCopiedAsAWhole() throws MalformedException {
    byte[] bytes = new byte[8 << 20];
    new Random(1).nextBytes(bytes);
    long[] longs = new Random(1).longs(1 << 20).toArray();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      Object read = copy(bytes);
      best = Math.min(best, System.nanoTime() - start);
      assertThat(Arrays.equals((byte[]) read, bytes)).isTrue();
    }

    assertThat(Arrays.equals((long[]) copy(longs), longs)).isTrue();
    assertThat(best).as("nanoseconds there and back").isLessThan(50_000_000);
  }

  @Test
  void noLengthIsBelieved() {
    byte[] kinds = {
      Tag.STRING,
      Tag.WIDE_STRING,
      Tag.BIG_INTEGER,
      Tag.BYTES,
      Tag.LONGS,
      Tag.STRINGS,
      Tag.OBJECTS,
      Tag.ARRAY_LIST,
      Tag.HASH_SET,
      Tag.LIST_OF,
      Tag.HASH_MAP,
      Tag.MAP_OF
    };
    for (byte kind : kinds) {
      for (int claimed : new int[] {Integer.MAX_VALUE, -1, 9, 1 << 30}) {
        byte[] data = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN).array();
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).put(kind).putInt(claimed);

        assertThatExceptionOfType(MalformedException.class)
            .as("tag %s, %s elements", kind, claimed)
            .isThrownBy(() -> Values.read(data, 0));
      }
    }
  }

  /// Each level claims as many elements as there are bytes left.
  @Test
  void nestedClaimsCostNoMemory() {
    ByteBuffer data = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
    while (data.remaining() > 2 << 20) {
      data.put(Tag.OBJECTS).putInt(1 << 20);
    }

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Values.read(data.array(), 0))
        .withMessage("Too many levels");
  }

  @Test
  void impossibleCollectionsAreRefused() {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> read(Tag.SET_OF, 1, 1));
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> read(Tag.TREE_SET, 1, ""));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> read(Tag.LIST_OF, 1, null));
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> read(Tag.STRINGS, 1, 1));
  }

  private static Object read(byte tag, Object first, Object second) throws MalformedException {
    Bytes out = new Bytes();
    out.write(tag);
    out.writeInt(2);
    Values.write(first, out);
    Values.write(second, out);
    return Values.read(out.take(), 0);
  }

  private static Object nested(int levels) {
    Object value = List.of();
    for (int i = 1; i < levels; i++) {
      value = List.of(value);
    }
    return value;
  }

  private static boolean isPlain(Object value) {
    return Values.write(value, new Bytes());
  }

  private static Object copy(Object value) throws MalformedException {
    Bytes out = new Bytes();
    assertThat(Values.write(value, out)).isTrue();
    return Values.read(out.take(), 0);
  }
}
