#!/usr/bin/env bats
# shellcheck disable=SC2154 # from the helper

bats_require_minimum_version 1.5.0
load helper

# dev/test in a checkout of its own, where what it starts is played by programs
# that leave the results a test asks for.
setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset CI LONGSHORE_APPTAINER LONGSHORE_FORGES
  export LONGSHORE_GIT_ANNEX_OLD=/old LONGSHORE_GIT_ANNEX_NEW=/new LONGSHORE_GIT_ANNEX_NEWEST=/newest
  checkout=$PWD/checkout
  mkdir -p bin "$checkout/dev" "$checkout/scripts/tests" "$checkout/.ci" "$checkout/packaging" "$checkout/sif"
  cp "$repository/dev/test" "$checkout/dev/"
  : >"$checkout/pom.xml"
  : >"$checkout/sif/pom.xml"
  program "$checkout/longshore" 'echo /java'
  program "$checkout/dev/install-apptainer" 'exit 0'
  program "$checkout/dev/install-debian" 'exit 0'
  program "$checkout/dev/install-forges" 'echo /forges'
  program "$checkout/dev/apptainer" 'echo apptainer version 1'
  for tool in apt-get bats bsdtar datalad debootstrap docker-registry dpkg-deb getfattr git-annex jq mkdocs \
    mksquashfs mvn node npm objdump shellcheck skopeo squashfuse umoci unsquashfs unzip zip zstd; do
    program "bin/$tool" 'exit 0'
  done
  without apptainer
  bats_prints '1..1' 'ok 1 one'
  pytest_reports 'errors="0" failures="0" skipped="0" tests="0"'
  mvn_reports sif '<testsuite name="A" time="1" tests="2" errors="0" skipped="0" failures="0">' '</testsuite>'
}

# program FILE LINE
program() {
  printf '#!/bin/sh\n%s\n' "$2" >"$1"
  chmod +x "$1"
}

bats_prints() {
  printf '%s\n' "$@" >tap
  program bin/bats "cat '$PWD/tap'"
}

# pytest_reports COUNTS [TESTCASE]: as attributes and an element of its one line.
pytest_reports() {
  printf '<?xml version="1.0"?><testsuites name="t"><testsuite name="pytest" %s>%s</testsuite></testsuites>' \
    "$1" "${2:-}" >junit
  program bin/python3 "for word do case \$word in --junitxml=*) cp '$PWD/junit' \"\${word#*=}\" ;; esac; done"
}

# mvn_reports MODULE LINE...
mvn_reports() {
  local reports=$checkout/$1/target/surefire-reports
  shift
  printf '%s\n' "$@" >report
  program bin/mvn "mkdir -p '$reports' && cp '$PWD/report' '$reports/TEST-A.xml'"
}

last_line() {
  [ "${lines[-1]}" = "$1" ]
}

@test "the last line adds up what Maven and bats ran" {
  run "$checkout/dev/test"
  [ "$status" -eq 0 ]
  last_line '3 passed, 0 failed'
  [[ $output != *"not run"* ]]
}

@test "failures and errors count as failed, and are no success" {
  mvn_reports sif '<testsuite name="A" tests="9" errors="1" skipped="0" failures="2">' '</testsuite>'
  bats_prints '1..3' 'ok 1 one' 'not ok 2 two' '# why' 'ok 3 three'
  run "$checkout/dev/test"
  [ "$status" -eq 1 ]
  last_line '8 passed, 4 failed'
}

@test "a report of a class that two engines ran tells of the last alone, and its elements of both" {
  mvn_reports sif '<testsuite name="A" tests="1" errors="0" skipped="0" failures="0">' \
    '  <testcase name="one" classname="A" time="0">' \
    '    <failure message="no" type="E"><![CDATA[it printed' '<testcase name="none"> <error message="x">' \
    ']]></failure>' '    <system-out><![CDATA[<failure >]]></system-out>' '  </testcase>' \
    '  <testcase name="two" classname="A" time="0"/>' '</testsuite>'
  run "$checkout/dev/test"
  [ "$status" -eq 1 ]
  last_line '2 passed, 1 failed'
}

@test "root's tests have their files in memory, and nothing of them stays" {
  [ "$(id -u)" -eq 0 ] && unshare --mount true || skip "only root may mount"
  program bin/mvn "folder=\${MAVEN_OPTS#*-Djava.io.tmpdir=}
    folder=\${folder%% *}
    stat --file-system --format %T \"\$folder\" >'$PWD/kind'
    stat --format %a \"\$folder\" >'$PWD/mode'
    echo \"\$folder\" >'$PWD/folder'"
  run "$checkout/dev/test"
  [[ $output == *"the tests' files are kept in memory"* ]]
  [ "$(cat kind)" = tmpfs ]
  [ "$(cat mode)" = 1777 ]
  [ ! -e "$(cat folder)" ]
}

@test "what pytest ran is counted too" {
  pytest_reports 'errors="0" failures="2" skipped="1" tests="6"' \
    '<testcase classname="test_x" name="one" time="0"><skipped type="pytest.skip" message="no way">x</skipped></testcase>'
  run "$checkout/dev/test" --only shell
  [ "$status" -eq 1 ]
  [[ $output == *"not run:"*"test_x.one: no way"* ]]
  last_line '4 passed, 2 failed'
}

