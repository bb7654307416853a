package io.longshore.collection.update;

import io.longshore.collection.plan.ImageNames;
import java.util.List;

/**
 * A registration that is to point to an image of the collection. The image has both a SIF and a
 * layout.
 *
 * @param words the words of the call between the image and the command, if the registration is a
 *     new one
 */
public record NewRegistration(String name, ImageNames image, List<String> words) {
  public NewRegistration {
    words = List.copyOf(words);
  }
}
