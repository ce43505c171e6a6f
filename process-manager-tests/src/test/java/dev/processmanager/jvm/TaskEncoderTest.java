package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.worker.CallException;
import dev.processmanager.worker.Calls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Calls are made here, in the JVM that encoded them.
class TaskEncoderTest {

  private static final AtomicInteger CALLS = new AtomicInteger();

  @Test
  void aLambdaWithoutCapturesTravelsAsWhatItCalls() throws Throwable {
    byte[] call = TaskEncoder.encode(() -> "hi");

    assertThat(Tasks.isSerialized(call)).isFalse();
    assertThat(Tasks.<String>run(call)).isEqualTo("hi");
  }

  @Test
  void aMethodReferenceTravelsAsWhatItCalls() throws Throwable {
    byte[] call = TaskEncoder.encode((JvmTask<String>) Tasks::greet);

    assertThat(Tasks.isSerialized(call)).isFalse();
    assertThat(Tasks.<String>run(call)).isEqualTo("hello");
  }

  @Test
  void plainCapturesTravelWithALambda() throws Throwable {
    int first = 1;
    long second = 2;
    String text = "abc";
    int[] numbers = {1, 2, 3, 4};
    List<String> list = List.of("a");

    byte[] call = TaskEncoder.encode(() -> Tasks.countTo(first, second, text, numbers, list));

    assertThat(Tasks.isSerialized(call)).isFalse();
    assertThat(Tasks.<Integer>run(call)).isEqualTo(11);
  }

  @Test
  void primitivesOfEveryTypeTravelWithALambda() throws Throwable {
    boolean z = true;
    byte b = 1;
    short s = 2;
    char c = '3';
    float f = 4;
    double d = 5;
    String[][] grid = null;

    byte[] call = TaskEncoder.encode(() -> z + " " + b + s + c + f + d + Arrays.toString(grid));

    assertThat(Tasks.isSerialized(call)).isFalse();
    assertThat(Tasks.<String>run(call)).isEqualTo("true 1234.05.0null");
  }

  @Test
  void aReferenceToAMethodOfAPlainValueTravels() throws Throwable {
    byte[] call = TaskEncoder.encode((JvmTask<Integer>) "four"::length);

    assertThat(Tasks.isSerialized(call)).isFalse();
    assertThat(Tasks.<Integer>run(call)).isEqualTo(4);
  }

  @Test
  void aReferenceToAMethodOfAnInterfaceTravels() throws Throwable {
    List<String> list = new ArrayList<>(List.of("a"));

    assertThat(Tasks.<Integer>run((JvmTask<Integer>) list::size)).isEqualTo(1);
  }

  @Test
  void aReferenceToAConstructorTravels() throws Throwable {
    byte[] call = TaskEncoder.encode((JvmTask<Object>) Tasks.Outer::new);

    assertThat(Tasks.isSerialized(call)).isFalse();
    assertThat(Tasks.<Object>run(call)).isInstanceOf(Tasks.Outer.class);
  }

  @Test
  void anActionHasNoResult() throws Throwable {
    int before = CALLS.get();

    assertThat(Tasks.<Object>run(TaskEncoder.encode((JvmAction) CALLS::incrementAndGet))).isNull();
    assertThat(
            Tasks.<Object>run(
                TaskEncoder.encode(
                    (JvmAction)
                        () -> {
                          CALLS.incrementAndGet();
                        })))
        .isNull();

    assertThat(CALLS).as("the first counts on a copy").hasValue(before + 1);
  }

  @Test
  void theResultOfWhatAnActionCallsIsDropped() throws Throwable {
    byte[] call = TaskEncoder.encode((JvmAction) Tasks::greet);

    assertThat(Tasks.isSerialized(call)).isFalse();
    assertThat(Tasks.<Object>run(call)).isNull();
  }

  @Test
  void objectsOfTheUsersTravelBySerialisation() throws Throwable {
    var point = new Tasks.Point(1, 2);

    byte[] call = TaskEncoder.encode(() -> point);

    assertThat(Tasks.isSerialized(call)).isTrue();
    assertThat(Tasks.<Object>run(call)).isEqualTo(point).isNotSameAs(point);
  }

  @Test
  void whatIsCapturedTwiceStaysOne() throws Throwable {
    List<String> first = new ArrayList<>();
    List<String> second = first;

    assertThat(Tasks.<Boolean>run(() -> first == second)).isTrue();
  }

  @Test
  void theCodeOfADerivedInterfaceIsCalled() throws Throwable {
    Tasks.Wrapped wrapped = () -> "inner";

    assertThat(Tasks.run(wrapped)).isEqualTo("(inner)");
  }

