package dev.processmanager.examples.architect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/// How it is told what a `supervisor_config.json` may not say.
class ConfigurationProblemsTest {

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsPlaceAndWhatIsAllowed() {
    assertThat(
            problems(
                """
                {
                  'version': '2.0',
                  'global': {'check_interval': 0},
                  'services': {
                    'web': {
                      'command': 'x', 'args': 'y',
                      'port': 99999,
                      'critical': 'yes',
                      'health_check': {'type': 'htp'},
                      'graceful_shutdown': {'signal': 'SIGFOO'}
                    },
                    '-odd': {'command': 'x'}
                  },
                  'notifications': {'minimum_level': 'loud', 'webhook_url': 'ftp://x'},
                  'monitoring': {'metrics_retention_days': 1.5}
                }
                """))
        .containsExactly(
            "line 2, version: is not understood: \"1.0\" is allowed, not \"2.0\"",
            "line 3, global.check_interval: must be a number of seconds, more than 0, not 0",
            "line 6, services.web.args: must be a list of texts, not \"y\"",
            "line 7, services.web.port: must be a whole number from 1 to 65535, not 99999",
            "line 8, services.web.critical: must be true or false, not \"yes\"",
            "line 9, services.web.health_check.type: must be \"http\", \"tcp\", \"process\" or"
                + " \"script\", not \"htp\"",
            "line 10, services.web.graceful_shutdown.signal: must be the name of a signal, such as"
                + " \"SIGTERM\", not \"SIGFOO\"",
            "line 12, services.-odd: is no name for a service: allowed are 1 to 128 letters,"
                + " digits, \".\", \"_\" and \"-\", with neither \".\" nor \"-\" at the beginning,"
                + " and not all, supervisor, process_supervisor",
            "line 14, notifications.webhook_url: must be an http or https address, not"
                + " \"ftp://x\"",
            "line 14, notifications.minimum_level: must be \"info\", \"warning\" or \"critical\","
                + " not \"loud\"",
            "line 15, monitoring.metrics_retention_days: must be a whole number from 1 to 36500,"
                + " not 1.5");
  }

  @Test
  void anUnknownKeyIsAnErrorThatSaysWhatMayHaveBeenMeant() {
    assertThat(problems("{'services': {'web': {'comand': 'x'}}, 'glob': {}, 'zzzzzzz': 1}"))
        .containsExactly(
            "line 1, services.web.command: is needed: the program",
            "line 1, services.web.comand: is not known here; did you mean \"command\"?",
            "line 1, glob: is not known here; did you mean \"global\"?",
            "line 1, zzzzzzz: is not known here; allowed are version, global, services,"
                + " notifications, monitoring");
  }

  @Test
  void aKeyThatIsThereTwiceIsAnError() {
    assertThat(problems("{'version': '1.0',\n'version': '1.1'}"))
        .containsExactly("line 2, version: is there already, in line 1");
  }

  @Test
  void whatIsNoJsonIsToldWithItsLine() {
    assertThat(problems("{\n'version': \n}")).singleElement().asString().startsWith("line 3, ");
    assertThat(problems("{\n'a': {")).singleElement().asString().contains("is no JSON");
    assertThat(problems("{}\n{}")).singleElement().asString().startsWith("line 2, the file: goes");
    assertThat(problems("[]")).containsExactly("line 1, the file: must be an object, not a list");
  }

  @Test
  void aKeyOfAnotherKindOfCheckIsAnError() {
    assertThat(
            problemsOfCheck(
                "'type': 'tcp', 'expected_status': 200, 'fallback_check':"
                    + " {'type': 'process', 'interval': 1}"))
        .containsExactly(
            "line 1, services.web.health_check.expected_status: is not allowed here: it is for the"
                + " type \"http\"",
            "line 1, services.web.health_check.fallback_check.interval: is not allowed here: a"
                + " fallback is asked as often as its check");
  }

  @Test
  void aCheckHasToSayWhatItAsks() {
    assertThat(problems("{'services': {'web': {'command': 'x', 'health_check': {'type': 'tcp'}}}}"))
        .singleElement()
        .asString()
        .contains("health_check.port: is needed");
    assertThat(problemsOfCheck("'type': 'http'")).singleElement().asString().contains("endpoint");
    assertThat(problemsOfCheck("'type': 'script'")).singleElement().asString().contains("command");
    assertThat(problemsOfCheck("")).singleElement().asString().contains("type: is needed");
  }

  @Test
  void dependenciesHaveToBeThereToBeEnabledAndNotToGoInACircle() {
    assertThat(
            problems(
                """
                {'services': {
                  'web': {'command': 'x', 'dependencies': ['databse']},
                  'database': {'command': 'x', 'dependencies': ['disk']},
                  'disk': {'command': 'x', 'enabled': false},
                  'a': {'command': 'x', 'dependencies': ['b']},
                  'b': {'command': 'x', 'dependencies': ['a']}
                }}
                """))
        .containsExactly(
            "line 2, services.web.dependencies: names \"databse\", which is no service; did you"
                + " mean \"database\"?",
            "line 3, services.database.dependencies: names \"disk\", which is not enabled, while"
                + " \"database\" is",
            "line 5, services.a.dependencies: go round in a circle: a -> b -> a");
  }

  @Test
  void twoEnabledServicesCannotHaveOnePortNorAGroupTheNameOfAService() {
    assertThat(
            problems(
                """
                {'services': {
                  'web': {'command': 'x', 'port': 80},
                  'api': {'command': 'x', 'port': 80},
                  'old': {'command': 'x', 'port': 80, 'enabled': false, 'groups': ['web']}
                }}
                """))
        .containsExactly(
            "line 3, services.api.port: is that of \"web\", which is enabled, too",
            "line 4, services.old.groups: names \"web\", which must not be a service or \"all\"");
  }

  private static List<String> problemsOfCheck(String members) {
    return problems(
        "{'services': {'web': {'command': 'x', 'port': 80, 'health_check': {" + members + "}}}}");
  }

  private static List<String> problems(String text) {
    return catchThrowableOfType(
            InvalidConfigurationException.class,
            () -> Configuration.of(text.replace('\'', '"'), ConfigurationTest.FILE))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }
}
