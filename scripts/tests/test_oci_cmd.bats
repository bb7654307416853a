#!/usr/bin/env bats
# shellcheck disable=SC2016,SC1003 # much of what stands here is to arrive as it is
# shellcheck disable=SC2154 # from the helper

bats_require_minimum_version 1.5.0
load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset LONGSHORE LONGSHORE_BUILDER
  unset APPTAINER_NO_EVAL APPTAINER_COMPAT SINGULARITY_NO_EVAL SINGULARITY_COMPAT
}

# With a recorder in place of Apptainer.
fake() {
  no_runtime
  recorder apptainer
}

no_runtime() {
  no_runtime_nor
}

no_runtime_nor() {
  without apptainer singularity longshore "$@"
}

value_passed() {
  sed -n "s/^APPTAINERENV_$1=//p" apptainer.environment
}

extras='{"org.datalad.container.image.environment":"LANG=C.UTF-8\nGREETING=say \"hi\" to the $USER\u0027s caf\u00e9 \\ `now`","org.datalad.container.image.directories":"/ihome /data"}'

# ---- passing on -------------------------------------------------------------

@test "the first lines say which version of the script this is" {
  head -n 3 "$oci_cmd" | grep -E '^# longshore-script: oci_cmd [0-9]+$'
}

@test "arguments arrive as they were given" {
  fake
  "$oci_cmd" exec image.sif 'two words' '' "it's" '"quoted"' '*' '$HOME' '\' -x -- --y $'a\nb'
  recorded apptainer exec image.sif 'two words' '' "it's" '"quoted"' '*' '$HOME' '\' -x -- --y $'a\nb'
}

@test "no arguments stay no arguments" {
  fake
  "$oci_cmd"
  recorded apptainer
}

@test "help and version are Apptainer's" {
  fake
  for word in --help help --version version; do
    "$oci_cmd" "$word"
    recorded apptainer "$word"
  done
  empty_layout help.oci
  "$oci_cmd" exec --help help.oci
  recorded apptainer exec --help oci:help.oci
}

@test "the exit code is Apptainer's" {
  fake
  RECORDER_STATUS=42 run "$oci_cmd" exec image.sif false
  [ "$status" -eq 42 ]
}

@test "standard input and output are Apptainer's" {
  fake
  printf '#!/bin/sh\ncat\necho aside >&2\n' >bin/apptainer
  [ "$(printf 'in' | "$oci_cmd" exec image.sif cat 2>/dev/null)" = in ]
}

@test "a signal reaches Apptainer, which stands in the script's place" {
  fake
  printf '#!/bin/sh\necho $$ >pid\nexec sleep 60\n' >bin/apptainer
  "$oci_cmd" exec image.sif sleep 60 &
  while [ ! -s pid ]; do sleep 0.1; done
  [ "$(cat pid)" -eq $! ]
  kill -TERM $!
  wait $! || status=$?
  [ "$status" -eq 143 ]
}

@test "Singularity does where there is no Apptainer" {
  no_runtime
  recorder singularity
  empty_layout x.oci "$extras"
  "$oci_cmd" exec x.oci ls
  recorded singularity exec oci:x.oci ls
  grep -x 'SINGULARITYENV_LANG=C.UTF-8' singularity.environment
}

@test "Apptainer is preferred to Singularity" {
  fake
  recorder singularity
  "$oci_cmd" exec image.sif ls
  recorded apptainer exec image.sif ls
  was_not_started singularity
}

@test "without either, the exit code is 127 and the message says what to install" {
  no_runtime
  run -127 "$oci_cmd" exec image.sif ls
  [[ $output == *"neither apptainer nor singularity"*"conda install"* ]]
}

# ---- image layouts ----------------------------------------------------------

@test "a layout becomes an oci: source, with or without a trailing slash" {
  fake
  empty_layout images-oci/bids/x.oci
  for command in run exec shell test inspect; do
    for spelling in images-oci/bids/x.oci images-oci/bids/x.oci/ images-oci/bids/x.oci//; do
      "$oci_cmd" "$command" "$spelling" ls
      recorded apptainer "$command" oci:images-oci/bids/x.oci ls
    done
  done
}

