package dev.processmanager.worker;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes one value, until it meets something that is not plain.
final class ValueWriter {

  private final Bytes out;
  private final IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
  private int depth;

  ValueWriter(Bytes out) {
    this.out = out;
  }

  /// {@return whether all of it was plain}
  boolean write(@Nullable Object value) {
    if (value == null) {
      out.write(Tag.NULL);
      return true;
    }
    byte tag = Tag.of(value.getClass());
    if (tag == Tag.STRING) {
      writeString((String) value);
    } else if (tag < Tag.FIRST_WITH_IDENTITY) {
      return tag != Tag.NONE && writeScalar(tag, value);
    } else if (!isFirstSight(tag, value)) {
      return false;
    } else if (tag < Tag.FIRST_WITH_ELEMENTS) {
      out.write(tag);
      writeArray(tag, value);
    } else {
      return writeElements(tag, value);
    }
    return true;
  }

  /// The empty immutable collections are one object each, here as well as there.
  private boolean isFirstSight(byte tag, Object value) {
    return (tag == Tag.MAP_OF && ((Map<?, ?>) value).isEmpty())
        || ((tag == Tag.LIST_OF || tag == Tag.SET_OF) && ((Collection<?>) value).isEmpty())
        || seen.put(value, Boolean.TRUE) == null;
  }

  private boolean writeScalar(byte tag, Object value) {
    out.write(tag);
    switch (tag) {
      case Tag.BOOLEAN -> out.write((Boolean) value ? 1 : 0);
      case Tag.BYTE -> out.write((Byte) value);
      case Tag.SHORT -> out.room(1, Short.BYTES).putShort((Short) value);
      case Tag.CHARACTER -> out.room(1, Character.BYTES).putChar((Character) value);
      case Tag.INTEGER -> out.writeInt((Integer) value);
      case Tag.LONG -> out.writeLong((Long) value);
      case Tag.FLOAT -> out.writeInt(Float.floatToRawIntBits((Float) value));
      case Tag.DOUBLE -> out.writeLong(Double.doubleToRawLongBits((Double) value));
      default -> writeValue(tag, value);
    }
    return true;
  }

  @SuppressWarnings({
    "JavaDurationGetSecondsGetNano",
    "JavaDurationGetSecondsToToSeconds",
    "JavaInstantGetSecondsGetNano"
  })
  private void writeValue(byte tag, Object value) {
    switch (tag) {
      case Tag.BIG_INTEGER -> writeBytes(((BigInteger) value).toByteArray());
      case Tag.BIG_DECIMAL -> {
        out.writeInt(((BigDecimal) value).scale());
        writeBytes(((BigDecimal) value).unscaledValue().toByteArray());
      }
      case Tag.UUID -> {
        out.writeLong(((UUID) value).getMostSignificantBits());
        out.writeLong(((UUID) value).getLeastSignificantBits());
      }
      case Tag.DURATION -> {
        out.writeLong(((Duration) value).getSeconds());
        out.writeInt(((Duration) value).getNano());
      }
      case Tag.INSTANT -> {
        out.writeLong(((Instant) value).getEpochSecond());
        out.writeInt(((Instant) value).getNano());
      }
      case Tag.LOCAL_DATE -> out.writeLong(((LocalDate) value).toEpochDay());
      default -> throw new IllegalArgumentException("There is no tag " + tag);
    }
  }

  private void writeBytes(byte[] bytes) {
    out.writeInt(bytes.length);
    out.write(bytes, 0, bytes.length);
  }

  /// The JDK tells nobody whether a string fits into Latin-1, but is quick to try.
  private void writeString(String text) {
    byte[] narrow = text.getBytes(StandardCharsets.ISO_8859_1);
    if (new String(narrow, StandardCharsets.ISO_8859_1).equals(text)) {
      out.write(Tag.STRING);
      writeBytes(narrow);
    } else {
      out.write(Tag.WIDE_STRING);
      out.writeInt(text.length());
      out.room(text.length(), Character.BYTES).asCharBuffer().put(text.toCharArray());
    }
  }

