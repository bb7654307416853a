package io.longshore.collection.update;

import io.longshore.collection.DatasetScripts;
import io.longshore.collection.plan.Addition;
import io.longshore.collection.publish.RegistrationChanges;
import io.longshore.collection.publish.RegistrationStep;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Points registrations to images that are here, and makes those that are not there yet. */
final class Registering {
  private Registering() {}

  static void carryOut(GitRepository superdataset, List<NewRegistration> registrations)
      throws IOException {
    RegistrationStep.in(superdataset)
        .carryOut(
            JournalEntry.Action.PUBLISH,
            subject(registrations),
            message(registrations),
            (before, _) -> {
              DataladConfig changed = before;
              for (NewRegistration one : registrations) {
                changed =
                    RegistrationChanges.register(
                        changed,
                        one.name(),
                        RepositoryPath.of(one.image().sif()),
                        Optional.empty(),
                        Addition.callFormat(one.words()));
              }
              return changed;
            },
            (before, _) -> {
              DataladConfig changed = before;
              for (NewRegistration one : registrations) {
                changed =
                    RegistrationChanges.register(
                        changed,
                        one.name(),
                        RepositoryPath.of(one.image().layout()),
                        Optional.empty(),
                        DatasetScripts.LAYOUT_CALL_FORMAT);
              }
              return changed;
            });
  }

  private static String subject(List<NewRegistration> registrations) {
    return registrations.size() == 1
        ? registrations.getFirst().name()
        : registrations.size() + " registrations";
  }

  private static String message(List<NewRegistration> registrations) {
    StringBuilder text = new StringBuilder("Register ").append(subject(registrations));
    text.append("\n\n");
    registrations.forEach(
        one ->
            text.append("  ")
                .append(one.name())
                .append("  ")
                .append(one.image().sif())
                .append('\n'));
    return text.toString();
  }
}
