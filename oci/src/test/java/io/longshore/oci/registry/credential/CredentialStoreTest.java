package io.longshore.oci.registry.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.oci.Reference;
import io.longshore.oci.registry.login.Credential;
import io.longshore.oci.registry.settings.ConfigurationFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    return new CredentialStore(files(file), environment).find(Reference.parse(name).repository());
  }

  private static List<ConfigurationFiles.CredentialsFile> files(Path... paths) {
    return Stream.of(paths).map(p -> new ConfigurationFiles.CredentialsFile(p, false)).toList();
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
    "https://quay.io/any/path,    quay.io/a/b",
    "http://Quay.io/v2,           quay.io/a/b",
    "quay.io/a/,                  quay.io/a/b",
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
    assertEquals(
        Optional.of(new Credential.IdentityToken("T", Optional.empty())),
        find(json, "a.io/b").credential());
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
        Optional.of(new Credential.IdentityToken("T", Optional.empty())),
        find(json, "quay.io/a").credential());
    assertEquals(
        new CredentialStore.Found(Optional.empty(), List.of(), Optional.empty()),
        find(json, "ghcr.io/a"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"credsStore\": \"absent\"}',       not on the PATH",
    "'{\"credsStore\": \"broken\"}',       exit code 3",
    "'{\"credsStore\": \"../x\"}',         not the name of a credential helper",
    "'{\"auths\": {\"a.io\": {\"auth\": \"secret!\"}}}', no usable user name",
    "'{\"auths\": [\"secret\"]}',          is no object",
    "'{secret',                            not valid JSON",
  })
  void troubleIsToldWithoutSecrets(String json, String expected) throws IOException {
    helper("broken", "echo '{\"Username\": \"u\", \"Secret\": \"secret\"}'; exit 3");
    CredentialStore.Found found = find(json, "a.io/b");
    assertEquals(Optional.empty(), found.credential());
    assertTrue(found.trouble().getFirst().contains(expected), found.toString());
    assertFalse(found.toString().contains("secret"), found.toString());
  }

  /** By the protocol on standard output; many say it on the other. */
  @ParameterizedTest
  @CsvSource({
    "echo 'gpg: decryption failed: No secret key'; exit 1,       gpg: decryption failed",
    "'printf \"Traceback:\\n  line 3\\nToken has expired\" >&2; exit 1', failed: Token has expired",
  })
  void whatAFailingHelperSaysIsTold(String script, String told) throws IOException {
    helper("failing", script);
    CredentialStore.Found found = find("{\"credsStore\": \"failing\"}", "a.io/b");
    assertTrue(found.trouble().getFirst().contains(told), found.toString());
  }

  @Test
  void notFoundOnTheWrongStreamIsNoTrouble() throws IOException {
    helper("keychain", "echo 'credentials not found in native keychain' >&2; exit 1");
    assertEquals(List.of(), find("{\"credsStore\": \"keychain\"}", "a.io/b").trouble());
  }

  @Test
  void dockerHubGoesByItsNameInTheFileFirst() throws IOException {
    helper(
        "hub",
        "cat >> %s/asked; echo >> %s/asked; echo credentials not found; exit 1"
            .formatted(folder, folder));
    find("{\"credHelpers\": {\"docker.io\": \"hub\"}}", "busybox");
    assertEquals(
        List.of("docker.io", "https://index.docker.io/v1/"),
        Files.readAllLines(folder.resolve("asked")));
  }

  @Test
  void whereAHelperIsSetForARegistryNothingElseCounts() throws IOException {
    helper("none", "echo credentials not found; exit 1");
    String json =
        "{\"credHelpers\": {\"quay.io\": \"none\"}, \"auths\": {\"quay.io\": {\"auth\": \"%s\"}}}"
            .formatted(encoded("old:login"));
    assertEquals(Optional.empty(), find(json, "quay.io/a").credential());
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"username\": \"u\", \"password\": \"p:x\"}'",
    "'{\"auth\": \"\", \"username\": \"u\", \"password\": \"p:x\"}'",
    "'{\"auth\": \"dTpw\\nOng=\"}'",
    "'{\"auth\": \"dTpwOng=\\r\\n\"}'",
    "'{\"auth\": \"dTpwOng\"}'",
    "'{\"Auth\": \"dTpwOng=\"}'",
  })
  void aLoginHasSeveralForms(String entry) throws IOException {
    String json = "{\"auths\": {\"a.io\": %s}}".formatted(entry);
    assertEquals(password("u", "p:x"), find(json, "a.io/b").credential());
  }

  @Test
  void tokensGoBeforeTheLoginBesideThem() throws IOException {
    String entry =
        "{\"auths\": {\"a.io\": {\"%s\": \"T\", \"auth\": \"%s\"}}}"
            .formatted("%s", encoded("u:p"));
    assertEquals(
        Optional.of(
            new Credential.IdentityToken(
                "T", Optional.of(new Credential.UsernamePassword("u", "p")))),
        find(entry.formatted("identitytoken"), "a.io/b").credential());
    assertEquals(
        Optional.of(new Credential.RegistryToken("T")),
        find(entry.formatted("registrytoken"), "a.io/b").credential());
  }

  @ParameterizedTest
  @CsvSource({
    ".docker/config.json,             '',                    ''",
    ".config/containers/auth.json,    '',                    ''",
    ".apptainer/docker-config.json,   '',                    ''",
    ".singularity/docker-config.json, '',                    ''",
    "elsewhere/docker-config.json,    APPTAINER_CONFIGDIR,   elsewhere",
    "elsewhere/docker-config.json,    SINGULARITY_CONFIGDIR, elsewhere",
    "elsewhere/config.json,           APPTAINER_CONFIGDIR,   elsewhere",
    "elsewhere/config.json,           DOCKER_CONFIG,         elsewhere",
    "elsewhere/containers/auth.json,  XDG_RUNTIME_DIR,       elsewhere",
    "elsewhere/containers/auth.json,  XDG_CONFIG_HOME,       elsewhere",
    "any-name,                        REGISTRY_AUTH_FILE,    any-name",
  })
  void loginsOfTheFieldsProgramsAreFound(String path, String variable, String value)
      throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "{\"auths\": {\"a.io\": {\"auth\": \"%s\"}}}".formatted(encoded("u:p")));
    assertEquals(password("u", "p"), findAtHome(variable, value));
  }

  @Test
  void dockersFirstFormatHoldsEntriesAlone() throws IOException {
    Files.writeString(
        folder.resolve(".dockercfg"),
        "{\"https://a.io/v1/\": {\"auth\": \"%s\"}}".formatted(encoded("u:p")));
    assertEquals(password("u", "p"), findAtHome("", ""));
  }

  private Optional<Credential> findAtHome(String variable, String value) {
    Map<String, String> environment = new HashMap<>();
    environment.put("XDG_RUNTIME_DIR", folder.resolve("session").toString());
    if (!variable.isEmpty()) {
      environment.put(variable, folder.resolve(value).toString());
    }
    return new CredentialStore(
            new ConfigurationFiles(environment, folder).credentials(), environment)
        .find(Reference.parse("a.io/b").repository())
        .credential();
  }

  @Test
  void theFirstFileThatKnowsCounts() throws IOException {
    Path first = folder.resolve("auth.json");
    Path second = folder.resolve("config.json");
    String json = "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}";
    Files.writeString(first, json.formatted("a.io", encoded("first:1")));
    Files.writeString(second, json.formatted("a.io", encoded("second:2")));
    CredentialStore store =
        new CredentialStore(files(folder.resolve("absent"), first, second), Map.of());
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
    assertFalse(
        new Credential.IdentityToken("hidden", Optional.empty()).toString().contains("hidden"));
  }
}
