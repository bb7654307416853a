package io.longshore.acceptance.sif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Shell;
import io.longshore.ground.Digest;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.ReceivedRequest;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Descriptor;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SIFs for people who have no dataset, straight from a registry. */
class StandaloneBuildTest {
  private static final int INTERRUPTED = 128 + 2;
  private static final MadeImage IMAGE =
      ImageMaker.create()
          .layer(TarLayer.create().file("bin/tool", 0755, MadeElf.program()).toBytes())
          .layer(TarLayer.create().file("noise", 0644, noise()).toBytes())
          .entrypoint("/bin/tool")
          .make();

  @TempDir Path folder;

  private static byte[] noise() {
    byte[] bytes = new byte[3 << 20];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static boolean isLayer(ReceivedRequest request) {
    return IMAGE.manifest().layers().stream()
        .map(Descriptor::digest)
        .anyMatch(digest -> request.target().endsWith(digest.toString()));
  }

  private Digest digestOf(String file) throws IOException {
    return Digest.of(Files.readAllBytes(folder.resolve(file)));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** From the registry, in a collection, and from the layout there. */
  @Test
  void theSameImageGivesOneFileWhereverItIsBuilt() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      String reference = workbench.serve("lab/tool", "1.0", IMAGE);
      Shell.Result pulled =
          workbench.longshore(workbench.shell(), "pull", "--json", "--no-cache", reference);
      List<JsonNode> events = pulled.output().lines().map(JsonMapper.shared()::readTree).toList();
      assertEquals("resolved", events.getFirst().path("event").asString());
      assertEquals("built", events.getLast().path("event").asString());
      for (JsonNode event : List.of(events.getFirst(), events.getLast())) {
        assertEquals(IMAGE.digest().toString(), event.path("manifest").asString());
      }
      assertEquals(0, events.getLast().path("fetched_twice_bytes").asLong(-1));
      assertTrue(pulled.errors().contains("@" + IMAGE.digest()), pulled.errors());
      assertFalse(Files.exists(workbench.program().home().resolve(".cache/longshore")));
      Digest streamed = digestOf("tool_1.0.sif");
      assertEquals(streamed.toString(), events.getLast().path("digest").asString());

      Shell collection = workbench.init("collection");
      String image = "images/lab/lab-tool--1.0.sif";
      workbench.longshore(collection, "add", reference, "--image", image);
      assertEquals(streamed, digestOf("collection/" + image));
      workbench.longshore(collection, "build", "../again.sif", "images-oci/lab/lab-tool--1.0.oci/");
      assertEquals(streamed, digestOf("again.sif"));

      Shell here = workbench.shell();
      here.run(
          "skopeo",
          "copy",
          "-q",
          "oci:collection/images-oci/lab/lab-tool--1.0.oci",
          "oci-archive:image.tar:1.0");
      here.run("skopeo", "copy", "-q", "oci-archive:image.tar", "docker-archive:docker.tar:t:1");
      workbench.longshore(here, "build", "oci.sif", "oci-archive:image.tar:1.0");
      workbench.longshore(here, "build", "docker.sif", "docker-archive:docker.tar");
      assertEquals(
          List.of(), names(folder).stream().filter(name -> name.startsWith(".longshore")).toList());
    }
  }

  /** As it lies in datasets: two words, and the file there gives way. */
  @Test
  void theScriptOfOldReplacesAFileAndNothingElseDoesUnforced() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      String reference = workbench.serve("lab/tool", "1.0", IMAGE);
      IMAGE.writeLayout(Files.createDirectory(folder.resolve("tool.oci")), Map.of());
      Path script = folder.resolve("oci_cmd");
      try (InputStream in = getClass().getResourceAsStream("/oci_cmd-of-old")) {
        Files.copy(in, script);
      }
      Shell shell = workbench.shell();
      Files.createSymbolicLink(folder.resolve("x.sif"), Path.of("absent/content"));
      shell.run("sh", script.toString(), "build", "x.sif", "tool.oci/");
      Digest built = digestOf("x.sif");
      Files.writeString(folder.resolve("x.sif"), "old");
      shell.run("sh", script.toString(), "build", "x.sif", "tool.oci/");
      assertEquals(built, digestOf("x.sif"));

      for (String source : List.of(reference, "oci:tool.oci")) {
        Shell.Result refused = workbench.attempt(shell, "build", "x.sif", source);
        assertEquals(2, refused.exitCode(), refused.errors());
        assertTrue(
            refused.errors().contains("x.sif: is there already; --force replaces it"),
            refused.errors());
      }
      assertEquals(built, digestOf("x.sif"));
      workbench.longshore(shell, "build", "--force", "x.sif", reference);
      assertFalse(built.equals(digestOf("x.sif")), "the repository is in it");
    }
  }

  @Test
  void ctrlCLeavesNothingAndTheSameCommandBeginsAnew() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    FaultPlan stalling =
        FaultPlan.first(
            2,
            request -> {
              if (isLayer(request)) {
                asked.countDown();
                return true;
              }
              return false;
            },
            new Fault.Stall(1000, Duration.ofMinutes(30)));
    try (Workbench workbench = Workbench.in(folder, LoopbackOptions.PLAIN.withFaults(stalling))) {
      String reference = workbench.serve("lab/tool", "1.0", IMAGE);
      Path place = Files.createDirectory(folder.resolve("place"));
      List<String> command =
          new ArrayList<>(
              List.of("env", "--default-signal=INT", workbench.program().executable().toString()));
      command.addAll(List.of("build", "x.sif", reference, "--keep-layers", "kept"));
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
      builder.environment().putAll(workbench.shell().environment());
      Process process = builder.start();
      asked.await();
      new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), said);
      assertEquals(INTERRUPTED, process.exitValue(), said);
      assertTrue(said.contains("next: run the same command again"), said);
      assertFalse(said.contains("error"), said);
      assertEquals(List.of(), names(place));

      workbench.longshore(
          workbench.at("place"), "build", "x.sif", reference, "--keep-layers", "kept");
      assertEquals(List.of("kept", "x.sif"), names(place));
    }
  }

  @Test
  void aDiskThatFillsUpLeavesNothingAndIsTold() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      String reference = workbench.serve("lab/tool", "1.0", IMAGE);
      Path disk = Files.createDirectory(folder.resolve("disk"));
      Shell shell = workbench.shell();
      shell.run("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk.toString());
      try {
        Shell.Result full = workbench.attempt(shell, "build", "disk/x.sif", reference);
        assertEquals(1, full.exitCode(), full.errors());
        assertTrue(
            full.errors().contains("error: disk/x.sif: there is no room left to write it"),
            full.errors());
        Shell.Result layers =
            workbench.attempt(shell, "build", "x.sif", reference, "--keep-layers", "disk/kept");
        assertTrue(
            layers.errors().contains("error: disk/kept: there is no room left to write it"),
            layers.errors());
        assertEquals(List.of(), names(disk));
        assertFalse(Files.exists(folder.resolve("x.sif")));
      } finally {
        shell.run("umount", disk.toString());
      }
    }
  }
}
