#!/usr/bin/env bats
# shellcheck disable=SC2016 # much of what stands here is to arrive as it is
# shellcheck disable=SC2154 # from the helper

bats_require_minimum_version 1.5.0
load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  singularity_cmd=$repository/scripts/singularity_cmd
  unset GIT_DIR
}

# With a recorder in place of Apptainer, and an image.
fake() {
  without apptainer singularity
  recorder apptainer
  : >image.sif
}

# The value that follows an option, or several.
values_of() {
  awk -v option="<$1>" '$0 == option { getline; print }' apptainer.arguments
}

# ---- what reaches the runtime -----------------------------------------------

@test "the first lines say which version of the script this is" {
  head -n 3 "$singularity_cmd" | grep -E '^# longshore-script: singularity_cmd [0-9]+$'
}

@test "arguments arrive behind the image as they were given" {
  fake
  "$singularity_cmd" run image.sif 'two words' '' "it's" '*' '$HOME' --bind -x
  tail -n 8 apptainer.arguments | diff -u - <(printf '<%s>\n' \
    image.sif 'two words' '' "it's" '*' '$HOME' --bind -x)
  [ "$(head -n 1 apptainer.arguments)" = '<run>' ]
}

@test "run, exec, shell and test are passed on; anything else is refused" {
  fake
  for word in run exec shell test; do
    "$singularity_cmd" "$word" image.sif
    [ "$(head -n 1 apptainer.arguments)" = "<$word>" ]
    rm apptainer.arguments
  done
  run -2 --separate-stderr "$singularity_cmd" build image.sif
  [[ $stderr == *"'build' is none of run, exec, shell, test"* ]]
  run -2 --separate-stderr "$singularity_cmd" run
  [[ $stderr == *'which image?'* ]]
  was_not_started apptainer
}

@test "help is what stands at the top of the script" {
  run -0 "$singularity_cmd" --help
  [[ $output == *'scripts/singularity_cmd run|exec|shell|test [OPTION...] IMAGE'* ]]
  [[ $output != *'set -eu'* ]]
}

@test "the exit code is the container's, and nothing is left behind" {
  fake
  mkdir temporary
  TMPDIR=$PWD/temporary RECORDER_STATUS=7 run -7 "$singularity_cmd" run image.sif
  [ -z "$(ls -A temporary)" ]
}

@test "home and temporary folders are new ones" {
  fake
  mkdir temporary
  TMPDIR=$PWD/temporary "$singularity_cmd" run image.sif
  [[ $(values_of --home) == "<$PWD/temporary/singularity_cmd."*"/home:/home/container>" ]]
  values_of --bind | grep -q "^<$PWD/temporary/singularity_cmd.*/tmp:/tmp>$"
  values_of --bind | grep -q "^<$PWD/temporary/singularity_cmd.*/var-tmp:/var/tmp>$"
  grep -q '^<--cleanenv>$' apptainer.arguments
}

@test "without apptainer, singularity; without both, a word on where to get them" {
  without apptainer singularity
  : >image.sif
  recorder singularity
  "$singularity_cmd" exec image.sif true
  [ "$(head -n 1 singularity.arguments)" = '<exec>' ]
  rm bin/singularity
  run -127 --separate-stderr "$singularity_cmd" exec image.sif true
  [[ $stderr == *'neither apptainer nor singularity is on PATH'* ]]
}

# ---- which folders are bound ------------------------------------------------

@test "the current folder is bound, and is the current one inside" {
  fake
  mkdir -p 'a b/c'
  (cd 'a b/c' && "$singularity_cmd" run ../../image.sif)
  [ "$(values_of --pwd)" = "<$PWD/a b/c>" ]
  values_of --bind | grep -Fqx "<$PWD/a b/c>"
}

@test "in a folder of a dataset, the whole of it is bound, once" {
  fake
  git init -q dataset
  mkdir dataset/sub
  (cd dataset/sub && "$singularity_cmd" run ../../image.sif)
  [ "$(values_of --pwd)" = "<$PWD/dataset/sub>" ]
  [ "$(values_of --bind | grep -c "$PWD/dataset")" -eq 1 ]
  values_of --bind | grep -Fqx "<$PWD/dataset>"
}

@test "an image in another dataset brings that along" {
  fake
  git init -q study
  git init -q containers
  mkdir containers/images
  : >containers/images/x.sif
  (cd study && "$singularity_cmd" run ../containers/images/x.sif)
  values_of --bind | grep -Fqx "<$PWD/study>"
  values_of --bind | grep -Fqx "<$PWD/containers>"
}

@test "a git folder outside the dataset is bound too" {
  fake
  git init -q --separate-git-dir elsewhere dataset
  (cd dataset && "$singularity_cmd" run ../image.sif)
  values_of --bind | grep -Fqx "<$PWD/elsewhere>"
}

@test "a folder whose name cannot be bound is left to the runtime" {
  fake
  mkdir 'a:b,c'
  (cd 'a:b,c' && "$singularity_cmd" run ../image.sif)
  [ "$(values_of --bind | grep -c 'a:b')" -eq 0 ]
  [ "$(values_of --pwd)" = "<$PWD/a:b,c>" ]
}

# ---- images that are not here -----------------------------------------------

@test "an image without content: the command that fetches it" {
  fake
  ln -s .git/annex/objects/none absent.sif
  run -1 --separate-stderr "$singularity_cmd" run absent.sif
  [[ $stderr == *"datalad get 'absent.sif'"* ]]
  printf '/annex/objects/MD5E-s1--0.sif\n' >pointer.sif
  run -1 --separate-stderr "$singularity_cmd" run pointer.sif
  [[ $stderr == *"datalad get 'pointer.sif'"* ]]
  was_not_started apptainer
}