@test "a layout may be absolute, the current folder, a link, or have blanks in its name" {
  fake
  empty_layout 'my image.oci'
  ln -s 'my image.oci' link.oci
  "$oci_cmd" run "$PWD/my image.oci/"
  recorded apptainer run "oci:$PWD/my image.oci"
  "$oci_cmd" run link.oci
  recorded apptainer run oci:link.oci
  (cd 'my image.oci' && "$oci_cmd" run .)
  recorded apptainer run oci:.
}

@test "a sandbox, a SIF and a URI are left alone" {
  fake
  mkdir -p sandbox/bin
  : >image.sif
  for image in sandbox sandbox/ ./sandbox image.sif docker://alpine instance://x oci:sandbox; do
    "$oci_cmd" exec "$image" ls
    recorded apptainer exec "$image" ls
  done
}

@test "only the image is rewritten, not what its command is given" {
  fake
  empty_layout x.oci
  mkdir sandbox
  "$oci_cmd" exec x.oci ls x.oci x.oci/ --bind x.oci
  recorded apptainer exec oci:x.oci ls x.oci x.oci/ --bind x.oci
  "$oci_cmd" exec sandbox ls x.oci/
  recorded apptainer exec sandbox ls x.oci/
}

@test "the image is found behind options, whose values may be layouts too" {
  fake
  empty_layout x.oci
  for options in '-B x.oci' '-Bx.oci' '--bind x.oci' '--bind=x.oci' '-eB x.oci' '-H x.oci' \
    '--pwd x.oci' '--env A=b --cleanenv' '--nv -c' '--mount type=bind,src=x.oci,dst=/x' '--' \
    '-W x.oci -S /tmp --app x.oci' '--no-home --writable-tmpfs'; do
    # shellcheck disable=SC2086 # several words
    "$oci_cmd" -d -c x.oci exec $options x.oci/ ls
    # shellcheck disable=SC2086
    recorded apptainer -d -c x.oci exec $options oci:x.oci ls
  done
  "$oci_cmd" shell -s x.oci x.oci
  recorded apptainer shell -s x.oci oci:x.oci
  "$oci_cmd" instance start -B x.oci x.oci name
  recorded apptainer instance start -B x.oci oci:x.oci name
}

@test "the value of an option nobody has heard of is not taken for the image" {
  fake
  empty_layout x.oci
  "$oci_cmd" exec --from-the-future value --flag x.oci ls
  recorded apptainer exec --from-the-future value --flag oci:x.oci ls
}

@test "commands that take no image are left alone" {
  fake
  empty_layout x.oci
  for command in 'cache list' 'sif list' 'overlay create' 'instance stop' push help; do
    # shellcheck disable=SC2086
    "$oci_cmd" $command x.oci
    # shellcheck disable=SC2086
    recorded apptainer $command x.oci
  done
}

@test "a layout that Apptainer could not be told of is refused" {
  fake
  empty_layout a:b.oci
  run "$oci_cmd" run a:b.oci
  [ "$status" -eq 2 ]
  [[ $output == *"ln -s"* ]]
  was_not_started apptainer
}

@test "a layout that is not there is passed on, with a word on that" {
  fake
  run "$oci_cmd" run images-oci/x.oci/
  recorded apptainer run images-oci/x.oci/
  [[ $output == *"there is no folder images-oci/x.oci/"* ]]
  for absent in /nowhere.oci /nowhere/x.oci ../nowhere/x.oci; do
    run "$oci_cmd" run "$absent"
    recorded apptainer run "$absent"
  done
}

# ---- the recipe's extras ----------------------------------------------------