@test "a pytest that breaks has failed, and one that is not there did not run" {
  program bin/python3 'case $* in *--junitxml*) exit 4 ;; esac'
  run "$checkout/dev/test" --only shell
  [ "$status" -eq 1 ]
  [[ $output == *"failed, beside tests:"*pytest* ]]
  program bin/python3 'exit 1'
  run "$checkout/dev/test" --only shell
  [ "$status" -eq 0 ]
  [[ $output == *"not run:"*"apt-get install python3-pytest"* ]]
}

@test "what was skipped is listed with its reason" {
  mvn_reports sif '<testsuite name="A" tests="2" errors="0" skipped="1" failures="0">' \
    '  <testcase name="mounts" classname="io.MountTest" time="0">' \
    '    <skipped message="no fuse here"/>' '</testsuite>'
  bats_prints '1..2' 'ok 1 one' 'ok 2 two # skip no apptainer here'
  run "$checkout/dev/test"
  [ "$status" -eq 0 ]
  [[ $output == *"not run:"*"io.MountTest.mounts: no fuse here"*"two: no apptainer here"* ]]
  last_line '2 passed, 0 failed'
}

@test "with CI=true, what was skipped has failed" {
  bats_prints '1..2' 'ok 1 one' 'ok 2 two # skip no apptainer here'
  CI=true run "$checkout/dev/test"
  [ "$status" -eq 1 ]
  last_line '3 passed, 1 failed'
}

@test "tests that bats planned but never came to have failed" {
  bats_prints '1..5' 'ok 1 one'
  run "$checkout/dev/test" --only shell
  [ "$status" -eq 1 ]
  last_line '1 passed, 4 failed'
}

@test "a build that breaks has failed, whatever its tests say" {
  program bin/mvn 'exit 1'
  run "$checkout/dev/test"
  [ "$status" -eq 1 ]
  [[ $output == *"mvn verify (formatter, compiler or static checks)"* ]]
  last_line '1 passed, 1 failed'
}

@test "a script shellcheck objects to has failed" {
  program bin/shellcheck 'case $* in *longshore) exit 1 ;; esac'
  run "$checkout/dev/test" --only shell
  [ "$status" -eq 1 ]
  [[ $output == *"shellcheck of longshore"* ]]
}

@test "reports of an earlier run are not counted" {
  "$checkout/dev/test" >first
  run "$checkout/dev/test" --only shell
  last_line '1 passed, 0 failed'
  program bin/mvn 'exit 0'
  run "$checkout/dev/test" --only java
  [ "$status" -eq 1 ]
  [[ $output == *"no test ran"* ]]
}

@test "an Apptainer that cannot be had is named, and under CI a failure" {
  program "$checkout/dev/install-apptainer" 'exit 2'
  run "$checkout/dev/test"
  [ "$status" -eq 0 ]
  [[ $output == *"not run:"*"tests with the real Apptainer"* ]]
  CI=true run "$checkout/dev/test"
  [ "$status" -eq 1 ]
}

@test "readers of workflows that cannot be had are named, and under CI a failure" {
  program "$checkout/dev/install-forges" 'exit 2'
  run "$checkout/dev/test"
  [ "$status" -eq 0 ]
  [[ $output == *"not run:"*"tests of workflows as forges read them"* ]]
  CI=true run "$checkout/dev/test"
  [ "$status" -eq 1 ]
}

@test "the tests find the tools in their environment" {
  program bin/bats "env >'$PWD/environment'; cat '$PWD/tap'"
  "$checkout/dev/test"
  grep -x "LONGSHORE_APPTAINER=$checkout/dev/apptainer" environment
  grep -x LONGSHORE_GIT_ANNEX_OLD=/old environment
  grep -x LONGSHORE_GIT_ANNEX_NEW=/new environment
  grep -x LONGSHORE_GIT_ANNEX_NEWEST=/newest environment
  grep -x LONGSHORE_FORGES=/forges environment
}

@test "a git-annex that cannot be had is named, and the others are used" {
  unset LONGSHORE_GIT_ANNEX_OLD LONGSHORE_GIT_ANNEX_NEWEST
  program "$checkout/dev/install-git-annex" "printf '%s\n' 'old /fetched 1' 'new /fetched 2'; exit 2"
  program bin/bats "env >'$PWD/environment'; cat '$PWD/tap'"
  run "$checkout/dev/test"
  [ "$status" -eq 0 ]
  [[ $output == *"not run:"*"tests with git-annex of Debian unstable"* ]]
  [[ $output != *"tests with git-annex 10."* ]]
  grep -x LONGSHORE_GIT_ANNEX_OLD=/fetched environment
  grep -x LONGSHORE_GIT_ANNEX_NEW=/new environment
}

@test "one module can be asked for; one that is not there is an error" {
  program bin/mvn "echo \"\$*\" >'$PWD/mvn.arguments'"
  run "$checkout/dev/test" --only sif
  grep -e '-pl sif -am verify' mvn.arguments
  run "$checkout/dev/test" --only nosuch
  [ "$status" -eq 2 ]
}

