package io.longshore.acceptance.ci;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The nightly update of the pipeline for GitLab. */
class GitLabNightsTest extends NightsTest {
  private static final String LIST =
      "GET merge_requests?state=opened&source_branch=longshore/update";

  @Override
  Shell.Result night(Forge forge, Path machine) throws IOException {
    return GitLabRunner.of(forge, machine).run("update");
  }

  @Override
  List<String> opened(String base) {
    return List.of(
        LIST,
        "POST merge_requests source_branch=longshore/update target_branch="
            + base
            + " title=New versions of containers description");
  }

  @Override
  List<String> edited() {
    return List.of(LIST, "PUT merge_requests/7 description");
  }
}
