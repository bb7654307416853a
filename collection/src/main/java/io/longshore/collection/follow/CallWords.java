package io.longshore.collection.follow;

import io.longshore.collection.rules.file.RuleValues;
import io.longshore.dataset.Registration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that the call of a registration has between the image and the command: {@code
 * --no-datalad-get} in {@code {img_dspath}/scripts/singularity_cmd run {img} --no-datalad-get
 * {cmd}}.
 */
final class CallWords {
  private static final Pattern CALL =
      Pattern.compile(
          "\\{img_dspath\\}/scripts/(?:singularity_cmd|oci_cmd) run \\{img\\}((?:"
              + " "
              + RuleValues.PLAIN_WORD
              + ")*) \\{cmd\\}");

  private CallWords() {}

  /** The words of the call; empty if the call does not have the usual form. */
  static Optional<List<String>> of(Registration registration) {
    Matcher call = CALL.matcher(registration.setting("cmdexec").orElse(""));
    return call.matches()
        ? Optional.of(
            call.group(1).isBlank() ? List.of() : List.of(call.group(1).strip().split(" ")))
        : Optional.empty();
  }
}
