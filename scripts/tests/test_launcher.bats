#!/usr/bin/env bats
# shellcheck disable=SC2154 # from the helper

bats_require_minimum_version 1.5.0
load helper

# A checkout with a blank in its name, a Maven that only makes the folder the
# program is looked for in, and Javas that write down how they were started.
setup() {
  cd "$BATS_TEST_TMPDIR" || return
  outer_path=$PATH
  unset JAVA_HOME LONGSHORE_JAVA LONGSHORE_HEAP LONGSHORE_JAVA_OPTIONS LONGSHORE_TMPDIR TMPDIR
  unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
  without java mvn apt-get apt-cache
  export LONGSHORE_JVM_FOLDER=$PWD/jvm
  checkout="$(pwd -P)/my checkout"
  mkdir -p jvm "$checkout/.git" "$checkout/scripts" "$checkout/cli/src/main/java/io" "$checkout/cli/src/test"
  cp "$repository/longshore" "$checkout/"
  cp "$repository/scripts/start.sh" "$checkout/scripts/"
  : >"$checkout/pom.xml"
  : >"$checkout/cli/pom.xml"
  : >"$checkout/cli/src/main/java/io/Main.java"
  maven
  java_in jvm/java-25 25.0.1
}

# java_in FOLDER VERSION
java_in() {
  recorder java
  mkdir -p "$1/bin"
  mv bin/java "$1/bin/"
  : >"$1/bin/javac"
  chmod +x "$1/bin/javac"
  printf 'IMPLEMENTOR="Somebody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
}

maven() {
  cat >bin/mvn <<END
#!/bin/sh
printf '%s\n' "\$*" >>'$PWD/mvn.starts'
printf '%s\n' "\$JAVA_HOME" >'$PWD/mvn.java'
mkdir -p cli/target/longshore/lib
: >cli/target/longshore/lib/cli-1.jar
END
  chmod +x bin/mvn
}

user_is() {
  printf '#!/bin/sh\necho %s\n' "$1" >bin/id
  chmod +x bin/id
}

# An apt that has the packages named and, for each, puts a program of that name
# on PATH.
apt_has() {
  cat >bin/apt-cache <<END
#!/bin/sh
case " $* " in
  *" \$2 "*) printf '%s:\n  Candidate: 1\n' "\$2" ;;
esac
END
  cat >bin/apt-get <<END
#!/bin/sh
printf '%s\n' "\$*" >>'$PWD/apt-get.starts'
for word do
  case \$word in
    git | git-annex | gzip) printf '#!/bin/sh\n' >"$PWD/bin/\$word"; chmod +x "$PWD/bin/\$word" ;;
    maven) mv '$PWD/mvn.aside' '$PWD/bin/mvn' ;;
    openjdk-25-jdk-headless) mv '$PWD/java.aside' '$PWD/jvm/java-25' ;;
  esac
done
END
  chmod +x bin/apt-cache bin/apt-get
}

starts_of_maven() {
  if [ -e mvn.starts ]; then wc -l <mvn.starts; else echo 0; fi
}

# What the program was given, without the options of the Java.
program_arguments() {
  sed '1,/^<-jar>$/d' java.arguments | tail -n +2
}

# ---- where it is started from -----------------------------------------------

@test "it works from any folder, and keeps that folder" {
  mkdir -p 'else where'
  (cd 'else where' && "../my checkout/longshore" status --json)
  [ "$(cat java.folder)" = "$PWD/else where" ]
  [ "$(program_arguments)" = $'<status>\n<--json>' ]
  grep -Fx "<$checkout/cli/target/longshore/lib/cli-1.jar>" java.arguments
}

@test "it works through links, relative and absolute, from PATH" {
  mkdir links
  ln -s "../my checkout/longshore" links/first
  ln -s "$PWD/links/first" bin/longshore
  (cd jvm && longshore status)
  [ "$(cat java.folder)" = "$PWD/jvm" ]
  grep -Fx "<$checkout/cli/target/longshore/lib/cli-1.jar>" java.arguments
}

