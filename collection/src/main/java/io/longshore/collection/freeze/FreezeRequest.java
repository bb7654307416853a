package io.longshore.collection.freeze;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a user wants frozen, or no longer.
 *
 * @param dataset a folder in the superdataset
 * @param as the name of the registration that is frozen instead, in which {@code {name}} and {@code
 *     {version}} stand for those of the image; empty to freeze the registration itself
 * @param thaw whether updates may change the registrations again
 */
public record FreezeRequest(
    Path dataset, List<WantedVersion> wanted, Optional<String> as, boolean thaw) {
  public FreezeRequest {
    wanted = List.copyOf(wanted);
  }
}
