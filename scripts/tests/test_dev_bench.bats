#!/usr/bin/env bats
# shellcheck disable=SC2154 # from the helper

bats_require_minimum_version 1.5.0
load helper

# dev/bench in a checkout of its own, where Maven and Java only write down how they are started.
setup() {
  cd "$BATS_TEST_TMPDIR" || return
  checkout=$PWD/checkout
  mkdir -p bin java/bin "$checkout/dev" "$checkout/target" "$checkout/benchmark/target/benchmark/lib"
  cp "$repository/dev/bench" "$checkout/dev/"
  : >"$checkout/benchmark/target/benchmark/lib/benchmark-1.jar"
  printf '#!/bin/sh\necho "%s"\n' "$PWD/java" >"$checkout/longshore"
  chmod +x "$checkout/longshore"
  recorder mvn
  recorder java
  mv bin/java java/bin/java
  PATH=$PWD/bin:$PATH
}

@test "help says how to use it, and builds nothing" {
  run "$checkout/dev/bench" --help
  [ "$status" -eq 0 ]
  [[ $output == *"usage: dev/bench sif [OPTION...]"* ]]
  [[ $output == *LONGSHORE_DEBIAN_MIRROR* ]]
  [[ $output != *"set -eu"* ]]
  was_not_started mvn
}

@test "without the name of a benchmark, or with another, it is wrong usage" {
  run -2 "$checkout/dev/bench"
  [[ $output == *"usage: dev/bench"* ]]
  run -2 "$checkout/dev/bench" gif
  was_not_started mvn
}

@test "arguments arrive as they are" {
  run -0 "$checkout/dev/bench" sif --folder 'two words' --rounds 1
  recorded java --enable-native-access=ALL-UNNAMED "-Dlongshore.home=$checkout" -jar \
    "$checkout/benchmark/target/benchmark/lib/benchmark-1.jar" sif --folder 'two words' --rounds 1
}

@test "a failed build is shown and ends it" {
  printf '#!/bin/sh\necho no compiler here\nexit 1\n' >bin/mvn
  run -2 "$checkout/dev/bench" sif
  [[ $output == *"no compiler here"* ]]
  was_not_started java
}
