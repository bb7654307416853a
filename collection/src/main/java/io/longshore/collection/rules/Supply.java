package io.longshore.collection.rules;

import io.longshore.collection.plan.ImageFamily;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The source of the versions of a container. */
public sealed interface Supply {
  /** The tags of a repository. */
  record Tags(Repository repository, TagRule rule) implements Supply {
    /**
     * The versions that are offered, each once, oldest first.
     *
     * @param tags as the registry lists them; tags that no reference can have are left out
     */
    public List<Offer> offers(Collection<String> tags) {
      List<Offer> offers = new ArrayList<>();
      List<String> usable = tags.stream().filter(Reference::isTag).toList();
      for (TaggedVersion tagged : rule.candidates(usable)) {
        offers.add(new Offer(tagged.version(), reference(tagged.tag())));
      }
      return offers;
    }

    /**
     * The reference of a tag as people write it: without the registry if the registry is Docker
     * Hub.
     */
    public Reference reference(String tag) {
      return Reference.parse(ImageFamily.asWritten(repository) + ":" + tag);
    }
  }

  /**
   * Versions that a list names, each with a reference of its own.
   *
   * @param offers oldest first
   */
  record Listed(List<Offer> offers) implements Supply {
    public Listed {
      offers = List.copyOf(offers);
    }
  }
}
