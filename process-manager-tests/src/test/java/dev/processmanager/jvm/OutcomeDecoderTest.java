package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.processmanager.worker.CallException;
import dev.processmanager.worker.Calls;
import dev.processmanager.worker.Outcomes;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class OutcomeDecoderTest {

  @Test
  void plainValuesTravel() {
    assertThat(decodedValue(Map.of("a", List.of(1L, 2.0))))
        .isEqualTo(Map.of("a", List.of(1L, 2.0)));
    assertThat(decodedValue(null)).isNull();
  }

  @Test
  void dataOfTheJdkTravels() throws Exception {
    var enums = new EnumMap<Thread.State, Object>(Map.of(Thread.State.NEW, 1));
    for (Object value :
        List.of(
            Thread.State.NEW,
            enums,
            Set.copyOf(enums.keySet()),
            new ConcurrentHashMap<>(Map.of(1, 2)),
            new ConcurrentSkipListMap<>(Map.of(1, 2)),
            new IdentityHashMap<>(Map.of()),
            new HashMap<>(Map.of("k", Thread.State.NEW)),
            Arrays.asList(1, "2"),
            new Date(),
            TimeZone.getDefault(),
            new GregorianCalendar(),
            LocalDateTime.now(),
            ZonedDateTime.now(ZoneId.of("Europe/Berlin")),
            URI.create("http://localhost/"),
            InetAddress.getLoopbackAddress())) {
      assertThat(decodedValue(value)).isEqualTo(value);
    }
    assertThat(decodedValue(new PriorityQueue<>(List.of(2, 1)))).hasToString("[1, 2]");
  }

  @Test
  void manySmallTablesAreNotTooMany() {
    Map<Object, Object> tables = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      tables.put(i, new HashMap<>(Map.of(i, Thread.State.NEW)));
      tables.put("i" + i, new IdentityHashMap<>(Map.of()));
    }
    Map<Object, Object> large = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      large.put((byte) i + "", Thread.State.NEW);
      large.put(i, null);
    }

    assertThat(decodedValue(tables)).isInstanceOf(Map.class);
    assertThat(decodedValue(large)).isEqualTo(large);
  }

  @Test
  void aTypeOfTheTaskTravels() {
    assertThat(decodedValue(new Results.Circle(1))).isEqualTo(new Results.Circle(1));
    assertThat(decodedValue(new Results.Circle[][] {{new Results.Circle(1)}}))
        .isEqualTo(new Results.Circle[][] {{new Results.Circle(1)}});
    assertThat(decodedValue(Results.Colour.RED)).isSameAs(Results.Colour.RED);
  }

  @Test
  void aLambdaOfTheTaskTravels() {
    Comparator<String> order = Comparator.<String>naturalOrder().reversed();
    var map = new TreeMap<String, Integer>(order);
    map.put("a", 1);
    map.put("b", 2);

    assertThat(decodedValue(map)).hasToString("{b=2, a=1}");
    JvmTask<Integer> task = () -> map.size();
    assertThat(decodedValue(task)).isInstanceOf(JvmTask.class);
  }

  @Test
  void otherTypesAreRejectedByName() {
    Outcome outcome =
        Results.decode(
            Outcomes.value(new ArrayList<>(List.of(new Results.Circle(1)))), Results.STRICT);

    assertThat(outcome)
        .asInstanceOf(type(Outcome.Rejected.class))
        .extracting(Outcome.Rejected::what)
        .asString()
        .startsWith("dev.processmanager.jvm.Results$Circle")
        .endsWith("must not come from a child");
  }

  @Test
  void whatReachesOutWhenItIsReadIsRejected() throws Exception {
    for (Object value :
        List.of(
            URI.create("http://localhost/").toURL(),
            List.of(new javax.management.BadAttributeValueExpException("")))) {
      assertThat(Results.decode(Outcomes.value(value))).isInstanceOf(Outcome.Rejected.class);
    }
    assertThat(URL.class.getPackageName()).as("as URI, which passes").isEqualTo("java.net");
  }

  @Test
  void whatTheUserAllowsPassesWithItsSubtypes() {
    var filter = new ResultFilter(Set.of(Results.Shape.class), type -> false);

    assertThat(Results.decode(Outcomes.value(new Results.Circle(1)), filter))
        .isEqualTo(new Outcome.Value(new Results.Circle(1)));
    assertThat(Results.decode(Outcomes.value(Results.Colour.RED), filter))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void aDeepResultTravels() {
    Outcome outcome = Results.decode(deepResult());

    assertThat(outcome)
        .asInstanceOf(type(Outcome.Value.class))
        .extracting(value -> ((Tasks.Node) value.value()).length())
        .isEqualTo(100_000);
  }

  @Test
  void anUnserializableResultIsToldWithItsPath() {
    for (Object value :
        List.of(Optional.of(1), Path.of("x"), ByteBuffer.allocate(1), Map.of(1, Optional.of(2)))) {
      assertThat(Results.decode(Outcomes.value(value)))
          .asInstanceOf(type(Outcome.Unserializable.class))
          .extracting(Outcome.Unserializable::what)
          .asString()
          .endsWith("not Serializable");
    }
    assertThat(Results.decode(Outcomes.value(new HashMap<>(Map.of("k", new Tasks.Config())))))
        .isEqualTo(
            new Outcome.Unserializable(
                "java.util.HashMap holds a dev.processmanager.jvm.Tasks$Client in"
                    + " HashMap[k].client, which is not Serializable"));
  }

  @Test
  void whatThrowsWhenItIsReadIsRejected() {
    assertThat(Results.decode(Outcomes.value(new Results.Unreadable())))
        .isEqualTo(new Outcome.Rejected("It cannot be read: java.io.IOException: damaged"));
  }

  @Test
  void aClassThatIsNotHereIsRejected() {
    byte[] outcome = Outcomes.value(new Results.Circle(1));

    assertThat(OutcomeDecoder.decode(outcome, Results.FILTER, ClassLoader.getPlatformClassLoader()))
        .asInstanceOf(type(Outcome.Rejected.class))
        .extracting(Outcome.Rejected::what)
        .asString()
        .contains("ClassNotFoundException: dev.processmanager.jvm.Results$Circle");
  }

  @Test
  void arraysAreNotLongerThanAllThatCame() {
    byte[] outcome = Outcomes.value(new Thread.State[0]);
    // The length is the last thing written.
    ByteBuffer.wrap(outcome).putInt(outcome.length - 4, 1 << 30);

    assertThat(Results.decode(outcome))
        .isEqualTo(new Outcome.Rejected("Its arrays are longer than all that came"));
  }

  @Test
  void whatIsCutOffOrAlteredIsNeverMoreThanRejected() {
    for (Object value : List.of(List.of("a"), new Results.Circle(1), new HashMap<>(enums()))) {
      byte[] whole = Outcomes.value(value);
      for (int place = 0; place < whole.length; place++) {
        assertThat(Results.decode(Arrays.copyOf(whole, place)))
            .isInstanceOf(Outcome.Rejected.class);
        byte[] altered = whole.clone();
        altered[place] ^= 0x15;
        assertThat(Results.decode(altered)).isNotNull();
      }
    }
  }

  @Test
  void aCallThatCannotBeMadeIsToldAsThat() throws Throwable {
    byte[] call = TaskEncoder.encode(Tasks.Same.class, 1);
    byte[] outcome = null;
    try {
      Calls.run(call, ClassLoader.getPlatformClassLoader());
    } catch (CallException failure) {
      outcome = Outcomes.unreadable(failure);
    }

    assertThat(Results.decode(outcome))
        .asInstanceOf(type(Outcome.Unreadable.class))
        .extracting(Outcome.Unreadable::what)
        .asString()
        .contains("dev.processmanager.jvm.Tasks$Same");
  }

  private static Map<Object, Object> enums() {
    return Map.of(Thread.State.NEW, Thread.State.BLOCKED);
  }

  private static byte[] deepResult() {
    try {
      return LargeStack.call(() -> Outcomes.value(Tasks.Node.list(100_000)));
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static Object decodedValue(Object value) {
    Outcome outcome = Results.decode(Outcomes.value(value));
    assertThat(outcome).isInstanceOf(Outcome.Value.class);
    return ((Outcome.Value) outcome).value();
  }
}
