package dev.processmanager.examples.architect.convert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What has become of a `supervisord.conf`.
///
/// @param json the configuration
/// @param notes what could not be carried over, for people
public record Conversion(ObjectNode json, List<String> notes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What is elsewhere or of no use here.
  private static final Set<String> NEEDLESS =
      Set.of("nodaemon", "silent", "supervisorctl", "rpcinterface:supervisor");

  /// Converts a file.
  ///
  /// @param lines of the file
  /// @param here its directory
  public static Conversion of(List<String> lines, Path here) {
    Ini ini = Ini.of(lines);
    ObjectNode json = JSON.createObjectNode().put("version", "1.0");
    var notes = new ArrayList<String>();
    Map<String, String> common = global(ini, json, notes);
    Map<String, String> groups = groups(ini, notes);
    ObjectNode services = json.putObject("services");
    ini.sections()
        .forEach(
            (name, section) -> {
              if (name.startsWith("program:")) {
                var program =
                    new Program(name.substring("program:".length()), section, here, common, notes);
                program.addTo(services, Optional.ofNullable(groups.get(program.name())));
              }
            });
    ini.sections().keySet().stream()
        .filter(name -> !name.matches("supervisord|(program|group):.*"))
        .filter(name -> !NEEDLESS.contains(name))
        .forEach(name -> notes.add("[" + name + "]: " + reason(name)));
    return new Conversion(json, notes.stream().distinct().toList());
  }

  /// {@return the text of the file}
  public String text() {
    return json.toPrettyString() + "\n";
  }

  /// @return the variables that all programs have
  private static Map<String, String> global(Ini ini, ObjectNode json, List<String> notes) {
    var section = new LinkedHashMap<>(ini.sections().getOrDefault("supervisord", Map.of()));
    ObjectNode global = json.putObject("global");
    Optional.ofNullable(section.remove("childlogdir"))
        .ifPresent(directory -> global.put("log_directory", directory));
    Optional.ofNullable(section.remove("pidfile"))
        .map(file -> Path.of(file).getParent())
        .ifPresent(directory -> global.put("pid_directory", directory.toString()));
    Map<String, String> common =
        Words.ofEnvironment(Optional.ofNullable(section.remove("environment")).orElse(""));
    section.keySet().stream()
        .filter(key -> !NEEDLESS.contains(key))
        .forEach(key -> notes.add("[supervisord] " + key + ": has no counterpart"));
    return common;
  }

  private static Map<String, String> groups(Ini ini, List<String> notes) {
    var groups = new LinkedHashMap<String, String>();
    ini.sections()
        .forEach(
            (name, section) -> {
              if (name.startsWith("group:")) {
                String group = groupName(name.substring("group:".length()), ini, notes);
                for (String program : section.getOrDefault("programs", "").split("\\s*,\\s*")) {
                  groups.put(program, group);
                }
                if (section.containsKey("priority")) {
                  notes.add("[" + name + "] priority: only services have one");
                }
              }
            });
    return groups;
  }

  /// A name means one thing only, so that commands can take both.
  private static String groupName(String name, Ini ini, List<String> notes) {
    if (!ini.sections().containsKey("program:" + name)) {
      return name;
    }
    String other = name + "-group";
    notes.add("[group:" + name + "]: there is a service of that name; it is called " + other);
    return other;
  }

  private static String reason(String name) {
    if (name.startsWith("eventlistener:")) {
      return "an event listener; see \"notifications\", or the event stream of the API";
    }
    if (name.startsWith("fcgi-program:")) {
      return "sockets are not opened for services";
    }
    return switch (name) {
      case "include" -> "convert each of those files by itself";
      case "inet_http_server", "unix_http_server" ->
          "the API listens on the loopback alone, at \"api_port\", with a token";
      default -> "has no counterpart";
    };
  }
}
