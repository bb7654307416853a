package io.longshore.collection.publish;

import io.longshore.collection.DatasetScripts;
import io.longshore.collection.plan.Addition;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes the registrations of both datasets for an image. */
public final class RegistrationChanges {
  private RegistrationChanges() {}

  /** A migration re-points existing registrations; an addition may make a new one. */
  static DataladConfig inSuperdataset(DataladConfig configuration, PlannedImage planned) {
    RepositoryPath sif = RepositoryPath.of(planned.names().sif());
    return switch (planned) {
      case PlanEntry.Eligible entry -> {
        DataladConfig changed = configuration;
        for (String name : entry.registrations()) {
          changed = changed.withImage(name, sif);
        }
        yield changed;
      }
      case Addition addition ->
          register(
              configuration,
              addition.registration(),
              sif,
              addition.callFormat(),
              Addition.DEFAULT_CALL_FORMAT);
      case NewVersion version -> {
        DataladConfig changed = configuration;
        for (Map.Entry<String, List<String>> call : version.calls().entrySet()) {
          changed =
              register(
                  changed,
                  call.getKey(),
                  sif,
                  Optional.empty(),
                  Addition.callFormat(call.getValue()));
        }
        yield changed;
      }
    };
  }

  static DataladConfig inImagesOci(DataladConfig configuration, PlannedImage planned) {
    RepositoryPath layout = RepositoryPath.of(planned.names().layout());
    DataladConfig changed = configuration;
    for (String name : planned.registrations()) {
      changed =
          register(changed, name, layout, Optional.empty(), DatasetScripts.LAYOUT_CALL_FORMAT);
    }
    return changed;
  }

  /** Re-points a registration that is there, or makes one. */
  public static DataladConfig register(
      DataladConfig configuration,
      String name,
      RepositoryPath image,
      Optional<String> callFormat,
      String defaultCallFormat) {
    if (configuration.registration(name).isEmpty()) {
      return configuration.with(Registration.of(name, image, callFormat.orElse(defaultCallFormat)));
    }
    DataladConfig changed = configuration.withImage(name, image);
    return callFormat.isPresent() ? changed.withCallFormat(name, callFormat.get()) : changed;
  }
}