  private void writeArray(byte tag, Object array) {
    switch (tag) {
      case Tag.BYTES -> writeBytes((byte[]) array);
      case Tag.SHORTS -> room(((short[]) array).length, 2).asShortBuffer().put((short[]) array);
      case Tag.CHARACTERS -> room(((char[]) array).length, 2).asCharBuffer().put((char[]) array);
      case Tag.INTEGERS -> room(((int[]) array).length, 4).asIntBuffer().put((int[]) array);
      case Tag.LONGS -> room(((long[]) array).length, 8).asLongBuffer().put((long[]) array);
      case Tag.FLOATS -> room(((float[]) array).length, 4).asFloatBuffer().put((float[]) array);
      case Tag.DOUBLES -> room(((double[]) array).length, 8).asDoubleBuffer().put((double[]) array);
      case Tag.BOOLEANS -> {
        boolean[] flags = (boolean[]) array;
        ByteBuffer room = room(flags.length, 1);
        for (boolean flag : flags) {
          room.put((byte) (flag ? 1 : 0));
        }
      }
      default -> {
        String[] texts = (String[]) array;
        out.writeInt(texts.length);
        for (String text : texts) {
          write(text);
        }
      }
    }
  }

  private ByteBuffer room(int count, int size) {
    out.writeInt(count);
    return out.room(count, size);
  }

  private boolean writeElements(byte tag, Object value) {
    byte exact = exactly(tag, value);
    if (exact == Tag.NONE || ++depth > Values.DEEPEST) {
      return false;
    }
    // A copy, so that the number of elements is right even while others change the collection.
    Object[] elements =
        tag == Tag.OBJECTS
            ? (Object[]) value
            : tag < Tag.FIRST_MAP
                ? ((Collection<?>) value).toArray()
                : ((Map<?, ?>) value).entrySet().toArray();
    out.write(exact);
    out.writeInt(elements.length);
    boolean plain = true;
    for (int i = 0; plain && i < elements.length; i++) {
      plain = tag < Tag.FIRST_MAP ? write(elements[i]) : writeEntry((Map.Entry<?, ?>) elements[i]);
    }
    depth--;
    return plain;
  }

  private boolean writeEntry(Map.Entry<?, ?> entry) {
    return write(entry.getKey()) && write(entry.getValue());
  }

  /// {@return the tag that says all about a collection, [Tag#NONE] if none does}
  private static byte exactly(byte tag, Object value) {
    return switch (tag) {
      case Tag.TREE_SET -> ((SortedSet<?>) value).comparator() == null ? tag : Tag.NONE;
      case Tag.TREE_MAP -> ((SortedMap<?, ?>) value).comparator() == null ? tag : Tag.NONE;
      case Tag.LINKED_HASH_MAP -> isInOrderOfAccess((LinkedHashMap<?, ?>) value) ? Tag.NONE : tag;
      case Tag.LIST_OF -> toleratesNull((List<?>) value) ? Tag.LIST_WITH_NULLS : tag;
      default -> tag;
    };
  }

  @SuppressWarnings({"unchecked", "NonApiType"})
  private static boolean isInOrderOfAccess(LinkedHashMap<?, ?> map) {
    LinkedHashMap<Object, Object> trial = (LinkedHashMap<Object, Object>) map.clone();
    trial.clear();
    trial.put("first", "");
    trial.put("second", "");
    trial.get("first");
    return trial.firstEntry().getKey().equals("second");
  }

  /// Lists of the same class differ in whether they may be asked about null.
  private static boolean toleratesNull(List<?> list) {
    try {
      // Always so, if it answers at all.
      return list.indexOf(null) >= -1;
    } catch (NullPointerException no) {
      return false;
    }
  }
}
