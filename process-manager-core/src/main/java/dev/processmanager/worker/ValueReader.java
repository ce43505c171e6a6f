package dev.processmanager.worker;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.jspecify.annotations.Nullable;

/// Reads one value. Collections grow with what is really there.
final class ValueReader {

  private final BytesReader in;
  private int depth;

  ValueReader(BytesReader in) {
    this.in = in;
  }

  @Nullable Object read() throws MalformedException {
    byte tag = in.readByte();
    if (tag == Tag.NULL) {
      return null;
    }
    if (tag < Tag.FIRST_WITH_IDENTITY) {
      return readScalar(tag);
    }
    if (tag < Tag.FIRST_WITH_ELEMENTS) {
      return readArray(tag);
    }
    if (++depth > Values.DEEPEST) {
      throw new MalformedException("Too many levels");
    }
    Object value = tag < Tag.FIRST_MAP ? readCollection(tag) : readMap(tag);
    depth--;
    return value;
  }

  private Object readScalar(byte tag) throws MalformedException {
    return switch (tag) {
      case Tag.BOOLEAN -> in.readByte() != 0;
      case Tag.BYTE -> in.readByte();
      case Tag.SHORT -> in.take(1, Short.BYTES).getShort();
      case Tag.CHARACTER -> in.take(1, Character.BYTES).getChar();
      case Tag.INTEGER -> in.readInt();
      case Tag.LONG -> in.readLong();
      case Tag.FLOAT -> Float.intBitsToFloat(in.readInt());
      case Tag.DOUBLE -> Double.longBitsToDouble(in.readLong());
      case Tag.STRING -> new String(readBytes(), StandardCharsets.ISO_8859_1);
      case Tag.WIDE_STRING -> new String(readCharacters());
      default -> readValue(tag);
    };
  }

  private Object readValue(byte tag) throws MalformedException {
    return switch (tag) {
      case Tag.BIG_INTEGER -> new BigInteger(readBytes());
      case Tag.BIG_DECIMAL -> {
        int scale = in.readInt();
        yield new BigDecimal(new BigInteger(readBytes()), scale);
      }
      case Tag.UUID -> new UUID(in.readLong(), in.readLong());
      case Tag.DURATION -> Duration.ofSeconds(in.readLong(), in.readInt());
      case Tag.INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case Tag.LOCAL_DATE -> LocalDate.ofEpochDay(in.readLong());
      default -> throw new MalformedException("There is no value with tag " + tag);
    };
  }

  private byte[] readBytes() throws MalformedException {
    byte[] bytes = new byte[in.readCount(1)];
    in.take(bytes.length, 1).get(bytes);
    return bytes;
  }

  private char[] readCharacters() throws MalformedException {
    char[] characters = new char[in.readCount(Character.BYTES)];
    in.take(characters.length, Character.BYTES).asCharBuffer().get(characters);
    return characters;
  }

  private Object readArray(byte tag) throws MalformedException {
    return switch (tag) {
      case Tag.BYTES -> readBytes();
      case Tag.CHARACTERS -> readCharacters();
      case Tag.BOOLEANS -> readBooleans();
      case Tag.STRINGS -> readStrings();
      default -> readNumbers(tag);
    };
  }

  private Object readNumbers(byte tag) throws MalformedException {
    return switch (tag) {
      case Tag.SHORTS -> {
        short[] shorts = new short[in.readCount(Short.BYTES)];
        in.take(shorts.length, Short.BYTES).asShortBuffer().get(shorts);
        yield shorts;
      }
      case Tag.INTEGERS -> {
        int[] integers = new int[in.readCount(Integer.BYTES)];
        in.take(integers.length, Integer.BYTES).asIntBuffer().get(integers);
        yield integers;
      }
      case Tag.LONGS -> {
        long[] longs = new long[in.readCount(Long.BYTES)];
        in.take(longs.length, Long.BYTES).asLongBuffer().get(longs);
        yield longs;
      }
      case Tag.FLOATS -> {
        float[] floats = new float[in.readCount(Float.BYTES)];
        in.take(floats.length, Float.BYTES).asFloatBuffer().get(floats);
        yield floats;
      }
      case Tag.DOUBLES -> {
        double[] doubles = new double[in.readCount(Double.BYTES)];
        in.take(doubles.length, Double.BYTES).asDoubleBuffer().get(doubles);
        yield doubles;
      }
      default -> throw new MalformedException("There is no array with tag " + tag);
    };
  }

  private boolean[] readBooleans() throws MalformedException {
    boolean[] flags = new boolean[in.readCount(1)];
    ByteBuffer bytes = in.take(flags.length, 1);
    for (int i = 0; i < flags.length; i++) {
      flags[i] = bytes.get() != 0;
    }
    return flags;
  }

  private @Nullable String[] readStrings() throws MalformedException {
    @Nullable String[] texts = new @Nullable String[in.readCount(1)];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = (String) read();
    }
    return texts;
  }

  @SuppressWarnings("JdkObsolete") // whoever has sent one gets one
  private Object readCollection(byte tag) throws MalformedException {
    List<@Nullable Object> elements = readElements(1);
    return switch (tag) {
      case Tag.OBJECTS -> elements.toArray();
      case Tag.ARRAY_LIST -> elements;
      case Tag.LINKED_LIST -> new LinkedList<>(elements);
      case Tag.HASH_SET -> new HashSet<>(elements);
      case Tag.LINKED_HASH_SET -> new LinkedHashSet<>(elements);
      case Tag.TREE_SET -> new TreeSet<>(elements);
      case Tag.LIST_OF -> List.of(elements.toArray());
      // Nothing else makes such a list.
      case Tag.LIST_WITH_NULLS -> Arrays.stream(elements.toArray()).toList();
      case Tag.SET_OF -> Set.of(elements.toArray());
      default -> throw new MalformedException("There is no collection with tag " + tag);
    };
  }

  /// {@return as many elements as the count before them says, times the number given}
  private List<@Nullable Object> readElements(int times) throws MalformedException {
    int count = in.readCount(times) * times;
    List<@Nullable Object> elements = new ArrayList<>(Math.min(count, 16));
    for (int i = 0; i < count; i++) {
      elements.add(read());
    }
    return elements;
  }

  private Object readMap(byte tag) throws MalformedException {
    List<@Nullable Object> keysAndValues = readElements(2);
    if (tag == Tag.MAP_OF) {
      return mapOf(keysAndValues);
    }
    Map<@Nullable Object, @Nullable Object> map = emptyMap(tag, keysAndValues.size() / 2);
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      map.put(keysAndValues.get(i), keysAndValues.get(i + 1));
    }
    return map;
  }

  private static Map<@Nullable Object, @Nullable Object> emptyMap(byte tag, int size)
      throws MalformedException {
    return switch (tag) {
      case Tag.HASH_MAP -> HashMap.newHashMap(size);
      case Tag.LINKED_HASH_MAP -> LinkedHashMap.newLinkedHashMap(size);
      case Tag.TREE_MAP -> new TreeMap<>();
      default -> throw new MalformedException("There is no map with tag " + tag);
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<?, ?> mapOf(List<@Nullable Object> keysAndValues) {
    Map.Entry[] entries = new Map.Entry[keysAndValues.size() / 2];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Map.entry(keysAndValues.get(2 * i), keysAndValues.get(2 * i + 1));
    }
    return Map.ofEntries(entries);
  }
}
