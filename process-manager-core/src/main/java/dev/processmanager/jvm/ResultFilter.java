package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import java.io.ObjectInputFilter;
import java.util.Set;
import java.util.function.Predicate;

/// Which classes a child may make its parent read: plain data of the JDK, what belongs to the task,
/// and what the user allows. A child may run code that the parent does not trust, and there are
/// classes on most class paths that do harm by being read.
record ResultFilter(Set<Class<?>> allowed, Predicate<Class<?>> ofTheTask)
    implements ObjectInputFilter {

  /// Reading takes some hundred bytes of stack a level, of which [LargeStack] has this many.
  static final long DEEPEST = 1_000_000;

  /// Their classes are data, and the locks in what is concurrent, which are read as free: reading
  /// them calls no more than `equals`, `hashCode` or a comparator of what else passes.
  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang",
          "java.math",
          "java.time",
          "java.time.chrono",
          "java.time.zone",
          "java.time.temporal",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks");

  /// Of packages that also have classes which reach out when they are read: a `java.net.URL` asks
  /// the DNS for its hash code, a proxy calls whatever its handler likes. A serialised lambda only
  /// reaches those of classes that pass themselves.
  private static final Set<String> CLASSES =
      Set.of(
          "java.io.File",
          "java.io.Serializable",
          "java.lang.invoke.SerializedLambda",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetAddress",
          "java.net.InetSocketAddress",
          "java.net.SocketAddress",
          "java.net.URI",
          "java.util.regex.Pattern",
          "sun.util.calendar.ZoneInfo");

  ResultFilter {
    allowed = Set.copyOf(allowed);
  }

  @Override
  public Status checkInput(FilterInfo info) {
    if (info.depth() > DEEPEST) {
      return Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED;
    }
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return passes(type) ? Status.ALLOWED : Status.REJECTED;
  }

  private boolean passes(Class<?> type) {
    return type.isPrimitive()
        || (type.getModule() == Object.class.getModule() ? isData(type) : isOfTheUser(type));
  }

  private static boolean isData(Class<?> type) {
    return PACKAGES.contains(type.getPackageName())
        || CLASSES.contains(type.getName())
        || Throwable.class.isAssignableFrom(type);
  }

  private boolean isOfTheUser(Class<?> type) {
    return ofTheTask.test(type)
        || ProcessException.class.isAssignableFrom(type)
        || type == RemoteThrowable.class
        || type == StandIn.class
        || allowed.stream().anyMatch(a -> a.isAssignableFrom(type) || type.isAssignableFrom(a));
  }
}
