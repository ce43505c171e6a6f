package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.processmanager.examples.architect.ctl.Table.Cell;
import java.util.List;

/// What was found, or done, and whether that is well.
///
/// @param subject what it is about
record Finding(Result result, String subject, String message) {

  enum Result {
    PASS(Style.GOOD),
    WARN(Style.WARNING),
    FAIL(Style.BAD);

    private final Style style;

    Result(Style style) {
      this.style = style;
    }
  }

  static Finding pass(String subject, String message) {
    return new Finding(Result.PASS, subject, message);
  }

  static Finding warn(String subject, String message) {
    return new Finding(Result.WARN, subject, message);
  }

  static Finding fail(String subject, String message) {
    return new Finding(Result.FAIL, subject, message);
  }

  static void print(List<Finding> findings, Supervisorctl ctl) {
    ArrayNode answer = Json.MAPPER.createArrayNode();
    var table = new Table();
    for (Finding finding : findings) {
      answer
          .addObject()
          .put("result", finding.result.name())
          .put("check", finding.subject)
          .put("message", finding.message);
      table.row(
          Cell.of(finding.result.name(), finding.result.style),
          Cell.of(finding.subject),
          Cell.of(finding.message));
    }
    ctl.show(answer, _ -> table.printTo(ctl.terminal()));
  }

  static int exitCode(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.result == Result.FAIL)
        ? ExitCodes.NOT_DONE
        : ExitCodes.DONE;
  }
}
