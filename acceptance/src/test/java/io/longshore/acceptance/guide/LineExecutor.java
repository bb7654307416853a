package io.longshore.acceptance.guide;

import java.io.IOException;

/** Does what a line says, and looks at what comes of it. */
@FunctionalInterface
interface LineExecutor {
  void execute(GuideLine line) throws IOException;
}
