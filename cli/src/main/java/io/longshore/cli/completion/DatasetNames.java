package io.longshore.cli.completion;

import io.longshore.cli.completion.NameKind.What;
import io.longshore.collection.Collection;
import io.longshore.collection.history.Run;
import io.longshore.collection.history.RunHistory;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.Registration;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names in the committed files of a dataset; empty if there is no dataset. */
public final class DatasetNames implements Completion.Names {
  @Override
  public Stream<Suggestion> of(NameKind kind, Path dataset) {
    try (CommittedFiles files =
        CommittedFiles.atHead(
            Collection.superdatasetAt(dataset.toAbsolutePath(), new LocalCommandRunner()))) {
      return names(kind, files).stream()
          .filter(name -> Printable.line(name.word()).equals(name.word()));
    } catch (IOException e) {
      // The command itself will report this failure.
      return Stream.empty();
    }
  }

  private static List<Suggestion> names(NameKind kind, CommittedFiles files) throws IOException {
    List<Suggestion> names = new ArrayList<>();
    if (kind.kinds().contains(What.RUN)) {
      for (Run run : RunHistory.of(files.git(), files.commit()).runs().reversed()) {
        names.add(new Suggestion(run.id().value(), "run of " + run.at()));
      }
    }
    if (kind.kinds().contains(What.REGISTRATION)) {
      for (Registration registration : files.configuration().registrations()) {
        names.add(new Suggestion(registration.name(), "registration"));
      }
    }
    files.paths().stream()
        .map(path -> path.value())
        .filter(path -> isMeant(kind, path))
        .map(Suggestion::of)
        .forEach(names::add);
    return names;
  }

  private static boolean isMeant(NameKind kind, String path) {
    return is(kind, What.IMAGE, ImageNames.ofAnyImage(path))
        || is(kind, What.RECIPE, ImageNames.ofRecipe(path));
  }

  private static boolean is(NameKind kind, What what, Optional<ImageNames> names) {
    return names.isPresent() && kind.kinds().contains(what);
  }
}
