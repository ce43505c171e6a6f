package dev.processmanager.soak;

import dev.processmanager.soak.Form.Policy;
import dev.processmanager.soak.Piece.Phase;
import dev.processmanager.soak.Piece.Tie;

/// What can be done without its outcome being a matter of luck.
final class Choices {

  private Choices() {}

  static boolean allows(Model model, Step.One step) {
    Piece piece = model.piece(step.id());
    boolean isCertain = !model.uncertain().contains(piece.id());
    return isCertain
        && switch (step) {
          case Step.Order order ->
              model.host() && (model.full() ? onFullDisk(model, order) : order(model, order));
          case Step.Kill _ -> piece.isProcess() && ends(model, piece, false);
          case Step.End(String _, boolean success) -> ends(model, piece, success);
        };
  }

  private static boolean order(Model model, Step.Order order) {
    Piece piece = model.piece(order.id());
    boolean canLaunch =
        model.hasBase(piece) && model.bases(piece).stream().noneMatch(Choices::waits);
    return switch (order) {
      case Step.Start _ -> canLaunch;
      case Step.Again _ -> !piece.isHere() || piece.runs() || canLaunch;
      case Step.Restart _ -> piece.tie() != Tie.RECORDED && (!piece.isHere() || canLaunch);
      case Step.Stop _, Step.Remove _ -> true;
    };
  }

  private static boolean waits(Piece base) {
    return base.phase() == Phase.BACKOFF;
  }

  private static boolean onFullDisk(Model model, Step.Order order) {
    Piece piece = model.piece(order.id());
    return switch (order) {
      case Step.Stop _ -> piece.isHere() && piece.runs();
      case Step.Start _ ->
          (piece.isAtRest() || !piece.isKnown())
              && piece.form().policy() == Policy.NEVER
              && model.family(piece).size() == 1;
      case Step.Again _, Step.Restart _, Step.Remove _ -> false;
    };
  }

  private static boolean ends(Model model, Piece piece, boolean success) {
    boolean isReachable = model.host() || piece.form().detached();
    boolean baseRuns = model.bases(piece).stream().allMatch(base -> base.isHere() && base.runs());
    boolean isSimple = !piece.comesBack() || baseRuns;
    boolean isTold = !model.full() || (!piece.comesBack() && !success);
    return piece.runs() && isReachable && isSimple && isTold;
  }
}
