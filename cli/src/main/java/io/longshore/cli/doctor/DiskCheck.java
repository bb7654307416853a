package io.longshore.cli.doctor;

import io.longshore.cli.output.Messages;
import io.longshore.collection.stage.SpaceBudget;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks the free space for layers, SIFs and temporary files, once for each file system. */
record DiskCheck(DatasetUnderTest dataset, Path temporary, SpaceBudget.Disks space)
    implements HealthCheck {
  private static final long LEAST = 1L << 30;
  private static final long COMFORTABLE = 20L << 30;

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Map<Object, Path> places = new LinkedHashMap<>();
    for (GitRepository repository : dataset.repositories()) {
      places.putIfAbsent(space.fileSystem(repository.commonFolder()), repository.commonFolder());
    }
    List<Diagnosis> found = new ArrayList<>();
    for (Path place : places.values()) {
      found.add(diagnose(place, LEAST, COMFORTABLE));
    }
    // Only native libraries are unpacked there, so little space is needed.
    if (Files.isDirectory(temporary) && !places.containsKey(space.fileSystem(temporary))) {
      found.add(diagnose(temporary, LEAST / 100, LEAST / 100));
    }
    return found.isEmpty() ? List.of(Diagnosis.ok("nothing is written without a dataset")) : found;
  }

  private Diagnosis diagnose(Path place, long least, long comfortable) throws IOException {
    long bytes = space.free(place);
    String text = Messages.bytes(bytes) + " free at " + place;
    if (bytes < least) {
      return Diagnosis.problem(text, NextStep.of("make room: df -h {}", place));
    }
    return bytes < comfortable
        ? Diagnosis.warning(
            text + "; one image can take 20 GB while it is made",
            NextStep.of("make room: df -h {}", place))
        : Diagnosis.ok(text);
  }
}
