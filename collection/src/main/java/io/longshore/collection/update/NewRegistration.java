package io.longshore.collection.update;

import io.longshore.collection.plan.ImageNames;
import java.util.List;

/**
 * A registration that is to point to an image that the collection has, with SIF and layout.
 *
 * @param words what the call has between the image and the command if the registration is a new one
 */
public record NewRegistration(String name, ImageNames image, List<String> words) {
  public NewRegistration {
    words = List.copyOf(words);
  }
}
