package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.ground.Digest;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LayoutWriter;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.MadeIndex;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.ObservedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms in which one image can lie in a layout make no difference to its files. */
class LayoutFormsTest {
  private static final byte[] LOWER =
      TarLayer.create()
          .directory("d", 0755)
          .file("d/a", 0644, "1")
          .file("d/b", 0600, "2")
          .toBytes();
  private static final byte[] UPPER =
      TarLayer.create().whiteout("d/a").symbolicLink("l", "d/b").toBytes();

  @TempDir Path folder;

  private static ImageMaker created() {
    return ImageMaker.create().created(Fidelity.CREATED.toString());
  }

  @Test
  void dockersMediaTypesAreReadAsApptainerReadsThem() throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    Path layout = fidelity.layOut(created().docker().layer(LOWER).layer(UPPER));
    fidelity.assertSameAs(EnumSet.of(Peer.APPTAINER), layout);
  }

  /** umoci refuses Docker's media types and zstd: it unpacks a copy. */
  @Test
  void theFormOfTheLayersDoesNotMatter() throws IOException {
    Path copies = Files.createDirectory(folder.resolve("copy"));
    Path copy = new Fidelity(copies).layOut(Fidelity.image(List.of(LOWER, UPPER)));
    Peer.Outcome.Unpacked unpacked = (Peer.Outcome.Unpacked) Peer.UMOCI.unpack(copy, copies);
    List<ImageMaker> forms =
        List.of(
            created().docker().layer(LOWER).layer(UPPER),
            created().zstdLayer(LOWER).zstdLayer(UPPER),
            created().docker().zstdLayer(LOWER).plainLayer(UPPER),
            created().plainLayer(LOWER).plainLayer(UPPER),
            created().plainLayer(LOWER).zstdLayer(UPPER));
    for (int i = 0; i < forms.size(); i++) {
      Fidelity fidelity = new Fidelity(Files.createDirectory(folder.resolve("form" + i)));
      Path sif = fidelity.build(fidelity.layOut(forms.get(i)));
      Fidelity.assertSame(Peer.UMOCI, unpacked, SifReader.KERNEL.read(sif));
    }
  }

  @Test
  void whatTheBuilderAddsHasTheTimeOfTheImage() throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    Path sif = fidelity.build(fidelity.layOut(Fidelity.image(List.of(LOWER, UPPER))));
    NavigableMap<String, ObservedFile> tree = SifReader.KERNEL.read(sif);
    for (String path : List.of("", ".singularity.d", ".singularity.d/runscript", ".run", "dev")) {
      assertEquals(Fidelity.CREATED.getEpochSecond(), tree.get(path).modified(), path);
    }
    assertEquals(0, tree.get("d").modified());
  }

  @Test
  void anIndexWithPlatformsAndAttestationsGivesTheImageOfThePlatform() throws IOException {
    MadeImage amd = created().layer(LOWER).make();
    MadeImage arm = created().platform(Platform.parse("linux/arm64")).layer(UPPER).make();
    Path layout = writeIndex(MadeIndex.oci(arm, amd).withAttestations());
    Program program = Program.install(folder);
    assertTrue(built(program, layout).containsKey("d/a"));
    NavigableMap<String, ObservedFile> other = built(program, layout, "--platform", "linux/arm64");
    assertTrue(other.containsKey("l") && !other.containsKey("d/a"), other.keySet().toString());
  }

  @Test
  void aMissingLayerIsNamedAndNothingIsWritten() throws IOException {
    MadeImage image = created().layer(LOWER).layer(UPPER).make();
    Path layout = Layouts.write(folder.resolve("image.oci"), image, Map.of());
    Digest missing = image.manifest().layers().getLast().digest();
    Files.delete(layout.resolve("blobs/sha256").resolve(missing.hex()));
    Program program = Program.install(folder);
    Shell.Result result =
        program.run(program.shell().at(folder), "build", "x.sif", layout.toString());
    assertEquals(2, result.exitCode());
    assertTrue(result.errors().contains(missing.hex()), result.errors());
    assertTrue(!result.errors().contains("\tat "), result.errors());
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of("home", "image.oci"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  private NavigableMap<String, ObservedFile> built(Program program, Path layout, String... options)
      throws IOException {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "build";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[arguments.length - 2] = "x.sif";
    arguments[arguments.length - 1] = layout.toString();
    Shell.Result result = program.run(program.shell().at(folder), arguments);
    assertEquals(0, result.exitCode(), result.errors());
    return SifReader.KERNEL.read(folder.resolve("x.sif"));
  }

  private Path writeIndex(MadeIndex index) throws IOException {
    Path layout = folder.resolve("index.oci");
    LayoutWriter writer = LayoutWriter.create(layout);
    for (MadeImage image : index.images()) {
      for (Map.Entry<Digest, byte[]> blob : image.blobs().entrySet()) {
        writer.writeBlob(blob.getKey(), blob.getValue());
      }
      writer.writeBlob(image.digest(), image.manifestBytes());
    }
    writer.writeBlob(index.digest(), index.bytes());
    writer.finish(index.descriptor(), Map.of(), Optional.empty());
    return layout;
  }
}
