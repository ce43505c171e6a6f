package dev.processmanager.examples.architect.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads one of the `services`.
///
/// @param base the directory of the file
record ServiceReader(Global global, Path base) {

  /// What else shall name the log and the process in the registry, and be no option of a command.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  private static final List<String> TAKEN = List.of("all", "supervisor", "process_supervisor");

  ServiceSettings read(String id, Section section) {
    if (!ID.matcher(id).matches() || TAKEN.contains(id)) {
      section.problem(
          "is no name for a service: allowed are 1 to 128 letters, digits, \".\", \"_\" and \"-\","
              + " with neither \".\" nor \"-\" at the beginning, and not "
              + String.join(", ", TAKEN));
    }
    Optional<Integer> port = section.whole("port", 1, 65_535);
    var service =
        new ServiceSettings(
            id,
            section.flag("enabled", true),
            section.whole("priority", 0, 1_000_000).orElse(999),
            section.flag("critical", false),
            section.text("name").orElse(id),
            section.text("description").orElse(""),
            run(id, section, port),
            section
                .section("health_check")
                .flatMap(new HealthReader(port, global.checkInterval())::read),
            section.section("restart_policy").map(Restarts::read).orElse(global.restart()),
            section.flag("auto_restart", true),
            section.flag("restart_on_exit", false),
            section.section("resource_limits").map(Limits::read).orElse(Limits.NONE),
            section.section("graceful_shutdown").map(Stopping::read).orElse(Stopping.DEFAULT),
            section.texts("dependencies"),
            section.texts("groups"));
    section.refuseTheRest();
    return service;
  }

  private ServiceSettings.Run run(String id, Section section, Optional<Integer> port) {
    Path directory = base.resolve(section.text("working_directory").orElse("")).normalize();
    var argv = new ArrayList<String>();
    section
        .needed("command", "the program", Section::text)
        .ifPresent(command -> argv.add(program(command, directory)));
    argv.addAll(section.texts("args"));
    var environment = new LinkedHashMap<String, String>();
    port.ifPresent(number -> environment.put("PORT", number.toString()));
    environment.putAll(section.textsByName("environment"));
    return new ServiceSettings.Run(
        List.copyOf(argv),
        directory,
        Map.copyOf(environment),
        port,
        global.logDirectory().resolve(id + ".log"));
  }

  /// As a shell has it: a name is looked up on the PATH, a path begins in the working directory.
  private static String program(String command, Path directory) {
    return command.contains("/") ? directory.resolve(command).normalize().toString() : command;
  }
}
