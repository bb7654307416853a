package io.longshore.collection.update;

import io.longshore.collection.DatasetScripts;
import io.longshore.collection.plan.Addition;
import io.longshore.collection.publish.RegistrationChanges;
import io.longshore.collection.publish.RegistrationStep;
import io.longshore.collection.session.Notices;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Points registrations to images that the collection already has, and makes the registrations that
 * do not exist yet.
 */
final class Registering {
  private Registering() {}

  /**
   * @return the registrations that were pointed to their images, without those that somebody has
   *     frozen or changed meanwhile
   */
  static List<NewRegistration> carryOut(
      GitRepository superdataset,
      List<NewRegistration> planned,
      KnownRegistrations known,
      Notices notices)
      throws IOException {
    if (planned.isEmpty()) {
      return List.of();
    }
    List<String> others =
        known.decidedOtherwise(
            planned.stream().map(NewRegistration::name).toList(),
            DataladConfig.at(superdataset, superdataset.head().commit().orElseThrow()),
            notices);
    List<NewRegistration> open =
        planned.stream().filter(one -> !others.contains(one.name())).toList();
    if (!open.isEmpty()) {
      commit(superdataset, open);
    }
    open.forEach(one -> known.pointed(List.of(one.name()), one.image().sif()));
    return open;
  }

  private static void commit(GitRepository superdataset, List<NewRegistration> registrations)
      throws IOException {
    RegistrationStep.in(superdataset)
        .carryOut(
            JournalEntry.Action.PUBLISH,
            subject(registrations),
            message(registrations),
            (before, _) ->
                with(
                    registrations,
                    before,
                    one -> one.image().sif(),
                    one -> Addition.callFormat(one.words())),
            (before, _) ->
                with(
                    registrations,
                    before,
                    one -> one.image().layout(),
                    _ -> DatasetScripts.LAYOUT_CALL_FORMAT));
  }

  private static DataladConfig with(
      List<NewRegistration> registrations,
      DataladConfig before,
      Function<NewRegistration, String> image,
      Function<NewRegistration, String> callFormat) {
    DataladConfig changed = before;
    for (NewRegistration one : registrations) {
      changed =
          RegistrationChanges.register(
              changed,
              one.name(),
              RepositoryPath.of(image.apply(one)),
              Optional.empty(),
              callFormat.apply(one));
    }
    return changed;
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