@test "it works as an argument of sh, and in its own folder" {
  (cd "$checkout" && sh longshore status)
  [ "$(program_arguments)" = '<status>' ]
}

@test "a CDPATH does not lead it astray" {
  mkdir -p "astray/my checkout"
  CDPATH=$PWD/astray "my checkout/longshore" status
  grep -Fx "<$checkout/cli/target/longshore/lib/cli-1.jar>" java.arguments
}

@test "arguments arrive as they were given, and so does the exit code" {
  "$checkout/longshore" build 'two words' '' '*' "it's" -- -x
  [ "$(program_arguments)" = $'<build>\n<two words>\n<>\n<*>\n<it\'s>\n<-->\n<-x>' ]
  RECORDER_STATUS=1 run "$checkout/longshore" build
  [ "$status" -eq 1 ]
}

@test "the program stands in the launcher's place, so that signals reach it" {
  "$checkout/longshore" status
  printf '#!/bin/sh\necho $$ >pid\nexec sleep 60\n' >jvm/java-25/bin/java
  "$checkout/longshore" status &
  while [ ! -s pid ]; do sleep 0.1; done
  [ "$(cat pid)" -eq $! ]
  kill -TERM $!
  wait $! || status=$?
  [ "$status" -eq 143 ]
}

# ---- how Java is started ----------------------------------------------------

@test "memory is bounded, and LONGSHORE_HEAP changes by how much" {
  "$checkout/longshore" status
  grep -Fx '<-Xmx448m>' java.arguments
  LONGSHORE_HEAP=2g "$checkout/longshore" status
  grep -Fx '<-Xmx2g>' java.arguments
}

@test "more options for Java come last, so that they override the others" {
  LONGSHORE_JAVA_OPTIONS='-Xmx1g  -Da=*' "$checkout/longshore" status
  grep -Fx -A 3 '<-Xmx448m>' java.arguments
  [ "$(grep -n -Fx '<-Xmx1g>' java.arguments | cut -d: -f1)" -gt \
    "$(grep -n -Fx '<-Xmx448m>' java.arguments | cut -d: -f1)" ]
  grep -Fx -A 1 '<-Da=*>' java.arguments | grep -Fx '<-jar>'
}

@test "temporary folders of the user's choice are passed on" {
  mkdir 'my tmp'
  TMPDIR="$PWD/my tmp" LONGSHORE_TMPDIR="$PWD/my exec tmp" "$checkout/longshore" status
  grep -Fx "<-Djava.io.tmpdir=$PWD/my tmp>" java.arguments
  grep -Fx "<-Daircompressor.tmpdir=$PWD/my exec tmp>" java.arguments
}

@test "a temporary folder that is not there is left, and that is said" {
  TMPDIR="$PWD/absent" run "$checkout/longshore" status
  [[ $output == *"TMPDIR names no folder, so /tmp is taken: $PWD/absent"* ]]
  run ! grep -F java.io.tmpdir java.arguments
}

@test "libraries are not looked for in the current folder" {
  LD_LIBRARY_PATH=/x: "$checkout/longshore" status
  grep -Fx 'LD_LIBRARY_PATH=/x' java.environment
  LD_LIBRARY_PATH='lib::/a b;.;/c' "$checkout/longshore" status
  grep -Fx 'LD_LIBRARY_PATH=/a b:/c' java.environment
  LD_LIBRARY_PATH=: "$checkout/longshore" status
  run ! grep LD_LIBRARY_PATH java.environment
}

@test "file names are UTF-8 whatever the locale, also where one of its names is not on this machine" {
  for locale in LC_ALL=C LC_ALL=xx_XX.UTF-8 LANG=xx_XX.UTF-8 LC_TIME=xx_XX.UTF-8 LANG=; do
    env -u LC_ALL -u LC_CTYPE -u LANG "$locale" "$checkout/longshore" status
    grep -x LC_ALL=C.UTF-8 java.environment
  done
}

