package dev.processmanager.jvm;

import dev.processmanager.os.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a child JVM is given of the options of the JVM that starts it: what its classes may need to
/// work as they do there. Everything else stays behind: two JVMs cannot have one debugger port or
/// JMX port, would write over each other's log files, and need heaps of their own sizes.
final class Inheritance {

  /// The variables a JVM reads itself. The child is started without them, since one broken option
  /// there would keep it from starting, and it would tell of them on its stderr.
  static final Set<String> VARIABLES =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private static final Set<String> SWITCHES =
      Set.of(
          "--enable-preview",
          "-ea",
          "-enableassertions",
          "-da",
          "-disableassertions",
          "-esa",
          "-enablesystemassertions",
          "-dsa",
          "-disablesystemassertions");

  private static final List<String> WITH_VALUES =
      List.of(
          "-ea:",
          "-enableassertions:",
          "-da:",
          "-disableassertions:",
          "--add-modules=",
          "--add-opens=",
          "--add-exports=",
          "--add-reads=",
          "--enable-final-field-mutation=",
          "--illegal-final-field-mutation=",
          "--sun-misc-unsafe-memory-access=",
          "-Duser.",
          "-Dfile.encoding=");

  /// Options whose values are paths, which are relative to the directory of whoever starts it.
  private static final List<String> WITH_PATHS =
      List.of(
          "-Djava.io.tmpdir=", "-Djava.library.path=", "--upgrade-module-path=", "--patch-module=");

  /// Of the properties set by a variable, those that belong to one JVM, or that could keep another
  /// from starting or from reading what it is sent.
  private static final List<String> PERSONAL =
      List.of(
          "-Dcom.sun.management.",
          "-Djdk.serialFilter",
          "-Djdk.internal.",
          "-Djdk.module.",
          "-Djava.class.path=",
          "-Djava.home=",
          "-Djava.system.class.loader=",
          "-Djava.security.manager",
          "-Djava.ext.dirs=",
          "-Djava.endorsed.dirs=",
          "-Dsun.jnu.encoding=",
          "-Duser.dir=");

  private Inheritance() {}

  /// The child's environment: what the user says about these variables holds.
  static Environment environment(Environment wanted) {
    Environment result = wanted;
    for (String name : VARIABLES) {
      if (!wanted.changes().containsKey(name)) {
        result = result.without(Set.of(name));
      }
    }
    return result;
  }

  /// The inherited options, those first that others win over: a JVM reads first
  /// `JAVA_TOOL_OPTIONS`, last `_JAVA_OPTIONS`.
  ///
  /// @param wanted the environment as the user wants it; variables named there count for nothing
  ///     here
  static List<String> options(ParentJvm host, Environment wanted) {
    var result = new ArrayList<String>();
    ofVariable("JAVA_TOOL_OPTIONS", host, wanted).forEach(result::add);
    ofVariable("JDK_JAVA_OPTIONS", host, wanted).forEach(result::add);
    host.options().stream()
        .filter(Inheritance::isForEveryone)
        .map(Inheritance::absolute)
        .forEach(result::add);
    ofVariable("_JAVA_OPTIONS", host, wanted).forEach(result::add);
    return result;
  }

  private static Stream<String> ofVariable(String name, ParentJvm host, Environment wanted) {
    String text = host.variables().get(name);
    if (text == null || wanted.changes().containsKey(name)) {
      return Stream.empty();
    }
    return JvmArguments.optionsOfVariable(text, host.charset()).stream()
        .filter(option -> isForEveryone(option) || isSharedProperty(option))
        .map(Inheritance::absolute);
  }

  private static boolean isForEveryone(String option) {
    return !option.startsWith("-Duser.dir=")
        && (SWITCHES.contains(option)
            || startsWithAny(option, WITH_VALUES)
            || startsWithAny(option, WITH_PATHS));
  }

  private static boolean isSharedProperty(String option) {
    return option.startsWith("-D") && !startsWithAny(option, PERSONAL);
  }

  private static boolean startsWithAny(String option, List<String> prefixes) {
    return prefixes.stream().anyMatch(option::startsWith);
  }

  private static String absolute(String option) {
    if (!startsWithAny(option, WITH_PATHS)) {
      return option;
    }
    int name = option.indexOf('=');
    int paths = option.startsWith("--patch-module=") ? option.indexOf('=', name + 1) : name;
    return option.substring(0, paths + 1) + ClassPath.absolute(option.substring(paths + 1));
  }
}
