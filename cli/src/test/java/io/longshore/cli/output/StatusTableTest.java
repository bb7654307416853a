package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.LastFailure;
import io.longshore.collection.status.CollectionStatus;
import io.longshore.collection.status.ImageStatus;
import io.longshore.collection.status.StorageStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTableTest {
  private static final StorageStatus STORAGE =
      new StorageStatus(1234, 900_000_000_000L, 0, 982_000_000_000L, 350_000_000_000L, 0);

  private static ImageStatus migrated(int number) {
    return new ImageStatus.Migrated(
        "images/bids/bids-app--" + number + ".sif",
        "bids/bids-app--" + number + ".oci",
        "bids/app:" + number,
        1,
        38_000_000,
        OptionalLong.of(24_500_000),
        true,
        List.of());
  }

  private static ImageStatus failed(int number) {
    String recipe = "images/nipy/Singularity.nipy-app--" + number;
    return new ImageStatus.Pending(
        recipe,
        "nipy/app:" + number,
        Optional.of(
            new LastFailure(
                recipe,
                "network",
                "registry-1.docker.io",
                "cannot be reached",
                "run the same command again",
                Instant.EPOCH)));
  }

  private static CollectionStatus many() {
    List<ImageStatus> images = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      images.add(migrated(i));
    }
    for (int i = 0; i < 89; i++) {
      images.add(failed(i));
    }
    for (int i = 0; i < 239; i++) {
      String tool = "tool" + i;
      images.add(
          new ImageStatus.WithoutRecipe(
              "images/neurodesk/neurodesk-" + tool + "--1.0.simg",
              Optional.empty(),
              "origin unknown: it has no URL that ends in " + tool + "_1.0_DATE.simg",
              Optional.empty()));
    }
    return new CollectionStatus(images, STORAGE, Optional.empty());
  }

  private static String shown(CollectionStatus status, StatusTable.Extent extent, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    new StatusTable(new Messages(stream, stream, false, false), extent, width).show(status);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void ofManyImagesFamiliesAreSummedUpAndCausesToldOnce() {
    assertEquals(
        """
        FAMILY     MIGRATED  FAILED  NO RECIPE
        bids            300       -          -
        neurodesk         -       -        239
        nipy              -      89          -
        all             300      89        239

        failed when last tried
          89 images: registry-1.docker.io: cannot be reached (network)
            next: run the same command again
            nipy-app--0, nipy-app--1, nipy-app--2 and 86 more
        no recipe, and no known origin
          239 images: origin unknown: it has no URL that ends in ..._DATE.simg
            neurodesk-tool0--1.0, neurodesk-tool1--1.0, neurodesk-tool2--1.0 and 236
            more

        SIFs    350 GB, of which 0 B here
        layers  900 GB in 1234, of which 0 B here; 982 GB if none were shared
          next: longshore migrate --dry-run
          each image: longshore status --all
          some: longshore status 'bids-*'
        """,
        shown(many(), StatusTable.Extent.SUMMARY, 80));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 200})
  void itFitsAScreen(int width) {
    String summary = shown(many(), StatusTable.Extent.SUMMARY, width);

    assertTrue(summary.lines().count() <= 34, summary);
    assertTrue(summary.lines().allMatch(line -> line.length() < width), summary);
  }

  @Test
  void eachImageIsToldWhereAllAreAskedFor() {
    String all = shown(many(), StatusTable.Extent.ALL, Integer.MAX_VALUE);

    assertTrue(all.startsWith("FAMILY"), all);
    assertTrue(all.contains("migrated      images/bids/bids-app--299.sif"), all);
    assertTrue(all.contains("24.5 MB, here; 1 layer, 38.0 MB"), all);
    assertTrue(all.contains("no recipe     images/neurodesk/neurodesk-tool238--1.0.simg"), all);
    assertTrue(all.contains("300 migrated, 89 pending (89 failed last time), 0 not eligible"), all);
  }

  @Test
  void ofImagesThatWereNamedEachIsToldAndNothingElse() {
    CollectionStatus named = new CollectionStatus(List.of(migrated(1)), STORAGE, Optional.empty());

    assertEquals(
        """
        migrated      images/bids/bids-app--1.sif
                      24.5 MB, here; 1 layer, 38.0 MB

        1 migrated, 0 pending, 0 not eligible, 0 without recipe
          next: longshore verify
        """,
        shown(named, StatusTable.Extent.NAMED, 80));
  }
}