# ---- which Java -------------------------------------------------------------

started_java() {
  rm -f java.started
  local folder
  for folder do
    printf '#!/bin/sh\necho "%s" >"%s"\n' "$folder" "$PWD/java.started" >"$folder/bin/java"
  done
  "$checkout/longshore" status
  cat java.started
}

@test "LONGSHORE_JAVA comes before JAVA_HOME, that before PATH, and that before /usr/lib/jvm" {
  for name in chosen home path; do java_in "$name" 26; done
  ln -s "$PWD/path/bin/java" bin/java
  [ "$(started_java jvm/java-25 path)" = path ]
  export JAVA_HOME=$PWD/home
  [ "$(started_java jvm/java-25 path home)" = home ]
  LONGSHORE_JAVA=$PWD/chosen
  export LONGSHORE_JAVA
  [ "$(started_java jvm/java-25 path home chosen)" = chosen ]
  LONGSHORE_JAVA=$PWD/chosen/bin/java
  [ "$(started_java jvm/java-25 path home chosen)" = chosen ]
}

@test "a Java that is too old is passed over" {
  java_in old 17.0.9
  java_in older 1.8.0_392
  ln -s "$PWD/older/bin/java" bin/java
  JAVA_HOME=$PWD/old "$checkout/longshore" status
  [ "$(cat mvn.java)" = "$PWD/jvm/java-25" ]
}

@test "a Java without a release file is asked for its version" {
  rm -r jvm/java-25
  java_in jvm/unmarked 1
  rm jvm/unmarked/release
  cat >jvm/unmarked/bin/java <<END
#!/bin/sh
case \$1 in
  -version) echo 'openjdk version "25.0.2" 2026-01-20' >&2 ;;
  *) echo started >'$PWD/started' ;;
esac
END
  "$checkout/longshore" status
  [ -e started ]
}

@test "a Java without its compiler runs the program but does not build it" {
  java_in jvm/java-24-runtime 25
  rm jvm/java-24-runtime/bin/javac
  "$checkout/longshore" status
  [ "$(cat mvn.java)" = "$PWD/jvm/java-25" ]
  rm -r jvm/java-25
  "$checkout/longshore" status
  [ "$(starts_of_maven)" -eq 1 ]
}

@test "a LONGSHORE_JAVA that does not do is an error" {
  java_in old 17.0.9
  for wrong in "$PWD/old" "$PWD/old/bin/java" /nowhere; do
    LONGSHORE_JAVA=$wrong run "$checkout/longshore" status
    [ "$status" -eq 2 ]
    [[ $output == *"LONGSHORE_JAVA is $wrong"*"no Java 25"* ]]
  done
}

@test "without Java, and with no package of it, the exit code is 2 and the message says what to install" {
  rm -r jvm/java-25
  user_is 0
  apt_has nothing
  run "$checkout/longshore" status
  [ "$status" -eq 2 ]
  [[ $output == *"needs Java 25"*"Debian 12 ends at Java 17"*adoptium.net* ]]
  run grep install apt-get.starts
  [ "$status" -eq 1 ]
}

@test "without Java, one who is not root is told what to type" {
  rm -r jvm/java-25
  user_is 1000
  apt_has openjdk-25-jdk-headless
  run "$checkout/longshore" status
  [ "$status" -eq 2 ]
  [[ $output == *"sudo apt-get install openjdk-25-jdk-headless"* ]]
  [ ! -e apt-get.starts ]
}

@test "without Java, root has it installed" {
  mv jvm/java-25 java.aside
  user_is 0
  apt_has openjdk-25-jdk-headless
  "$checkout/longshore" status
  [ "$(program_arguments)" = '<status>' ]
}

# ---- building ---------------------------------------------------------------

