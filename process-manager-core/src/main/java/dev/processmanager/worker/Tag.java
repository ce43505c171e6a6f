package dev.processmanager.worker;

/// How values are marked, by their exact class. It is found by name, since to name a class by
/// itself would load it, which a child that never sees it need not pay for.
final class Tag {

  static final byte NONE = 0;
  static final byte NULL = 1;
  static final byte BOOLEAN = 2;
  static final byte BYTE = 3;
  static final byte SHORT = 4;
  static final byte CHARACTER = 5;
  static final byte INTEGER = 6;
  static final byte LONG = 7;
  static final byte FLOAT = 8;
  static final byte DOUBLE = 9;
  static final byte STRING = 10;

  /// A string with characters beyond Latin-1, or with lone surrogates.
  static final byte WIDE_STRING = 11;

  static final byte BIG_INTEGER = 12;
  static final byte BIG_DECIMAL = 13;
  static final byte UUID = 14;
  static final byte DURATION = 15;
  static final byte INSTANT = 16;
  static final byte LOCAL_DATE = 17;

  /// All tags from here on are of values that have an identity.
  static final byte FIRST_WITH_IDENTITY = 20;

  static final byte BOOLEANS = 20;
  static final byte BYTES = 21;
  static final byte SHORTS = 22;
  static final byte CHARACTERS = 23;
  static final byte INTEGERS = 24;
  static final byte LONGS = 25;
  static final byte FLOATS = 26;
  static final byte DOUBLES = 27;
  static final byte STRINGS = 28;

  /// All tags from here on are of values that hold values.
  static final byte FIRST_WITH_ELEMENTS = 30;

  static final byte OBJECTS = 30;
  static final byte ARRAY_LIST = 31;
  static final byte LINKED_LIST = 32;
  static final byte HASH_SET = 33;
  static final byte LINKED_HASH_SET = 34;
  static final byte TREE_SET = 35;

  /// As from `List.of`, and with [#LIST_WITH_NULLS] as from `Stream.toList`.
  static final byte LIST_OF = 36;

  static final byte LIST_WITH_NULLS = 37;
  static final byte SET_OF = 38;

  /// All tags from here on are of maps.
  static final byte FIRST_MAP = 40;

  static final byte HASH_MAP = 40;
  static final byte LINKED_HASH_MAP = 41;
  static final byte TREE_MAP = 42;
  static final byte MAP_OF = 43;

  private Tag() {}

  /// {@return the tag of a class, [#NONE] if its values are not plain}
  static byte of(Class<?> type) {
    String name = type.getName();
    if (name.startsWith("java.lang.")) {
      return ofLanguage(name);
    }
    if (name.startsWith("[")) {
      return ofArray(name);
    }
    return name.startsWith("java.util.") ? ofUtilities(name) : ofOther(name);
  }

  private static byte ofLanguage(String name) {
    return switch (name) {
      case "java.lang.String" -> STRING;
      case "java.lang.Integer" -> INTEGER;
      case "java.lang.Long" -> LONG;
      case "java.lang.Double" -> DOUBLE;
      case "java.lang.Boolean" -> BOOLEAN;
      case "java.lang.Byte" -> BYTE;
      case "java.lang.Short" -> SHORT;
      case "java.lang.Character" -> CHARACTER;
      case "java.lang.Float" -> FLOAT;
      default -> NONE;
    };
  }

  private static byte ofArray(String name) {
    return switch (name) {
      case "[B" -> BYTES;
      case "[I" -> INTEGERS;
      case "[J" -> LONGS;
      case "[D" -> DOUBLES;
      case "[Z" -> BOOLEANS;
      case "[S" -> SHORTS;
      case "[C" -> CHARACTERS;
      case "[F" -> FLOATS;
      case "[Ljava.lang.String;" -> STRINGS;
      case "[Ljava.lang.Object;" -> OBJECTS;
      default -> NONE;
    };
  }

  private static byte ofUtilities(String name) {
    return switch (name) {
      case "java.util.ArrayList" -> ARRAY_LIST;
      case "java.util.HashMap" -> HASH_MAP;
      case "java.util.LinkedHashMap" -> LINKED_HASH_MAP;
      case "java.util.TreeMap" -> TREE_MAP;
      case "java.util.HashSet" -> HASH_SET;
      case "java.util.LinkedHashSet" -> LINKED_HASH_SET;
      case "java.util.TreeSet" -> TREE_SET;
      case "java.util.LinkedList" -> LINKED_LIST;
      case "java.util.ImmutableCollections$List12", "java.util.ImmutableCollections$ListN" ->
          LIST_OF;
      case "java.util.ImmutableCollections$Set12", "java.util.ImmutableCollections$SetN" -> SET_OF;
      case "java.util.ImmutableCollections$Map1", "java.util.ImmutableCollections$MapN" -> MAP_OF;
      case "java.util.UUID" -> UUID;
      default -> NONE;
    };
  }

  private static byte ofOther(String name) {
    return switch (name) {
      case "java.math.BigInteger" -> BIG_INTEGER;
      case "java.math.BigDecimal" -> BIG_DECIMAL;
      case "java.time.Duration" -> DURATION;
      case "java.time.Instant" -> INSTANT;
      case "java.time.LocalDate" -> LOCAL_DATE;
      default -> NONE;
    };
  }
}
