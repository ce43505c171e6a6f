package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where the daemon of a configuration answers. All that is needed of the configuration is where
/// the daemon keeps its files: one that has become wrong since must not hide the daemon.
///
/// @param pidDirectory where the daemon leaves its address, and the token that it wants to be shown
record Whereabouts(Path pidDirectory) {

  static Whereabouts of(Path configuration) {
    Path base = configuration.toAbsolutePath().normalize().getParent();
    String directory = global(configuration).path("pid_directory").asText("run");
    return new Whereabouts(base.resolve(directory).normalize());
  }

  private static JsonNode global(Path configuration) {
    try {
      return Json.MAPPER.readTree(Files.readString(configuration)).path("global");
    } catch (NoSuchFileException e) {
      throw new CtlException(
          ExitCodes.CONFIGURATION,
          "There is no configuration " + configuration + "; name one with --config");
    } catch (JsonProcessingException wrong) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new CtlException(ExitCodes.CONFIGURATION, "The configuration cannot be read: " + e);
    }
  }

  Path tokenFile() {
    return pidDirectory.resolve("api.token");
  }

  Path addressFile() {
    return pidDirectory.resolve("api.address");
  }

  URI address() {
    return URI.create(read(addressFile()) + "/api/supervisor/");
  }

  String token() {
    return read(tokenFile());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw Api.noDaemon("there is no " + file);
    } catch (IOException e) {
      throw new CtlException(ExitCodes.REFUSED, "You cannot read " + file + ": " + e);
    }
  }
}