@test "it is built on first use, with a line that says so, and not again" {
  run --separate-stderr "$checkout/longshore" status
  [ -z "$output" ]
  [ "$(wc -l <<<"$stderr")" -eq 1 ]
  [[ $stderr == *"building the program"* ]]
  run --separate-stderr "$checkout/longshore" status
  [ -z "$stderr" ]
  [ "$(starts_of_maven)" -eq 1 ]
}

@test "it is built again when a source changes, appears or goes, but not for a test" {
  "$checkout/longshore" status
  built=$checkout/cli/target/longshore/built
  for change in "echo 1 >>'$checkout/cli/src/main/java/io/Main.java'" \
    "echo 1 >>'$checkout/pom.xml'" \
    "echo 1 >>'$checkout/cli/pom.xml'" \
    ": >'$checkout/cli/src/main/java/io/Other.java'" \
    "rm '$checkout/cli/src/main/java/io/Other.java'"; do
    find "$checkout" -path "$checkout/cli/target" -prune -o -exec touch -d yesterday '{}' +
    touch -d '1 hour ago' "$built"
    "$checkout/longshore" status
    before=$(starts_of_maven)
    eval "$change"
    "$checkout/longshore" status
    [ "$(starts_of_maven)" -eq $((before + 1)) ]
  done
  find "$checkout" -path "$checkout/cli/target" -prune -o -exec touch -d yesterday '{}' +
  touch -d '1 hour ago' "$built"
  : >"$checkout/cli/src/test/MainTest.java"
  before=$(starts_of_maven)
  "$checkout/longshore" status
  [ "$(starts_of_maven)" -eq "$before" ]
}

@test "a copy whose files have other times is not built again" {
  "$checkout/longshore" status
  cp -R "$checkout" copy
  find copy -name '*.java' -exec touch -d tomorrow '{}' +
  run --separate-stderr copy/longshore status
  [[ $stderr != *building* ]]
  [ "$(starts_of_maven)" -eq 1 ]
}

@test "with other jars, as a Maven by hand leaves them, it prepares for quicker starts once more" {
  "$checkout/longshore" status
  touch -d yesterday "$checkout/cli/target/longshore/start.aot"
  run --separate-stderr "$checkout/longshore" status
  [[ $stderr == *"preparing for quicker starts"* ]]
  run --separate-stderr "$checkout/longshore" status
  [ -z "$stderr" ]
  [ "$(starts_of_maven)" -eq 1 ]
}

@test "outside a git checkout it is built once and for all" {
  rmdir "$checkout/.git"
  "$checkout/longshore" status
  touch -d tomorrow "$checkout/pom.xml"
  "$checkout/longshore" status
  [ "$(starts_of_maven)" -eq 1 ]
}

@test "started twice at once, it is built once" {
  sed -i '2i sleep 1' bin/mvn
  "$checkout/longshore" status &
  "$checkout/longshore" status
  wait $!
  [ "$(starts_of_maven)" -eq 1 ]
}

@test "a build that fails shows why, ends with 2, and is tried again" {
  printf '#!/bin/sh\necho "ERROR: no such artifact"\nexit 1\n' >bin/mvn
  run "$checkout/longshore" status
  [ "$status" -eq 2 ]
  [[ $output == *"no such artifact"*"build.log"* ]]
  [ ! -e java.arguments ]
  maven
  "$checkout/longshore" status
  [ "$(program_arguments)" = '<status>' ]
}

@test "Maven goes through the proxy of the environment" {
  https_proxy=http://user:secret@proxy.example.org:3128/ http_proxy=other:80 "$checkout/longshore" status
  grep -F -- '-Dhttps.proxyHost=proxy.example.org -Dhttps.proxyPort=3128' mvn.starts
  grep -F -- '-Dhttp.proxyHost=other -Dhttp.proxyPort=80' mvn.starts
  run grep secret mvn.starts
  [ "$status" -eq 1 ]
}

