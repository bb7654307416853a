package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.annex.KeyVerifier;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Checks the content of all SIFs in this clone by reading them to their ends. */
final class SifContentCheck implements Check {
  static final String NAME = "sif-content";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String claim() {
    return "every SIF that is here has the bytes of its key";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    Optional<AnnexRepository> annex = AnnexRepository.find(dataset.superdataset().git());
    Map<MigratedImage, AnnexKey> keys = new LinkedHashMap<>();
    for (MigratedImage image : dataset.images()) {
      dataset.superdataset().key(image.sif()).ifPresent(key -> keys.put(image, key));
    }
    int absent = keys.size();
    if (annex.isPresent()) {
      observations.expect(keys.size());
      try (KeyLocator locator = annex.get().openLocator()) {
        for (Map.Entry<MigratedImage, AnnexKey> entry : keys.entrySet()) {
          Optional<Path> content = locator.content(entry.getValue());
          if (content.isPresent()) {
            absent--;
            observations.examine();
            check(entry.getKey(), entry.getValue(), content.get(), observations);
          }
        }
      }
    }
    if (absent > 0) {
      observations.note(
          absent
              + (absent == 1 ? " SIF is" : " SIFs are")
              + " not here; 'git annex get images' brings what another clone has");
    }
  }

  private static void check(
      MigratedImage image, AnnexKey key, Path content, Observations observations)
      throws IOException {
    Optional<KeyVerifier> verifier = KeyVerifier.of(key);
    if (verifier.isEmpty()) {
      observations.note(image.sif() + " has the key " + key + ", which says nothing of its bytes");
      return;
    }
    try (InputStream in = Files.newInputStream(content)) {
      verifier
          .get()
          .difference(in)
          .ifPresent(
              difference ->
                  observations.find(
                      image.sif(),
                      difference,
                      NextStep.of("git annex drop --force {} && ", image.sif())
                          .then(RebuildCheck.build(image))));
    }
  }
}