@test "an image without content that has a layout: the command that builds it" {
  fake
  mkdir -p containers/images/bids containers/images-oci
  ln -s none containers/images/bids/bids-app--1.sif
  run -1 --separate-stderr "$singularity_cmd" run containers/images/bids/bids-app--1.sif
  [[ $stderr == *"(cd 'containers' && scripts/oci_cmd build 'images/bids/bids-app--1.sif' 'images-oci/bids/bids-app--1.oci/' &&"* ]]
  [[ $stderr == *"git annex add 'images/bids/bids-app--1.sif')"* ]]
  cd containers
  run -1 --separate-stderr "$singularity_cmd" run images/bids/bids-app--1.sif
  [[ $stderr == *"  scripts/oci_cmd build 'images/bids/bids-app--1.sif' 'images-oci/bids/bids-app--1.oci/' && git annex add 'images/bids/bids-app--1.sif'"* ]]
}

@test "no such image" {
  fake
  run -1 --separate-stderr "$singularity_cmd" run typo.sif
  [[ $stderr == *'there is no image typo.sif'* ]]
}

# ---- with the real Apptainer ------------------------------------------------

@test "the container sees a clean environment, its own home and the dataset's files" {
  real_apptainer
  layout image.oci
  git init -q dataset
  mkdir dataset/sub
  echo content >dataset/file
  cd dataset/sub
  export SECRET=of-the-host APPTAINERENV_PASSED=on
  run -0 --separate-stderr "$singularity_cmd" exec "oci:$BATS_TEST_TMPDIR/image.oci" sh -c \
    'echo "<$SECRET> <$PASSED> <$HOME>"; ls -A "$HOME" /tmp /var/tmp; cat ../file; echo made >made; pwd'
  [ "${lines[0]}" = '<> <on> </home/container>' ]
  [[ $output == *content* ]]
  [ "${lines[-1]}" = "$PWD" ]
  [ "$(cat made)" = made ]
  [[ $output != *of-the-host* ]]
}

# ---- options, and content that lies elsewhere -------------------------------

@test "options before the image are the runtime's, their values no image" {
  fake
  mkdir data
  "$singularity_cmd" run -B data --nv --env A=b image.sif -B x --nv
  tail -n 9 apptainer.arguments | diff -u - <(printf '<%s>\n' -B data --nv --env A=b image.sif -B x --nv | tail -n 9)
  [ "$(head -n 1 apptainer.arguments)" = '<run>' ]
  run -1 --separate-stderr "$singularity_cmd" run --nv typo.sif
  [[ $stderr == *'there is no image typo.sif'* ]]
  run -2 --separate-stderr "$singularity_cmd" run -B data
  [[ $stderr == *'which image?'* ]]
}

@test "an option nobody has heard of may have a value" {
  fake
  "$singularity_cmd" exec --new-thing high image.sif true
  tail -n 4 apptainer.arguments | diff -u - <(printf '<%s>\n' --new-thing high image.sif true)
}

@test "SINGULARITY_CMD takes the place of the first word" {
  fake
  SINGULARITY_CMD=shell "$singularity_cmd" run image.sif
  [ "$(head -n 1 apptainer.arguments)" = '<shell>' ]
  SINGULARITY_CMD=build run -2 "$singularity_cmd" run image.sif
}

@test "the container knows by which name it was called" {
  fake
  DATALAD_CONTAINER_NAME=bids-app "$singularity_cmd" run image.sif
  grep -qx 'APPTAINERENV_DATALAD_CONTAINER_NAME=bids-app' apptainer.environment
}

@test "the annex of another clone is bound where an ephemeral one has a link to it" {
  fake
  git init -q 'the origin'
  mkdir -p 'the origin/.git/annex/objects'
  git init -q clone
  ln -s "$PWD/the origin/.git/annex" clone/.git/annex
  (cd clone && "$singularity_cmd" run ../image.sif)
  values_of --bind | grep -Fqx "<$PWD/the origin/.git/annex>"
}

@test "so is that of a subdataset, however deep" {
  fake
  git init -q clone
  git init -q 'clone/sub one'
  git init -q 'clone/sub one/two'
  mkdir -p elsewhere
  ln -s "$PWD/elsewhere" 'clone/sub one/two/.git/annex'
  git config -f clone/.gitmodules 'submodule.sub one.path' 'sub one'
  git config -f 'clone/sub one/.gitmodules' submodule.two.path two
  (cd clone && "$singularity_cmd" run ../image.sif)
  values_of --bind | grep -Fqx "<$PWD/elsewhere>"
}

@test "the container reads annexed files of an ephemeral clone" {
  real_apptainer
  layout image.oci
  export HOME=$BATS_TEST_TMPDIR GIT_CONFIG_NOSYSTEM=1
  git config --global user.name Tester
  git config --global user.email tester@example.org
  git init -q origin
  git -C origin annex init -q origin
  echo content >origin/file
  git -C origin annex add -q --force-large file
  git -C origin commit -q -m file
  git clone -q origin clone
  rm -rf clone/.git/annex
  ln -s "$PWD/origin/.git/annex" clone/.git/annex
  mkdir clone/sub
  cd clone/sub
  run -0 --separate-stderr "$singularity_cmd" exec "oci:$BATS_TEST_TMPDIR/image.oci" cat ../file
  [ "$output" = content ]
  run -0 --separate-stderr "$oci_cmd" exec --no-home "$BATS_TEST_TMPDIR/image.oci/" cat ../file
  [ "$output" = content ]
}