@test "a running layout has the recipe's variables, with their characters" {
  fake
  empty_layout x.oci "$extras"
  "$oci_cmd" exec --no-eval x.oci ls
  [ "$(value_passed LANG)" = C.UTF-8 ]
  [ "$(value_passed GREETING)" = "$(printf '%s' 'say "hi" to the $USER'"'"'s café \ `now`')" ]
}

@test "what a shell would evaluate is protected, unless no shell is asked to" {
  fake
  empty_layout x.oci "$extras"
  "$oci_cmd" exec x.oci ls
  [ "$(value_passed GREETING)" = 'say "hi" to the \$USER'"'"'s café \\ \`now\`' ]
  for how in --compat --no-eval; do
    "$oci_cmd" exec "$how" x.oci ls
    [[ $(value_passed GREETING) != *'\$'* ]]
  done
  APPTAINER_NO_EVAL=1 "$oci_cmd" exec x.oci ls
  [[ $(value_passed GREETING) != *'\$'* ]]
}

@test "a variable the user has set stays as it is" {
  fake
  empty_layout x.oci "$extras"
  APPTAINERENV_LANG=mine "$oci_cmd" exec x.oci ls
  [ "$(value_passed LANG)" = mine ]
  SINGULARITYENV_LANG=mine "$oci_cmd" exec x.oci ls
  [ -z "$(value_passed LANG)" ]
}

@test "only annotations of the whole index count, however the JSON is set" {
  fake
  mkdir -p x.oci/blobs
  printf '{}' >x.oci/oci-layout
  cat >x.oci/index.json <<'END'
{
  "manifests": [
    { "annotations": { "org.datalad.container.image.environment": "A=wrong" } }
  ],
  "annotations" :
  {
    "title": "\"org.datalad.container.image.environment\": \"B=wrong\"",
    "nested": { "org.datalad.container.image.environment": "C=wrong" },
    "org.datalad.container.image.environment"
      : "D=right\nE=\ud83d\ude00\t\/"
  },
  "org.datalad.container.image.environment": "F=wrong"
}
END
  "$oci_cmd" exec x.oci ls
  grep ^APPTAINERENV_ apptainer.environment | LC_ALL=C sort >passed
  diff passed - <<<$'APPTAINERENV_D=right\nAPPTAINERENV_E=😀\t/'
}

@test "a name that is no variable is not passed, nor evaluated" {
  fake
  empty_layout x.oci '{"org.datalad.container.image.environment":"A;touch evil=1\n$(touch evil)=2\n=3\n1A=4\nOK=5"}'
  "$oci_cmd" exec x.oci ls
  [ ! -e evil ]
  [ "$(grep -c ^APPTAINERENV_ apptainer.environment)" -eq 1 ]
  [ "$(value_passed OK)" = 5 ]
}

@test "folders that only the SIF has are named on standard error" {
  fake
  empty_layout x.oci "$extras"
  [[ $("$oci_cmd" exec x.oci ls 2>&1 >/dev/null) == *"/ihome /data"* ]]
  [ -z "$("$oci_cmd" exec x.oci ls 2>/dev/null)" ]
  [ -z "$("$oci_cmd" -q exec x.oci ls 2>&1)" ]
}

@test "a layout without annotations runs without a word" {
  fake
  empty_layout x.oci
  [ -z "$("$oci_cmd" exec x.oci ls 2>&1)" ]
  run grep ^APPTAINERENV_ apptainer.environment
  [ "$status" -eq 1 ]
}

# ---- building ---------------------------------------------------------------

@test "Longshore builds a SIF from a layout, without Apptainer" {
  no_runtime
  recorder longshore
  empty_layout x.oci "$extras"
  "$oci_cmd" build x.sif x.oci/
  recorded longshore build x.sif x.oci
  "$oci_cmd" -q build --force x.sif x.oci/
  recorded longshore -q build x.sif x.oci
}

@test "LONGSHORE names the program, and its exit code is passed on" {
  no_runtime
  recorder 'my longshore'
  mv bin/my* .
  empty_layout x.oci
  LONGSHORE="$PWD/my longshore" RECORDER_STATUS=3 run "$oci_cmd" build x.sif x.oci
  [ "$status" -eq 3 ]
  recorded 'my longshore' build x.sif x.oci
}

@test "a LONGSHORE that cannot be run is an error" {
  fake
  empty_layout x.oci
  LONGSHORE=/nowhere/longshore run "$oci_cmd" build x.sif x.oci
  [ "$status" -eq 2 ]
  [[ $output == *"/nowhere/longshore"* ]]
  was_not_started apptainer
}

@test "an option Longshore cannot honour is refused, not dropped" {
  fake
  recorder longshore
  empty_layout x.oci
  run "$oci_cmd" build --encrypt x.sif x.oci
  [ "$status" -eq 2 ]
  [[ $output == *--encrypt* ]]
  was_not_started longshore
}

@test "without Longshore, a layout made for it is not built: 127, and what to install" {
  fake
  empty_layout x.oci "$extras"
  run -127 "$oci_cmd" build x.sif x.oci
  [[ $output == *"git clone"*"LONGSHORE_BUILDER=apptainer"* ]]
  was_not_started apptainer
}

@test "LONGSHORE_BUILDER=apptainer has Apptainer build it, with a warning" {
  fake
  recorder longshore
  printf '#!/bin/sh\nprintf "<%%s>\\n" "$@" >apptainer.arguments\necho built >"$3"\n' >bin/apptainer
  empty_layout x.oci "$extras"
  LONGSHORE_BUILDER=apptainer run "$oci_cmd" build --force x.sif x.oci
  [ "$status" -eq 0 ]
  [[ $output == *"other bytes"*"lacks what the recipe added"* ]]
  [ "$(cat x.sif)" = built ]
  [ "$(sed -n 4p apptainer.arguments)" = '<oci:x.oci>' ]
  was_not_started longshore
}

@test "a LONGSHORE_BUILDER that is unknown is an error" {
  fake
  empty_layout x.oci
  LONGSHORE_BUILDER=docker run "$oci_cmd" build x.sif x.oci
  [ "$status" -eq 2 ]
  [[ $output == *docker* ]]
}

@test "without Longshore, Apptainer builds a layout of another maker, replacing a link into the annex" {
  fake
  printf '#!/bin/sh\necho new >"$2"\n' >bin/apptainer
  mkdir annex images
  echo old >annex/object
  ln -s ../annex/object images/x.sif
  empty_layout x.oci
  "$oci_cmd" build images/x.sif x.oci
  [ ! -L images/x.sif ]
  [ "$(cat images/x.sif)" = new ]
  [ "$(cat annex/object)" = old ]
}

@test "a build that fails leaves the old file, nothing aside, and its exit code" {
  fake
  printf '#!/bin/sh\necho half >"$2"\nexit 9\n' >bin/apptainer
  echo old >x.sif
  empty_layout x.oci
  run "$oci_cmd" build x.sif x.oci
  [ "$status" -eq 9 ]
  [ "$(cat x.sif)" = old ]
  run find . -name '.oci_cmd*'
  [ -z "$output" ]
}

@test "a build that is ended passes the signal on and leaves nothing aside" {
  fake
  printf '#!/bin/sh\ntrap "echo ended >ended; exit 1" TERM\necho half >"$2"\n: >started\nwhile :; do sleep 0.1; done\n' \
    >bin/apptainer
  empty_layout x.oci
  "$oci_cmd" build x.sif x.oci &
  while [ ! -e started ]; do sleep 0.1; done
  kill -TERM $!
  wait $! || status=$?
  [ "$status" -eq 143 ]
  [ -e ended ]
  run find . -name '*.sif'
  [ -z "$output" ]
}

@test "a sandbox is Apptainer's to build" {
  fake
  recorder longshore
  empty_layout x.oci "$extras"
  "$oci_cmd" build --sandbox folder x.oci/
  recorded apptainer build --sandbox folder oci:x.oci
  was_not_started longshore
}

@test "a build from anything else is Apptainer's" {
  fake
  recorder longshore
  mkdir sandbox
  for from in sandbox recipe.def docker://alpine; do
    "$oci_cmd" build x.sif "$from"
    recorded apptainer build x.sif "$from"
  done
  was_not_started longshore
}

@test "a build that fails brings back the file that git has and somebody took away" {
  annexed_layout x.oci "$extras"
  fake_in_clone
  recorder longshore
  mkdir -p images/bids
  ln -s ../../.git/annex/objects/none images/bids/x.sif
  git add images
  git commit -q -m 'A SIF'
  rm -r images
  RECORDER_STATUS=3 run "$oci_cmd" build images/bids/x.sif x.oci
  [ "$status" -eq 3 ]
  [ -L images/bids/x.sif ]
  git rm -q --cached images/bids/x.sif
  rm -r images
  RECORDER_STATUS=3 run "$oci_cmd" build images/bids/x.sif x.oci
  [ "$status" -eq 3 ]
  [ ! -e images ]
}

# ---- subdatasets that are not installed -------------------------------------

# uninstalled_layout makes the dataset "super" with a layout in its subdataset
# "images-oci", and goes to a clone that has nothing in that folder.
uninstalled_layout() {
  annexed_layout x.oci "$extras"
  cd ..
  git config --global protocol.file.allow always
  git init -q super
  git -C super submodule --quiet add "$PWD/origin" images-oci
  git -C super commit -q -m 'A subdataset'
  git clone -q super over
  cd over || return
}

@test "the subdataset of a layout is installed first, by git where there is no datalad" {
  uninstalled_layout
  no_runtime_nor datalad
  recorder longshore
  run "$oci_cmd" build x.sif images-oci/x.oci/
  [[ $output == *"installing the subdataset images-oci"* ]]
  recorded longshore build x.sif images-oci/x.oci
  [ -z "$(find -L images-oci/x.oci -type l)" ]
}

@test "the subdataset of a layout is installed first, by datalad where there is one" {
  uninstalled_layout
  fake
  mkdir below
  (cd below && "$oci_cmd" run ../images-oci/x.oci/ --help)
  grep -qx '<oci:../images-oci/x.oci>' apptainer.arguments
  [ -z "$(find -L images-oci/x.oci -type l)" ]
}

@test "a subdataset that cannot be installed: a word on that, and a build ends with 1" {
  uninstalled_layout
  rm -rf ../origin/.git/HEAD
  no_runtime_nor datalad
  recorder longshore
  run "$oci_cmd" build x.sif images-oci/x.oci/
  [ "$status" -eq 1 ]
  [[ $output == *"could not be installed"*"git clone URL 'images-oci'"* ]]
  was_not_started longshore
}

# ---- annexed content --------------------------------------------------------

@test "content that is not here is fetched first" {
  annexed_layout images/x.oci
  fake_in_clone
  "$oci_cmd" exec images/x.oci ls
  recorded apptainer exec oci:images/x.oci ls
  [ -z "$(find -L images/x.oci -type l)" ]
  (cd images/x.oci/blobs/sha256 && sha256sum --check --quiet <(for blob in *; do echo "$blob  $blob"; done))
}

@test "so is content of unlocked files" {
  annexed_layout x.oci
  git annex adjust --unlock -q >/dev/null
  grep -q /annex/objects/ x.oci/blobs/sha256/*
  fake_in_clone
  "$oci_cmd" exec x.oci ls
  run grep -l /annex/objects/ x.oci/blobs/sha256/*
  [ "$status" -eq 1 ]
}

@test "fetching says so on standard error and nothing on standard output" {
  annexed_layout x.oci
  fake_in_clone
  [ -z "$("$oci_cmd" exec x.oci ls 2>messages)" ]
  grep -q 'fetching the content of x.oci' messages
}

@test "fetching is not misled by variables of a git that started the script" {
  annexed_layout x.oci
  fake_in_clone
  GIT_DIR=/nowhere GIT_WORK_TREE=/nowhere "$oci_cmd" exec x.oci ls
  recorded apptainer exec oci:x.oci ls
}

@test "content is fetched for a build as well" {
  annexed_layout x.oci "$extras"
  fake_in_clone
  recorder longshore
  "$oci_cmd" build x.sif x.oci
  recorded longshore build x.sif x.oci
  [ -z "$(find -L x.oci -type l)" ]
}

@test "a fetch that fails ends with 1 and a next step" {
  annexed_layout x.oci
  chmod -R u+w ../origin
  rm -rf ../origin
  fake_in_clone
  run "$oci_cmd" exec x.oci ls
  [ "$status" -eq 1 ]
  [[ $output == *"git annex whereis"* ]]
  was_not_started apptainer
}

@test "without git-annex the message says what to install" {
  annexed_layout x.oci
  without git-annex
  recorder apptainer
  run -127 "$oci_cmd" exec x.oci ls
  [[ $output == *"install git-annex"* ]]
  was_not_started apptainer
}

fake_in_clone() {
  mkdir -p bin
  recorder apptainer
  PATH=$PWD/bin:$PATH
}

# ---- the real Apptainer -----------------------------------------------------

@test "Apptainer runs a layout" {
  real_apptainer
  layout 'my image.oci'
  [ "$("$oci_cmd" -q run 'my image.oci/')" = 'the command of the image' ]
}

@test "Apptainer runs a layout with the recipe's variables, to the letter" {
  real_apptainer
  layout x.oci "$extras"
  for how in --cleanenv --no-eval; do
    run --separate-stderr "$oci_cmd" -q exec "$how" x.oci sh -c 'printf "%s\n" "$LANG" "$GREETING"'
    [ "$status" -eq 0 ]
    [ "$output" = $'C.UTF-8\nsay "hi" to the $USER\'s café \\ `now`' ]
  done
  [ "$("$oci_cmd" -q exec --env LANG=mine x.oci sh -c 'echo "$LANG"')" = mine ]
}

@test "Apptainer's exit code comes out of a layout" {
  real_apptainer
  layout x.oci
  run "$oci_cmd" -q exec x.oci sh -c 'exit 7'
  [ "$status" -eq 7 ]
}

@test "Apptainer runs a layout fetched from another clone" {
  annexed_layout x.oci
  real_apptainer
  [ "$("$oci_cmd" -q run x.oci)" = 'the command of the image' ]
}

@test "what Apptainer builds from a layout runs" {
  real_apptainer
  layout x.oci "$extras"
  echo old >x.sif
  LONGSHORE_BUILDER=apptainer "$oci_cmd" build x.sif x.oci/
  [ "$("$oci_cmd" -q run x.sif)" = 'the command of the image' ]
}

@test "every option of Apptainer that has a value is known to have one" {
  real_apptainer
  apptainer --help >help
  for command in run exec shell test build inspect 'instance start'; do
    # shellcheck disable=SC2086
    apptainer $command --help >>help
  done
  grep -oE -- '--[a-z-]+ (string|int|strings|stringArray|stringToString)\b' help |
    cut -d ' ' -f 1 | sort -u >with-value
  [ -s with-value ]
  while read -r option; do
    grep -qE -- "(^|[ |])$option( |\)|$)" "$oci_cmd" || missing="${missing:-} $option"
  done <with-value
  [ -z "${missing:-}" ] || { echo "not listed: $missing"; false; }
}

# ---- what others wrote ------------------------------------------------------

@test "what an annotation says moves no cursor and turns no writing" {
  fake
  empty_layout x.oci '{"org.datalad.container.image.directories":"/a\u001b[2J\u202e\n/b\u009b/\u00fc"}'
  run --separate-stderr "$oci_cmd" run x.oci
  [ "$status" -eq 0 ]
  [[ $stderr == *'/a\x1b[2J\xe2\x80\xae\x0a/b\xc2\x9b/ü' ]]
  [ "$(printf '%s' "$stderr" | LC_ALL=C tr -d '\40-\377')" = "" ]
}

@test "what is to be pasted is quoted" {
  no_runtime
  name="it's \$(touch X);touch X"
  empty_layout "$name:1.oci"
  recorder apptainer
  run --separate-stderr "$oci_cmd" run "$name:1.oci"
  [ "$status" -eq 2 ]
  line=${stderr##*Make a link without one: }
  sh -c "$line"
  [ -L layout.oci ] && [ ! -e X ]
}

# ---- large and odd input ----------------------------------------------------

# Without a clock: what takes the square of a megabyte does not end within a minute.
@test "an index of a megabyte is read in the time its size takes" {
  fake
  mkdir -p x.oci
  : >x.oci/oci-layout
  quotes=$(head -c 300000 /dev/zero | sed 's/\x00/\\"/g')
  printf '{"annotations":{"a":"%s","b":"%s","org.datalad.container.image.environment":"B=\\u00fc"}}' \
    "$quotes" "$quotes" >x.oci/index.json
  timeout 60 "$oci_cmd" exec x.oci true
  grep -qx 'APPTAINERENV_B=ü' apptainer.environment
}

@test "a line that nobody would read to its end is cut" {
  fake
  directories=$(head -c 400000 /dev/zero | tr '\000' d)
  empty_layout x.oci '{"org.datalad.container.image.directories":"'"$directories"'"}'
  run -0 --separate-stderr "$oci_cmd" exec x.oci true
  [ "${#stderr}" -lt 5000 ]
  [[ $stderr == *... ]]
}

@test "names are no patterns to git: the file that is missing comes back, no other" {
  git init -q .
  git config user.name Tester
  git config user.email tester@example.org
  mkdir images
  echo star >'images/a*.sif'
  echo other >images/ab.sif
  git add .
  git commit -qm images
  rm images/*.sif
  empty_layout x.oci
  no_runtime
  run -127 "$oci_cmd" build 'images/a*.sif' x.oci/
  [ "$(cat 'images/a*.sif')" = star ]
  [ ! -e images/ab.sif ]
}
