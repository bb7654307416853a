package io.longshore.collection.migrate.predecessor;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.image.compare.Aspect;
import io.longshore.image.compare.ComparedImage;
import io.longshore.image.compare.ImageComparison;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.LayoutLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Compares SIFs in the annex with the old images that they replace. Safe for several threads. */
public final class PredecessorComparison implements AutoCloseable {
  private static final int KEPT = 5;

  private final AnnexRepository annex;
  private final KeyLocator locator;

  private PredecessorComparison(AnnexRepository annex, KeyLocator locator) {
    this.annex = annex;
    this.locator = locator;
  }

  public static PredecessorComparison in(AnnexRepository superdataset) throws IOException {
    return new PredecessorComparison(superdataset, superdataset.openLocator());
  }

  /**
   * Compares two images. Failures become a {@link Verdict.NotCompared}.
   *
   * @param sif key of a SIF whose content is in this clone
   * @param sifPath the path that the SIF will have in the dataset
   */
  public Verdict compare(Predecessor old, AnnexKey sif, String sifPath) {
    try {
      Optional<Path> content = content(old);
      if (content.isEmpty()) {
        return new Verdict.NotCompared(absent(old, sifPath));
      }
      Path built =
          locator.content(sif).orElseThrow(() -> new IOException(sif + " is not in the annex"));
      try (ComparedImage one = open(content.get());
          ComparedImage other = open(built)) {
        return new Verdict.Compared(ImageComparison.of(one, other, Set.of(Aspect.TIMES), KEPT));
      }
    } catch (IOException e) {
      FailureException failure = OperatingSystemFailures.classify(e, old.path().value());
      return new Verdict.NotCompared(
          new FailureException(
              failure.kind(), old.path().value(), failure.problem(), failure.next(), e));
    }
  }

  private static ComparedImage open(Path file) throws IOException {
    return ComparedImage.open(LayoutLocation.of(file), Optional.empty(), LayerLimits.DEFAULT);
  }

  private Optional<Path> content(Predecessor old) throws IOException {
    if (old.key().isPresent()) {
      return locator.content(old.key().get());
    }
    Path file = old.path().in(annex.git().root());
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  // When the user reads this, the old image has no path any more, but it has its key.
  private static FailureException absent(Predecessor old, String sifPath) {
    return new FailureException(
        FailureKind.GONE,
        old.path().value(),
        "is not here",
        old.key()
            .map(
                key ->
                    NextStep.of(
                        "git annex get --key {} && longshore diff \"$(git annex contentlocation"
                            + " {})\" {}",
                        key,
                        key,
                        sifPath))
            .orElse(NextStep.of("restore it: git restore -- {}", old.path())));
  }

  @Override
  public void close() throws IOException {
    locator.close();
  }
}
