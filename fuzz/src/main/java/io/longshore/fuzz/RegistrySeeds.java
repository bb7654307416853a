package io.longshore.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Seeds of challenges of registries and of their settings. */
final class RegistrySeeds {
  private RegistrySeeds() {}

  static List<Seed> challenges() {
    return List.of(
        seed("basic", "Basic realm=\"a b\""),
        seed(
            "bearer",
            "Bearer realm=\"https://t.io/token?a=b\",service=\"s, t\",scope=\"repository:a/b:pull"
                + " c:d:e\""),
        seed("several", "Negotiate dG9rZW4=, basic realm=x , Bearer realm=\"http://t/\\\"x\""));
  }

  static List<Seed> settings() {
    return List.of(
        seed("short", "registry=[{prefix=\"a.io/lab/tool\",location=\"b/c\"}]"),
        seed(
            "tables",
            """
            [[registry]]
            prefix = "a.io/lab/tool"
            location = "b.io/c"
            insecure = true
            [[registry.mirror]]
            location = "m.io:5000/d"
            pull-from-mirror = "digest-only"
            """),
        seed(
            "blocked",
            """
            unqualified-search-registries = ["b.io"]
            [[registry]]
            prefix = "*.b.io"
            blocked = true
            [[registry]]
            location = "docker.io"
            mirror-by-digest-only = true
            [[registry.mirror]]
            location = "m.io"
            """),
        seed(
            "lists",
            """
            [registries.insecure]
            registries = ['a.io']
            [registries.block]
            registries = ['x.b.io:5000', 'docker.io']
            """));
  }

  private static Seed seed(String name, String text) {
    return new Seed(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
