package dev.processmanager.worker;

import java.io.NotSerializableException;
import org.jspecify.annotations.Nullable;

/// What stands in the way of Java serialisation, in words and with the way there: the JDK tells
/// only the name of a class, which may be one that nobody knows to be there.
public final class Culprit {

  private Culprit() {}

  /// Says why an object could not be written.
  ///
  /// @param root the object
  /// @param failure what writing it failed with
  /// @return a sentence without a full stop
  public static String describe(@Nullable Object root, Throwable failure) {
    if (failure instanceof StackOverflowError) {
      return name(root) + " is nested too deeply to be serialised";
    }
    String message = failure.getMessage();
    if (!(failure instanceof NotSerializableException) || message == null || root == null) {
      return "Serialising " + name(root) + " failed: " + ThrowableText.describe(failure);
    }
    // With sun.io.serialization.extendedDebugInfo, more lines follow.
    int lineEnd = message.indexOf('\n');
    String type = lineEnd < 0 ? message : message.substring(0, lineEnd);
    GraphWalk.Step found = new GraphWalk(type).search(root);
    if (found == null) {
      return name(root) + " holds " + withArticle(type) + ", which is not Serializable";
    }
    String which = found.from == null ? " is not Serializable" : ", which is not Serializable";
    return sentence(root, found) + which;
  }

  private static String sentence(Object root, GraphWalk.Step found) {
    String type = Lambdas.describe(found.value.getClass());
    if (found.from == null) {
      return type;
    }
    GraphWalk.Step first = found.first();
    if (first == found && first.label.startsWith(".this$")) {
      return name(root) + " holds the " + type + " around it (" + first.label.substring(1) + ")";
    }
    if (!first.isCapture) {
      return name(root) + " holds " + withArticle(type) + " in " + found.path(root);
    }
    String captured = name(root) + " captures " + first.label;
    String firstType = Lambdas.describe(first.value.getClass());
    if (first == found) {
      return first.label.equals("this")
          ? captured + " (" + firstType + ")"
          : captured + ", " + withArticle(firstType);
    }
    return captured
        + " ("
        + firstType
        + "), whose "
        + found.pathBelow(first)
        + " is "
        + withArticle(type);
  }

  private static String name(@Nullable Object root) {
    return root == null ? "null" : Lambdas.describe(root.getClass());
  }

  private static String withArticle(String type) {
    return type.startsWith("the ") ? type : "a " + type;
  }
}
