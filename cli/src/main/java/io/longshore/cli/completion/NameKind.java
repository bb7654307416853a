package io.longshore.cli.completion;

import java.util.Collections;
import java.util.Iterator;
import java.util.Set;

/**
 * Marks an option or parameter, as its {@code completionCandidates}, whose value is a name in a
 * dataset. The names are read only when a user presses Tab.
 */
public abstract sealed class NameKind implements Iterable<String> {
  /** The kinds of names in a dataset. */
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

  /** Empty, because the names are not known without a dataset. */
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

  /** Registrations. */
  public static final class Registrations extends NameKind {
    Registrations() {
      super(What.REGISTRATION);
    }
  }

  /** Recipes that can be migrated. */
  public static final class Recipes extends NameKind {
    Recipes() {
      super(What.RECIPE);
    }
  }

  /** Images, by their registrations, paths or recipes. */
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

  /** Runs, and the images that they published. */
  public static final class RunsAndImages extends NameKind {
    RunsAndImages() {
      super(What.RUN, What.REGISTRATION, What.IMAGE);
    }
  }
}