@test "missing packages are installed by root, and named to anybody else" {
  program bin/id 'echo 1000'
  without apptainer skopeo
  rm bin/skopeo
  run "$checkout/dev/test"
  [[ $output == *"sudo apt-get install skopeo"* ]]
  program bin/id 'echo 0'
  program bin/apt-get "echo \"\$*\" >>'$PWD/apt-get.arguments'"
  run "$checkout/dev/test"
  grep -E '^install .* skopeo *$' apt-get.arguments
}

# a_repository: the checkout is one, with modules oci, image above it, and sif.
a_repository() {
  export HOME=$PWD GIT_CONFIG_NOSYSTEM=1
  git config --global user.name Tester
  git config --global user.email tester@example.org
  git -C "$checkout" init -q -b main
  mkdir -p "$checkout/oci" "$checkout/image"
  : >"$checkout/oci/pom.xml"
  echo '<groupId>io.longshore</groupId><artifactId>oci</artifactId>' >"$checkout/image/pom.xml"
  git -C "$checkout" add .
  git -C "$checkout" commit -q -m begin
  program bin/mvn "echo \"\$*\" >'$PWD/mvn.arguments'"
}

@test "with --changed the tests of a changed module run, and of those above it" {
  a_repository
  echo x >"$checkout/oci/File.java"
  run -0 "$checkout/dev/test" --changed
  grep -F -e '-Dtest=io/longshore/oci/**/*Test,io/longshore/image/**/*Test,none ' mvn.arguments
  [[ $output != *"ok 1 one"* ]]
}

@test "with --changed nothing is fuzzed but by fuzzing that has changed itself" {
  a_repository
  mkdir "$checkout/fuzz"
  echo '<groupId>io.longshore</groupId><artifactId>oci</artifactId>' >"$checkout/fuzz/pom.xml"
  git -C "$checkout" add .
  git -C "$checkout" commit -q -m fuzzing
  echo x >"$checkout/oci/File.java"
  run -0 "$checkout/dev/test" --changed
  run ! grep -F io/longshore/fuzz mvn.arguments
  echo x >"$checkout/fuzz/File.java"
  run -0 "$checkout/dev/test" --changed
  grep -F io/longshore/fuzz mvn.arguments
}

@test "what was committed since the branch began is a change too" {
  a_repository
  git -C "$checkout" checkout -q -b topic
  echo x >"$checkout/image/File.java"
  echo x >"$checkout/dev/tool"
  git -C "$checkout" add .
  git -C "$checkout" commit -q -m topic
  run -0 "$checkout/dev/test" --changed
  grep -F -e '-Dtest=io/longshore/image/**/*Test,none ' mvn.arguments
  [[ $output == *"ok 1 one"* ]]
  echo y >"$checkout/sif/File.java"
  run -0 "$checkout/dev/test" --changed --since HEAD
  grep -F -e '-Dtest=io/longshore/sif/**/*Test,none ' mvn.arguments
}

@test "without changes --changed does nothing, and with the root's all" {
  a_repository
  run -0 "$checkout/dev/test" --changed
  [[ $output == *"nothing has changed"* ]]
  [ ! -e mvn.arguments ]
  echo '<project/>' >"$checkout/pom.xml"
  run -0 "$checkout/dev/test" --changed
  grep -F -e 'io/longshore/image/**/*Test,io/longshore/oci/**/*Test,io/longshore/sif/**/*Test' mvn.arguments
}

@test "a part of what is long runs unless all is asked for, by a seed that is told" {
  program bin/mvn "echo \"\$*\" >'$PWD/mvn.arguments'"
  run "$checkout/dev/test" --only java
  [[ $output == *"a part of what takes minutes"* ]]
  run ! grep -e longshore.long -e longshore.peers mvn.arguments
  run "$checkout/dev/test" --only java --long
  [[ $output == *"dev/test --long --seed "[0-9]* ]]
  grep -E -e '-Dlongshore.long=true -Dlongshore.seed=[0-9]+ -Dlongshore.peers=ask' mvn.arguments
  run "$checkout/dev/test" --only java --long --seed 7
  grep -e '-Dlongshore.seed=7 ' mvn.arguments
  run "$checkout/dev/test" --only java --ask-peers
  grep -e '-Dlongshore.peers=ask' mvn.arguments
  run -2 "$checkout/dev/test" --seed 7
  run -2 "$checkout/dev/test" --long --seed x
  run -2 "$checkout/dev/test" --changed --only java
}

@test "the slowest classes are shown, and what the time went into" {
  mvn_reports sif '<testsuite name="io.Slow" time="12.5" tests="1" errors="0" skipped="0" failures="0">' '</testsuite>'
  run -0 "$checkout/dev/test"
  [[ $output == *"where the time went:"*" s  apt"*" s  set-up"* ]]
  # These two run side by side.
  [[ $output == *" s  Maven"* && $output == *" s  shell tests"* ]]
  [[ $output == *"    12.5 s  io.Slow"* ]]
}