  @Test
  void anOuterObjectIsCopiedIfItCanBe() throws Throwable {
    assertThat(Tasks.<Integer>run(new Tasks.SerializableOuter().capturing())).isEqualTo(4);
    assertThat(Tasks.<Integer>run(new Tasks.Outer().notCapturing())).isEqualTo(3);
  }

  @Test
  void aDeepListIsCapturedAsAnyOther() {
    var list = Tasks.Node.list(100_000);

    byte[] call = TaskEncoder.encode(() -> list.length());

    assertThat(call.length).isGreaterThan(100_000);
    assertThat(runOnLargeStack(call)).isEqualTo(100_000);
  }

  @Test
  void aFunctionTravelsAsItsName() throws Throwable {
    byte[] call = TaskEncoder.encode(Tasks.Twice.class, List.of(1, 2));

    assertThat(Tasks.isSerialized(call)).isFalse();
    assertThat(Tasks.<List<Integer>>run(call)).containsExactly(2, 4);
  }

  @Test
  void anArgumentOfTheUsersTravelsBySerialisation() throws Throwable {
    byte[] call = TaskEncoder.encode(Tasks.Same.class, new Tasks.Point(3, 4));

    assertThat(Tasks.isSerialized(call)).isTrue();
    assertThat(Tasks.<Object>run(call)).isEqualTo(new Tasks.Point(3, 4));
  }

  @Test
  void aFunctionMayBeGivenNothing() throws Throwable {
    assertThat(Tasks.<Object>run(TaskEncoder.encode(Tasks.Same.class, null))).isNull();
  }

  @Test
  void aFunctionOfWhichNoObjectCanBeMadeIsRefused() {
    JvmFunction<Object, Object> lambda = argument -> argument;
    for (var type :
        List.<Class<? extends JvmFunction<Object, ?>>>of(
            Tasks.Unmade.class, Tasks.Inner.class, Tasks.WithParameter.class)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> TaskEncoder.encode(type, 1))
          .withMessageContaining("constructor without parameters");
    }
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> encodeLambda(lambda));
  }

  @Test
  void whatATaskThrowsIsThrownAsItIs() {
    assertThatThrownBy(() -> Tasks.run(TaskEncoder.encode(Tasks.Failing.class, "disk")))
        .isInstanceOf(IOException.class)
        .hasMessage("disk");
    assertThatThrownBy(
            () ->
                Tasks.run(
                    () -> {
                      throw new AssertionError("no");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("no");
  }

  @Test
  void aClassThatIsNotThereIsToldByName() {
    byte[] call = TaskEncoder.encode(Tasks.Same.class, 1);
    byte[] lambda = TaskEncoder.encode(() -> "hi");
    byte[] object = TaskEncoder.encode(new TaskOfNoUse());
    ClassLoader other = ClassLoader.getPlatformClassLoader();

    for (byte[] each : List.of(call, lambda, object)) {
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Calls.run(each, other))
          .withMessageContaining("ClassNotFoundException")
          .withMessageContaining("dev.processmanager.jvm.Task");
    }
  }

  @Test
  void damagedCallsAreToldAsThat() {
    for (byte[] whole :
        List.of(
            TaskEncoder.encode(() -> "hi"),
            TaskEncoder.encode(Tasks.Same.class, List.of(1)),
            TaskEncoder.encode(Tasks.Same.class, new Tasks.Point(3, 4)),
            TaskEncoder.encode(new TaskOfNoUse()))) {
      for (int length = 0; length < whole.length - 1; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatExceptionOfType(CallException.class).isThrownBy(() -> Tasks.run(part));
      }
    }
  }

  @Test
  void aWaitForSerialisationCanBeInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> TaskEncoder.encode(Tasks.Same.class, new Tasks.Waiting()))
        .hasMessageStartingWith("Interrupted while");

    assertThat(Thread.interrupted()).isTrue();
  }

  private static int runOnLargeStack(byte[] call) {
    try {
      return LargeStack.call(
          () -> {
            try {
              return Tasks.<Integer>run(call);
            } catch (Throwable failure) {
              throw new AssertionError(failure);
            }
          });
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static byte[] encodeLambda(JvmFunction<Object, Object> lambda) {
    return TaskEncoder.encode((Class<JvmFunction<Object, Object>>) lambda.getClass(), 1);
  }

  static final class TaskOfNoUse implements JvmTask<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String run() {
      return "";
    }
  }
}
