package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialStoreTest {
  @TempDir private Path folder;

  private static String encoded(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Credential> password(String username, String password) {
    return Optional.of(new Credential.UsernamePassword(username, password));
  }

  private CredentialStore.Found find(String json, String name) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), json);
    Map<String, String> environment = Map.of("PATH", folder + ":/usr/bin:/bin");
    return new CredentialStore(List.of(file), environment).find(Reference.parse(name).repository());
  }

  private void helper(String name, String script) throws IOException {
    Path program = folder.resolve("docker-credential-" + name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://index.docker.io/v1/, bids/validator",
    "docker.io,                   busybox",
    "docker.io/bids,              bids/validator",
    "https://quay.io,             quay.io/a/b",
    "quay.io/v2/,                 quay.io/a/b",
    "quay.io/a/b,                 quay.io/a/b:1",
    "localhost:5000,              localhost:5000/a",
  })
  void keysAreUrlsOfDockerOrNamesOfPodman(String key, String name) throws IOException {
    String json = "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(key, encoded("u:p"));
    assertEquals(password("u", "p"), find(json, name).credential());
  }

  @Test
  void theMostSpecificKeyCounts() throws IOException {
    String json =
        "{\"auths\": {\"quay.io\": {\"auth\": \"%s\"}, \"quay.io/a\": {\"auth\": \"%s\"}}}"
            .formatted(encoded("host:1"), encoded("team:2"));
    assertEquals(password("team", "2"), find(json, "quay.io/a/b").credential());
    assertEquals(password("host", "1"), find(json, "quay.io/ab").credential());
    assertEquals(Optional.empty(), find(json, "ghcr.io/a/b").credential());
  }

  @Test
  void aPasswordMayHoldColons() throws IOException {
    String json =
        "{\"auths\": {\"gcr.io\": {\"auth\": \"%s\"}}}"
            .formatted(encoded("_json_key:{\"type\": \"service_account\"}"));
    assertEquals(
        password("_json_key", "{\"type\": \"service_account\"}"),
        find(json, "gcr.io/a/b").credential());
  }

  @Test
  void anIdentityTokenIsNoPassword() throws IOException {
    String json =
        "{\"auths\": {\"a.io\": {\"auth\": \"%s\", \"identitytoken\": \"T\"}}}"
            .formatted(encoded("00000000-0000-0000-0000-000000000000:"));
    assertEquals(Optional.of(new Credential.IdentityToken("T")), find(json, "a.io/b").credential());
  }

  @Test
  void helpersAreAskedForTheServerAsTheyKnowIt() throws IOException {
    helper("echo", "read s; printf '{\"Username\": \"%s\", \"Secret\": \"s\"}' \"$s\"");
    String json = "{\"credsStore\": \"echo\", \"auths\": {\"quay.io\": {}}}";
    assertEquals(password("https://index.docker.io/v1/", "s"), find(json, "busybox").credential());
    assertEquals(password("quay.io", "s"), find(json, "quay.io/a").credential());
  }

  @Test
  void aHelperForOneRegistryGoesFirst() throws IOException {
    helper("one", "echo '{\"Username\": \"<token>\", \"Secret\": \"T\"}'");
    helper("all", "echo 'credentials not found in native keychain'; exit 1");
    String json = "{\"credsStore\": \"all\", \"credHelpers\": {\"quay.io\": \"one\"}}";
    assertEquals(
        Optional.of(new Credential.IdentityToken("T")), find(json, "quay.io/a").credential());
    assertEquals(new CredentialStore.Found(Optional.empty(), List.of()), find(json, "ghcr.io/a"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"credsStore\": \"absent\"}',       not on the PATH",
    "'{\"credsStore\": \"broken\"}',       exit code 3",
    "'{\"credsStore\": \"../x\"}',         not the name of a credential helper",
    "'{\"auths\": {\"a.io\": {\"auth\": \"secret!\"}}}', no usable user name",
    "'{secret',                            not valid JSON",
  })
  void troubleIsToldWithoutSecrets(String json, String expected) throws IOException {
    helper("broken", "echo secret; echo secret >&2; exit 3");
    CredentialStore.Found found = find(json, "a.io/b");
    assertEquals(Optional.empty(), found.credential());
    assertTrue(found.trouble().getFirst().contains(expected), found.toString());
    assertFalse(found.toString().contains("secret"), found.toString());
  }

  @Test
  void theFirstFileThatKnowsCounts() throws IOException {
    Path first = folder.resolve("auth.json");
    Path second = folder.resolve("config.json");
    String json = "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}";
    Files.writeString(first, json.formatted("a.io", encoded("first:1")));
    Files.writeString(second, json.formatted("a.io", encoded("second:2")));
    CredentialStore store =
        new CredentialStore(List.of(folder.resolve("absent"), first, second), Map.of());
    assertEquals(
        password("first", "1"), store.find(Reference.parse("a.io/b").repository()).credential());
  }

  @Test
  void apptainersVariablesAreForDockerHubOnly() {
    CredentialStore store =
        new CredentialStore(
            List.of(), Map.of("APPTAINER_DOCKER_USERNAME", "u", "APPTAINER_DOCKER_PASSWORD", "p"));
    assertEquals(
        password("u", "p"), store.find(Reference.parse("busybox").repository()).credential());
    assertEquals(
        Optional.empty(), store.find(Reference.parse("evil.io/b").repository()).credential());
  }

  @Test
  void secretsDoNotShow() {
    assertFalse(new Credential.UsernamePassword("u", "hidden").toString().contains("hidden"));
    assertFalse(new Credential.IdentityToken("hidden").toString().contains("hidden"));
  }
}
