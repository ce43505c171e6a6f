package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.nio.file.Path;

/// The system has the same error for both.
public final class MissingDirectory implements Trap<Contestant> {

  @Override
  public String title() {
    return "missing directory or missing program: the failure names the right one";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    String noDirectory = "/no-such-directory";
    String noProgram = "no-such-program";
    String first = failure(contestant, Order.of("true").in(Path.of(noDirectory)));
    String second = failure(contestant, Order.of(noProgram).in(Path.of("/tmp")));
    String sameButForNames = first.replace("true", noProgram).replace(noDirectory, "/tmp");
    return Verdict.when(!first.isEmpty(), "nobody tells that the directory is missing")
        .and(!second.isEmpty(), "nobody tells that the program is missing")
        .and(first.contains(noDirectory), "the directory is not named: " + first)
        .and(second.contains(noProgram), "the program is not named: " + second)
        .and(!sameButForNames.equals(second), "both are told in the same words: " + first);
  }

  private static String failure(Contestant contestant, Order order) {
    try {
      Outcome outcome = contestant.run(order);
      return outcome.code() == 0 ? "" : outcome.end();
    } catch (NoSuchFeature none) {
      throw none;
    } catch (Exception failure) {
      return chain(failure);
    }
  }

  private static String chain(Throwable failure) {
    return failure.getCause() == null
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + " / " + chain(failure.getCause());
  }
}
