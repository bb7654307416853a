package io.longshore.oci.registry.settings;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePolicyTest {
  private static final String ACCEPT = "[{\"type\": \"insecureAcceptAnything\"}]";
  private static final String REJECT = "[{\"type\": \"reject\"}]";
  private static final String SIGNED =
      "[{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\", \"keyPath\": \"/k\"}]";

  @TempDir private Path folder;

  private void check(String json, String name) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.json"), json);
    new ImagePolicy(Optional.of(file)).check(Reference.parse(name));
  }

  @Test
  void withoutAPolicyAllIsAccepted() {
    assertDoesNotThrow(() -> new ImagePolicy(Optional.empty()).check(Reference.parse("busybox")));
  }

  /** The scope that is the most specific counts, and it alone. */
  @ParameterizedTest
  @CsvSource({
    "busybox,                      no scope,     false",
    "quay.io/team/app:1,           its tag,      true",
    "quay.io/team/app:2,           its name,     false",
    "quay.io/team/other,           its path,     true",
    "quay.io/teams/app,            its host,     false",
    "lab.example.com:5000/a,       wildcard,     true",
    "a.b.example.com/a,            wildcard,     true",
    "example.com/a,                no scope,     false",
    "docker.io/library/debian,     its path,     true",
  })
  void theMostSpecificScopeCounts(String name, String why, boolean accepted) {
    String json =
        """
        {"default": %2$s, "transports": {
          "docker-daemon": {"": %1$s},
          "docker": {
            "docker.io/library/debian": %1$s,
            "quay.io": %2$s,
            "quay.io/team": %1$s,
            "quay.io/team/app": %2$s,
            "quay.io/team/app:1": %1$s,
            "*.example.com": %1$s}}}
        """
            .formatted(ACCEPT, REJECT);
    if (accepted) {
      assertDoesNotThrow(() -> check(json, name), why);
    } else {
      FailureException e = assertFails(FailureKind.UNSUPPORTED, () -> check(json, name));
      assertTrue(e.problem().startsWith("is rejected by"), e.problem());
      assertEquals(name, e.subject());
    }
  }

  @Test
  void theDefaultOfTheTransportGoesBeforeTheOneOfAll() {
    String json =
        "{\"default\": %s, \"transports\": {\"docker\": {\"\": %s}}}".formatted(REJECT, ACCEPT);
    assertDoesNotThrow(() -> check(json, "busybox"));
  }

  @Test
  void whatHasToBeSignedIsRefusedAsNothingIsChecked() {
    FailureException e =
        assertFails(
            FailureKind.UNSUPPORTED, () -> check("{\"default\": " + SIGNED + "}", "busybox"));
    assertTrue(e.problem().contains("(signedBy)"), e.problem());
  }

  @Test
  void allRequirementsHaveToBeMet() {
    String both = "{\"default\": [{\"type\": \"insecureAcceptAnything\"}, {\"type\": \"reject\"}]}";
    assertFails(FailureKind.UNSUPPORTED, () -> check(both, "busybox"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"default\": []}",
        "{\"default\": {\"type\": \"insecureAcceptAnything\"}}",
        "{\"default\": [{\"type\": \"accept\"}]}",
        "{\"default\": [{\"type\": \"insecureAcceptAnything\"}], \"more\": 1}",
        "{\"default\": [{\"type\": \"insecureAcceptAnything\"}], \"default\": []}",
        "{\"default\": [{\"type\": \"insecureAcceptAnything\"}], \"transports\": {\"docker\": {\"\": []}}}",
      })
  void aPolicyThatIsNotUnderstoodAcceptsNothing(String json) {
    FailureException e = assertFails(FailureKind.MALFORMED, () -> check(json, "busybox"));
    assertEquals(folder.resolve("policy.json").toString(), e.subject());
  }

  @Test
  void theUsersGoesBeforeTheSystems() throws IOException {
    Path system = folder.resolve("etc");
    ConfigurationFiles files = new ConfigurationFiles(Map.of(), folder, system);
    assertEquals(Optional.empty(), files.policy());
    Files.createDirectories(system);
    Path ofSystem = Files.writeString(system.resolve("policy.json"), "{}");
    assertEquals(Optional.of(ofSystem), files.policy());
    Path users = folder.resolve(".config/containers/policy.json");
    Files.createDirectories(users.getParent());
    Files.writeString(users, "{}");
    assertEquals(Optional.of(users), files.policy());
  }
}
