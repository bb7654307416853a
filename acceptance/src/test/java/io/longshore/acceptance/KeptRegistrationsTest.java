package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.acceptance.collection.LaidOutCollection;
import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.acceptance.collection.RegistrationFact;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several versions of one container: which is the current one is not the migration's to say. */
class KeptRegistrationsTest {
  private static final List<String> VERSIONS = List.of("1.9.0", "1.10.0", "unstable");
  private static final String CURRENT = "1.10.0";

  // What other hands wrote: comments, settings of others, another form, no newline at the end.
  private static final String OF_OTHERS =
      """
      ; kept as it is
      [datalad "containers.bids-app-frozen"]
      \timage = images/bids/bids-app--1.9.0.sing # frozen: a study of 2020
        cmdexec="{img_dspath}/scripts/singularity_cmd"  run {img} {cmd} ; as ever
      [datalad "containers.bids-app-dev"] image = images/bids/bids-app--unstable.sing
      [Other "Section"]
      \tKEY = \\
         value\
      """;

  @TempDir Path folder;

  static List<String> orders() {
    return Extent.asked()
        .of(
            List.of("1.9.0 1.10.0 unstable", "unstable 1.10.0 1.9.0", "1.10.0 unstable 1.9.0", ""),
            2);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theCurrentVersionStaysCurrentInWhateverOrder(String order) throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      Program program = Program.install(folder);
      LaidOutCollection collection = collection(program, registry);
      Shell shell = collection.shell();
      Path config = collection.path(".datalad/config");
      Files.writeString(config, Files.readString(config) + OF_OTHERS);
      shell.run("git", "commit", "-q", "-a", "-m", "What others wrote");
      String before = Files.readString(config);

      migrate(program, shell, order);

      assertEquals(before.replace(".sing", ".sif"), Files.readString(config));
      assertEquals(
          "images/bids/bids-app--" + CURRENT + ".sif\n",
          shell.run("git", "config", "-f", ".datalad/config", "datalad.containers.bids-app.image"));
      assertEquals(
          Set.of(
              "bids-app -> bids/bids-app--1.10.0.oci",
              "bids-app-dev -> bids/bids-app--unstable.oci",
              "bids-app-frozen -> bids/bids-app--1.9.0.oci"),
          Set.copyOf(collection.imagesOci().run("datalad", "containers-list").lines().toList()));
      assertEquals("", shell.run("git", "status", "--porcelain"));
      Shell.Result verified = program.run(shell, "verify");
      assertEquals(0, verified.exitCode(), verified.errors());
    }
  }

  private static void migrate(Program program, Shell shell, String order) {
    List<String[]> commands =
        order.isEmpty()
            ? List.<String[]>of(new String[] {"migrate"})
            : Arrays.stream(order.split(" "))
                .map(version -> new String[] {"migrate", recipe(version)})
                .toList();
    for (String[] command : commands) {
      Shell.Result result = program.run(shell, command);
      assertEquals(0, result.exitCode(), result.errors());
    }
  }

  private LaidOutCollection collection(Program program, LoopbackRegistry registry)
      throws IOException {
    for (int i = 0; i < VERSIONS.size(); i++) {
      Reference reference = Reference.parse("bids/app:" + VERSIONS.get(i));
      registry.addImage(
          "bids/app", VERSIONS.get(i), SmallImages.image(reference, i, Platform.LINUX_AMD64));
    }
    Path registries =
        Files.writeString(
            folder.resolve("registries.conf"),
            "[[registry]]\nlocation = \"%s\"\ninsecure = true\n".formatted(registry.host()));
    List<RecipeFact> recipes =
        VERSIONS.stream().map(version -> fact(registry.host(), version)).toList();
    RegistrationFact current =
        new RegistrationFact(
            "bids-app",
            "images/bids/bids-app--" + CURRENT + ".sing",
            "{img_dspath}/scripts/singularity_cmd run {img} {cmd}");
    return LaidOutCollection.of(
        folder.resolve("containers"),
        program.shell().with("CONTAINERS_REGISTRIES_CONF", registries.toString()),
        recipes,
        List.of(current));
  }

  private static String recipe(String version) {
    return "images/bids/Singularity.bids-app--" + version;
  }

  private static RecipeFact fact(String host, String version) {
    String image = "images/bids/bids-app--" + version + ".sing";
    return new RecipeFact(
        recipe(version),
        host + "/bids/app:" + version,
        "C.UTF-8",
        "",
        Optional.of(image),
        Optional.of("MD5E-s1000--" + "0123456789abcdef".repeat(2) + ".sing"));
  }
}
