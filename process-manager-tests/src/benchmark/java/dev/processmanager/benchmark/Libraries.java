package dev.processmanager.benchmark;

import dev.processmanager.benchmark.Contestant.NotRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// All ways to run commands in Java that take part, by their names in the tables.
final class Libraries {

  static final String VORBURGER_EXEC = "ch.vorburger.exec";

  private static final String ZT_EXEC = "zt-exec";
  private static final String COMMONS_EXEC = "commons-exec";
  private static final String NU_PROCESS = "NuProcess";
  private static final List<String> PEERS =
      List.of(ZT_EXEC, COMMONS_EXEC, NU_PROCESS, VORBURGER_EXEC);

  /// What takes a tenth of a second each time is done less often.
  private static final Set<String> SLOW = Set.of(NU_PROCESS, VORBURGER_EXEC);

  private Libraries() {}

  static List<String> names() {
    return Stream.concat(Stream.of(Engines.NATIVE, Engines.PORTABLE, Engines.IDIOM), PEERS.stream())
        .toList();
  }

  static Library open(String name) {
    return switch (name) {
      case Engines.IDIOM -> new Idiom();
      case ZT_EXEC -> new ZtExec();
      case COMMONS_EXEC -> new CommonsExec();
      case NU_PROCESS -> new NuProcesses();
      case VORBURGER_EXEC -> new VorburgerExec();
      default -> new Ours(Engines.open(name));
    };
  }

  /// Each in a JVM that is told its name and the further arguments, and stays for all samples.
  ///
  /// @param slowWork what a slow one does for a sample
  static List<Contestant> serving(Class<?> main, long work, long slowWork, String... further) {
    return names().stream()
        .map(
            name ->
                new Contestant(
                    name,
                    () ->
                        Forked.serving(
                            Forked.jvm(main, List.of(), with(name, further)),
                            SLOW.contains(name) ? slowWork : work)))
        .toList();
  }

  /// Each in a new JVM for each sample.
  static List<Contestant> oneShots(Class<?> main, List<String> options, String... further) {
    return names().stream()
        .map(
            name ->
                new Contestant(
                    name, () -> Forked.oneShot(Forked.jvm(main, options, with(name, further)))))
        .toList();
  }

  static Contestant notRun(Contestant contestant, String why) {
    return new Contestant(
        contestant.name(),
        () -> {
          throw new NotRun("not run: " + why);
        });
  }

  /// What is known of each but its name, so that anyone can tell whether it is fair.
  static Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put(Engines.NATIVE, "as the README shows it, with native access");
    settings.put(Engines.PORTABLE, "the same, with the portable engine");
    settings.put(Engines.IDIOM, Idiom.SETTINGS);
    settings.put(versioned(ZT_EXEC), ZtExec.SETTINGS);
    settings.put(versioned(COMMONS_EXEC), CommonsExec.SETTINGS);
    settings.put(versioned(NU_PROCESS), NuProcesses.SETTINGS);
    settings.put(versioned(VORBURGER_EXEC), VorburgerExec.SETTINGS);
    return settings;
  }

  private static String versioned(String name) {
    Class<?> type =
        switch (name) {
          case ZT_EXEC -> org.zeroturnaround.exec.ProcessExecutor.class;
          case COMMONS_EXEC -> org.apache.commons.exec.DefaultExecutor.class;
          case NU_PROCESS -> com.zaxxer.nuprocess.NuProcess.class;
          default -> ch.vorburger.exec.ManagedProcess.class;
        };
    String jar =
        Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getFileName()
            .toString();
    return name + " " + jar.replaceAll(".*?-(\\d.*)\\.jar", "$1");
  }

  private static String[] with(String name, String... further) {
    return Stream.concat(Stream.of(name), Stream.of(further)).toArray(String[]::new);
  }
}
