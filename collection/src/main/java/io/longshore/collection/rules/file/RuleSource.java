package io.longshore.collection.rules.file;

import io.longshore.collection.rules.RulePlace;
import io.longshore.oci.Repository;

/** A source of the rules: something that a collection follows. */
public sealed interface RuleSource {
  RulePlace place();

  RuleSettings settings();

  /** The source in words: {@code repository docker.io/nipreps/fmriprep}. */
  String words();

  record OfRepository(RulePlace place, RuleSettings settings, Repository repository)
      implements RuleSource {
    @Override
    public String words() {
      return "repository " + repository;
    }
  }

  /** The repository that the image of a registration comes from. */
  record OfRegistration(RulePlace place, RuleSettings settings, String registration)
      implements RuleSource {
    @Override
    public String words() {
      return "registration " + registration;
    }
  }

  /** All repositories of a namespace of Docker Hub. */
  record OfNamespace(RulePlace place, RuleSettings settings, String namespace)
      implements RuleSource {
    @Override
    public String words() {
      return "namespace " + namespace;
    }
  }

  /** A list of repositories: the BIDS apps list, or one name a line. */
  record OfList(RulePlace place, RuleSettings settings, ListPlace list) implements RuleSource {
    @Override
    public String words() {
      return "list " + list;
    }
  }

  /** Neurodesk's list of images. */
  record OfNeurodesk(RulePlace place, RuleSettings settings, ListPlace list) implements RuleSource {
    @Override
    public String words() {
      return "neurodesk " + list;
    }
  }
}
