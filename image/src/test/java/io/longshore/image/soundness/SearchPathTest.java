package io.longshore.image.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.image.inspect.RuntimeFacts;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPathTest {
  private static SearchPath of(String name, String script) {
    TreeMap<String, String> scripts = new TreeMap<>();
    scripts.put(
        "/.singularity.d/env/10-docker2singularity.sh", "#!/bin/sh\nexport PATH=\"/bin\"\n");
    scripts.put("/.singularity.d/env/" + name, script);
    return SearchPath.of(
        new RuntimeFacts(
            new TreeMap<>(),
            List.of(),
            List.of(),
            List.of("PATH=/usr/bin"),
            scripts,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "export PATH=/opt/conda/bin:$PATH, /opt/conda/bin:/bin, true",
    "PATH=\"${PATH}:/opt/conda/bin\", /bin:/opt/conda/bin, true",
    "PATH=/opt/bin; export PATH, /opt/bin, true",
    "export PATH='/opt/my bin:/bin', /opt/my bin:/bin, true",
    "'  export PATH=/opt/bin', /opt/bin:/bin, false",
    "'export PATH=$HOME/bin:/opt/bin:$PATH', /opt/bin:/bin, false",
    "'export LD_LIBRARY_PATH=/opt/lib', /bin, true"
  })
  void aDefinitionAddsToThePath(String line, String folders, boolean sure) {
    SearchPath path = of("90-environment.sh", "#!/bin/sh\n" + line + "\n");
    assertEquals(folders, path.toString());
    assertEquals(sure, path.sure());
  }

  @Test
  void theScriptsOfApptainerChangeNothing() {
    SearchPath path = of("95-apps.sh", "  PATH=\"/scif/apps/$SINGULARITY_APPNAME/bin:$PATH\"\n");
    assertEquals(new SearchPath(List.of("/bin"), true), path);
  }
}
