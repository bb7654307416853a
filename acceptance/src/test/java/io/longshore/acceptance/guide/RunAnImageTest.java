package io.longshore.acceptance.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Shell;
import io.longshore.cli.demo.InstalledPackages;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.MadeIndex;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Platform;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands for people who have no collection, typed as they stand in the documents. */
class RunAnImageTest {
  private static final String PAGE = "docs/run-an-image.md";
  private static final String SITES = "docs/hpc.md";

  @TempDir Path folder;
  private Workbench workbench;
  private Shell here;

  @BeforeEach
  void prepare() throws IOException {
    workbench = GuideGround.workbenchIn(folder);
    String host = workbench.registry().host();
    Files.writeString(
        folder.resolve("registries.conf"),
        Stream.of("docker.io", "ghcr.io", "quay.io", host)
            .map(
                name ->
                    "[[registry]]\nprefix = \"%s\"\nlocation = \"%s\"\ninsecure = true\n"
                        .formatted(name, host))
            .collect(Collectors.joining()));
    here = workbench.shell().at(Files.createDirectory(folder.resolve("here")));
  }

  @AfterEach
  void close() {
    workbench.close();
  }

  @Test
  void anImageIsFetchedRunAndCompared() throws IOException {
    workbench
        .registry()
        .addIndex("library/debian", "13", MadeIndex.oci(debian(), small("linux/arm64")));
    workbench.serve("apptainer/lolcow", "latest", small("linux/amd64"));
    workbench.serve("biocontainers/samtools", "1.21--h50ea8bc_0", small("linux/amd64"));
    type(Guide.block(PAGE, "Get it", 0));
    type(Guide.block(PAGE, "Get it", 1));
    assertTrue(Files.exists(here.folder().resolve("samtools.sif")));

    assertEquals("this is Debian\n13.1\n", type(Guide.block(PAGE, "Run it", 0)));
    String told = type(Guide.block(PAGE, "Run it", 1));
    assertTrue(told.contains("docker.io/library/debian"), told);

    type(Guide.block(PAGE, "Which image, exactly?", 0));
    type(Guide.block(PAGE, "Which image, exactly?", 1));
    type(Guide.block(PAGE, "How long, how large", 0));
  }

  @Test
  void whatOtherProgramsWroteIsBuilt() throws IOException {
    workbench.serve("lab/tool", "1.0", small("linux/amd64"));
    String copy =
        "skopeo copy -q --src-tls-verify=false docker://%s/lab/tool:1.0 "
            .formatted(workbench.registry().host());
    // Docker itself is on few machines that run tests.
    type(
        Guide.block(PAGE, "Images that are on your disk", 0)
            .replaceFirst("docker save.*", copy + "docker-archive:tool.tar:lab/tool:1.0"));
    type(copy + "oci-archive:other.tar\n" + copy + "oci:third-layout");
    type(Guide.block(PAGE, "Images that are on your disk", 1));
    assertEquals(bytes("other.sif"), bytes("third.sif"));
  }

  @Test
  void aSiteHasItsFolders() throws IOException {
    workbench.serve("library/debian", "13", debian());
    type(Guide.block(SITES, "`/tmp` is noexec", 0));
    type(Guide.block(SITES, "Homes with a quota", 0));
    type(Guide.block(SITES, "Homes with a quota", 1) + "rm debian_13.sif\n");
    type(Guide.block(SITES, "Nodes without a network", 0));
    type(Guide.block(SITES, "Nodes without a network", 1));
    assertEquals(bytes("debian_13.sif"), bytes("again.sif"));
  }

  private String type(String commands) {
    String ofUser = commands.replace("/scratch/$USER", here.folder().toString());
    return here.run("sh", "-e", "-c", ofUser);
  }

  private String bytes(String file) {
    return here.run("sha256sum", file).split(" ")[0];
  }

  private static MadeImage debian() throws IOException {
    byte[] base = InstalledPackages.layer(InstalledPackages.withDependencies("dash", "coreutils"));
    byte[] own =
        TarLayer.create()
            .directory("opt", 0755)
            .file("opt/tell", 0755, "#!/bin/sh\necho this is Debian\n")
            .file("etc/debian_version", 0644, "13.1\n")
            .toBytes();
    return ImageMaker.create()
        .platform(Platform.LINUX_AMD64)
        .layer(base)
        .layer(own)
        .entrypoint("/opt/tell")
        .make();
  }

  private static MadeImage small(String platform) {
    return ImageMaker.create()
        .platform(Platform.parse(platform))
        .layer(TarLayer.create().file("bin/tool", 0755, MadeElf.program()).toBytes())
        .entrypoint("/bin/tool")
        .make();
  }
}
