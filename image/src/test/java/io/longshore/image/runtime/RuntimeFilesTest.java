package io.longshore.image.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.image.runtime.BuilderFile.BuilderDirectory;
import io.longshore.image.runtime.BuilderFile.BuilderLink;
import io.longshore.image.runtime.BuilderFile.BuilderRegular;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RuntimeFilesTest {
  static final RuntimeConfig CONFIG = config();

  private static RuntimeConfig config() {
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    labels.put("version", "1 \"é\"");
    labels.put("both", "image");
    SequencedMap<String, String> own = new LinkedHashMap<>();
    own.put("both", "own");
    SequencedMap<String, String> environment = new LinkedHashMap<>();
    environment.put("LANG", "C.UTF-8");
    return new RuntimeConfig(
        new ImageConfiguration(
            "amd64",
            List.of("/bin/tool", "it's"),
            List.of("--help"),
            List.of("PATH=/opt/bin:/bin", "NAME=a\nb"),
            "/work",
            "nobody",
            labels),
        new Definition("docker", "a/b:1", environment, List.of("/data"), List.of()),
        own);
  }

  @Test
  void areThoseThatApptainerAdds() {
    assertEquals(
        """
        link .exec -> .singularity.d/actions/exec
        link .run -> .singularity.d/actions/run
        link .shell -> .singularity.d/actions/shell
        755 .singularity.d/
        644 .singularity.d/Singularity
        755 .singularity.d/actions/
        755 .singularity.d/actions/exec
        755 .singularity.d/actions/run
        755 .singularity.d/actions/shell
        755 .singularity.d/actions/start
        755 .singularity.d/actions/test
        755 .singularity.d/env/
        755 .singularity.d/env/10-docker2singularity.sh
        755 .singularity.d/env/90-environment.sh
        755 .singularity.d/env/95-apps.sh
        755 .singularity.d/env/99-base.sh
        755 .singularity.d/env/99-runtimevars.sh
        644 .singularity.d/labels.json
        755 .singularity.d/libs/
        755 .singularity.d/runscript
        755 .singularity.d/startscript
        link .test -> .singularity.d/actions/test
        755 dev/
        link environment -> .singularity.d/env/90-environment.sh
        755 etc/
        644 etc/hosts
        644 etc/resolv.conf
        755 home/
        755 proc/
        755 root/
        link singularity -> .singularity.d/runscript
        755 sys/
        755 tmp/
        755 var/
        755 var/tmp/
        """,
        String.join("\n", RuntimeFiles.of(CONFIG).stream().map(RuntimeFilesTest::line).toList())
            + "\n");
  }

  private static String line(BuilderFile file) {
    return switch (file) {
      case BuilderDirectory(String path, int mode) -> "%o %s/".formatted(mode, path);
      case BuilderRegular(String path, int mode, byte[] _) -> "%o %s".formatted(mode, path);
      case BuilderLink(String path, String target) -> "link " + path + " -> " + target;
    };
  }

  @Test
  void directoriesComeBeforeWhatIsInThem() {
    Set<String> seen = new HashSet<>(Set.of(""));
    for (BuilderFile file : RuntimeFiles.of(CONFIG)) {
      int slash = file.path().lastIndexOf('/');
      assertTrue(seen.contains(slash < 0 ? "" : file.path().substring(0, slash)), file.path());
      seen.add(file.path());
    }
  }

  static String content(String path) {
    return RuntimeFiles.of(CONFIG).stream()
        .filter(file -> file.path().equals(path))
        .map(file -> new String(((BuilderRegular) file).content(), UTF_8))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void labelsAreTheImagesAndThoseOfTheBuild() {
    assertEquals(
        """
        {
        \t"both": "own",
        \t"org.label-schema.build-arch": "amd64",
        \t"org.label-schema.schema-version": "1.0",
        \t"org.label-schema.usage.singularity.deffile.bootstrap": "docker",
        \t"org.label-schema.usage.singularity.deffile.from": "a/b:1",
        \t"version": "1 \\"é\\""
        }
        """,
        content(".singularity.d/labels.json"));
    assertEquals(
        "1 \"é\"",
        JsonMapper.shared()
            .readTree(content(".singularity.d/labels.json"))
            .get("version")
            .asString());
  }

  @Test
  void theDefinitionIsInTheImage() {
    assertEquals(CONFIG.definition().text(), content(".singularity.d/Singularity"));
  }

  /**
   * Every byte is part of published SIF files. If this fails on purpose, the build profile needs a
   * new format version, and the old bytes have to stay available under the old one.
   */
  @Test
  void theBytesAreThoseOfFormatVersion1() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (BuilderFile file : RuntimeFiles.of(CONFIG)) {
      digest.update(line(file).getBytes(UTF_8));
      if (file instanceof BuilderRegular regular) {
        digest.update(regular.content());
      }
    }
    for (var object : RuntimeObjects.of(CONFIG, Map.of(), Map.of("longshore.json", "{}"))) {
      digest.update(object.name().getBytes(UTF_8));
      digest.update(object.content());
    }
    assertEquals(
        "c4cf43addadbb9ed1ef4602f74676eb8955dba30471512ad5b445ceeb3ccc2e0",
        HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void textsThatNoScriptCanHoldAreRejected() {
    for (List<List<String>> texts :
        List.of(
            List.of(List.of("a\0"), List.<String>of(), List.<String>of()),
            List.of(List.<String>of(), List.of("a\0"), List.<String>of()),
            List.of(List.<String>of(), List.<String>of(), List.of("A=a\0")))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Configurations.image(texts.get(0), texts.get(1), texts.get(2)));
    }
  }
}
