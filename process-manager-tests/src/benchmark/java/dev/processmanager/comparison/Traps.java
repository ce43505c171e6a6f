package dev.processmanager.comparison;

import dev.processmanager.comparison.peers.*;
import dev.processmanager.comparison.tasks.*;
import dev.processmanager.comparison.traps.*;
import java.util.List;

/// All rows and columns.
final class Traps {

  private static final List<Class<? extends Peer>> CONTESTANTS =
      List.of(
          NativeManager.class,
          PortableManager.class,
          JdkIdiom.class,
          JdkCareful.class,
          ZtExec.class,
          CommonsExec.class,
          NuProcessPeer.class,
          VorburgerExec.class,
          PythonPeer.class,
          NodePeer.class);

  private static final List<Class<? extends Peer>> POOLS =
      List.of(NativePool.class, PortablePool.class, PythonPool.class);

  private Traps() {}

  static List<Section> sections() {
    return List.of(
        new Section(
            "Output",
            false,
            List.of(
                GrandchildHoldsOutput.class,
                BurstAtExit.class,
                Flood.class,
                EndlessLine.class,
                SplitCharacters.class,
                LineEnds.class,
                BlockedCallback.class,
                ThrowingCallback.class,
                SilentChildren.class),
            CONTESTANTS),
        new Section(
            "Starting, and input",
            false,
            List.of(
                MissingDirectory.class,
                FailedStarts.class,
                AwkwardArguments.class,
                NoInput.class,
                UnreadInput.class,
                EndlessInput.class,
                InheritedPipes.class),
            CONTESTANTS),
        new Section(
            "Time limits",
            true,
            List.of(
                LimitWithGrandchild.class,
                TermIgnored.class,
                LateSuccess.class,
                ExitRacesLimit.class,
                LongestLimit.class),
            CONTESTANTS),
        new Section(
            "Stops",
            true,
            List.of(
                LastWords.class,
                StopWhileWriting.class,
                StopTwice.class,
                StoppedChild.class,
                StubbornGrandchild.class,
                EscapedDaemon.class,
                InterruptedCaller.class,
                CancelledFuture.class,
                CancelledDerived.class,
                FutureOrTimeout.class),
            CONTESTANTS),
        new Section(
            "Ends, and hosts",
            true,
            List.of(
                SignalOrCode.class,
                ZombieOfAnother.class,
                HostExits.class,
                HostKilled.class,
                OutlivedHost.class,
                TerminalInterrupt.class),
            CONTESTANTS),
        new Section(
            "Functions in other processes",
            true,
            List.of(
                WorkerDies.class,
                TaskExits.class,
                UnserialisableResult.class,
                OddFailure.class,
                DeepResult.class,
                PrintingTask.class,
                ReadingTask.class,
                LeftProcess.class,
                LeftThread.class,
                CancelledCall.class,
                BadStart.class,
                KilledCaller.class),
            POOLS));
  }
}
