package io.longshore.cli.completion;

import java.util.Collections;
import java.util.Iterator;
import java.util.Set;

/**
 * Says at an option or parameter, as its {@code completionCandidates}, that its value is something
 * in a dataset. Which there are is asked only when somebody presses Tab.
 */
public abstract sealed class NameKind implements Iterable<String> {
  /** What a dataset has names for. */
  enum What {
    REGISTRATION,
    IMAGE,
    RECIPE,
    RUN
  }

  private final Set<What> kinds;

  private NameKind(What... kinds) {
    this.kinds = Set.of(kinds);
  }

  Set<What> kinds() {
    return kinds;
  }

  /** None: they are not known without a dataset. */
  @Override
  public Iterator<String> iterator() {
    return Collections.emptyIterator();
  }

  /** Images, by their registrations or paths. */
  public static final class Images extends NameKind {
    Images() {
      super(What.REGISTRATION, What.IMAGE);
    }
  }

  /** What can be migrated. */
  public static final class Recipes extends NameKind {
    Recipes() {
      super(What.RECIPE);
    }
  }

  /** Images, by the above or by their recipes. */
  public static final class ImagesAndRecipes extends NameKind {
    ImagesAndRecipes() {
      super(What.REGISTRATION, What.IMAGE, What.RECIPE);
    }
  }

  /** Runs. */
  public static final class Runs extends NameKind {
    Runs() {
      super(What.RUN);
    }
  }

  /** Runs, and the images they are about. */
  public static final class RunsAndImages extends NameKind {
    RunsAndImages() {
      super(What.RUN, What.REGISTRATION, What.IMAGE);
    }
  }
}