@test "without Maven, one who is not root is told what to type" {
  rm bin/mvn
  user_is 1000
  apt_has maven
  run "$checkout/longshore" status
  [ "$status" -eq 2 ]
  [[ $output == *"sudo apt-get install maven"* ]]
}

@test "without Maven, root has it installed" {
  mv bin/mvn mvn.aside
  user_is 0
  apt_has maven
  "$checkout/longshore" status
  grep -E '^install .* maven$' apt-get.starts
  [ "$(program_arguments)" = '<status>' ]
}

@test "the program learns how long setting up took" {
  sed -i '2i sleep 1.1' bin/mvn
  "$checkout/longshore" status
  grep -xE 'LONGSHORE_SETUP_MAVEN_SECONDS=[1-9][0-9]*' java.environment
  grep -x LONGSHORE_SETUP_APT_SECONDS=0 java.environment
  "$checkout/longshore" status
  grep -x LONGSHORE_SETUP_MAVEN_SECONDS=0 java.environment
}

# ---- the demo ---------------------------------------------------------------

@test "the demo's tools are installed by root" {
  PATH=$outer_path
  without java mvn apt-get apt-cache git-annex
  user_is 0
  apt_has git-annex
  sed -i '2i sleep 1.1' bin/apt-get
  "$checkout/longshore" demo
  grep -E '^install .* git-annex$' apt-get.starts
  grep -xE 'LONGSHORE_SETUP_APT_SECONDS=[1-9][0-9]*' java.environment
  [ "$(program_arguments)" = '<demo>' ]
}

@test "for the demo's tools, one who is not root is told what to type" {
  PATH=$outer_path
  without java mvn apt-get apt-cache git-annex
  user_is 1000
  apt_has git-annex
  run "$checkout/longshore" demo
  [ "$status" -eq 2 ]
  [[ $output == *"sudo apt-get install git-annex"* ]]
  "$checkout/longshore" status
}

# ---- all of it, really ------------------------------------------------------

# In a copy: what is built here without checks would be taken for checked by what comes after.
@test "the real program says its version, and starts in a moment once built" {
  unset LONGSHORE_JVM_FOLDER
  PATH=$outer_path
  mkdir real
  (cd "$repository" && tar -cf - .mvn pom.xml longshore ./*/pom.xml ./*/src/main scripts) |
    tar -C real -xf -
  real/longshore --version
  ln -s "$PWD/real/longshore" bin/real
  run --separate-stderr bin/real --version
  [ "$status" -eq 0 ]
  [[ $output == "longshore "[0-9]* ]]
  [ -z "$stderr" ]
}

@test "it names the Java it builds with, for other scripts" {
  [ "$("$checkout/longshore" --print-java-home)" = "$PWD/jvm/java-25" ]
  [ "$(starts_of_maven)" -eq 0 ]
}

# on_a_terminal ANSWER COMMAND: what it shows there.
on_a_terminal() {
  printf '%s\n' "$1" | script -qec "$2" /dev/null
}

@test "at a terminal root is asked before packages are installed" {
  PATH=$outer_path
  without java mvn apt-get apt-cache git-annex
  user_is 0
  apt_has git-annex
  unset CI
  run on_a_terminal n "'$checkout/longshore' demo"
  [ "$status" -eq 2 ]
  [[ $output == *"the demo needs git-annex: install with apt-get? [Y/n]"* ]]
  [ ! -e apt-get.starts ]
  on_a_terminal y "'$checkout/longshore' demo"
  grep -E '^install .* git-annex$' apt-get.starts
}

@test "with --yes, and in continuous integration, root is not asked" {
  PATH=$outer_path
  without java mvn apt-get apt-cache git-annex
  user_is 0
  apt_has git-annex
  for way in "CI=true '$checkout/longshore' demo" "'$checkout/longshore' demo --yes"; do
    rm -f apt-get.starts bin/git-annex
    run on_a_terminal n "$way"
    [[ $output != *"[Y/n]"* ]]
    grep -E '^install .* git-annex$' apt-get.starts
  done
}
