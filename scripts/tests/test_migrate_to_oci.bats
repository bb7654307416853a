#!/usr/bin/env bats
# shellcheck disable=SC2154 # from the helper

bats_require_minimum_version 1.5.0
load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset LONGSHORE
  without longshore
  recorder longshore
  mkdir -p 'my dataset/.datalad' 'my dataset/scripts' elsewhere
  cp "$repository/scripts/migrate_to_oci" 'my dataset/scripts/'
  dataset="$(pwd -P)/my dataset"
  migrate=$dataset/scripts/migrate_to_oci
}

# recorded_in FOLDER ARGUMENT...
recorded_in() {
  [ "$(cat longshore.folder)" = "$1" ]
  shift
  recorded longshore "$@"
}

@test "the first lines say which version of the script this is" {
  head -n 3 "$migrate" | grep -E '^# longshore-script: migrate_to_oci [0-9]+$'
}

@test "it migrates the dataset it stands in, from whatever folder" {
  (cd elsewhere && "$migrate")
  recorded_in "$PWD/elsewhere" -C "$dataset" migrate
}

@test "recipes stay relative to the current folder" {
  (cd "$dataset" && scripts/migrate_to_oci images/bids/Singularity.bids-validator--1.2.3)
  recorded_in "$dataset" -C "$dataset" migrate images/bids/Singularity.bids-validator--1.2.3
}

@test "the guide's options are passed on as they are" {
  "$migrate" --skip-failures --log-file 'my failures.log' '' '*' -- -x
  recorded longshore -C "$dataset" migrate --skip-failures --log-file 'my failures.log' '' '*' -- -x
}

@test "another dataset can be named" {
  for name in '-C other' -Cother '--dataset other' --dataset=other; do
    # shellcheck disable=SC2086 # an option and its value
    "$migrate" $name --skip-failures
    # shellcheck disable=SC2086
    recorded longshore migrate $name --skip-failures
  done
}

@test "started by a link, it migrates the dataset the script is in" {
  ln -s "$migrate" bin/migrate_to_oci
  (cd elsewhere && migrate_to_oci)
  recorded_in "$PWD/elsewhere" -C "$dataset" migrate
}

@test "in Longshore's own checkout it leaves the dataset to be found from the current folder" {
  rmdir "$dataset/.datalad"
  (cd elsewhere && "$migrate")
  recorded_in "$PWD/elsewhere" migrate
}

@test "LONGSHORE comes before the dataset's own program, and that before PATH" {
  mkdir spare
  mv bin/longshore spare/on-path
  recorder beside
  recorder chosen
  mv bin/beside "$dataset/longshore"
  mv bin/chosen spare/
  ln -s ../spare/on-path bin/longshore
  "$migrate"
  recorded beside -C "$dataset" migrate
  LONGSHORE=$PWD/spare/chosen "$migrate"
  recorded chosen -C "$dataset" migrate
  was_not_started longshore
}

@test "the exit code is Longshore's" {
  RECORDER_STATUS=1 run "$migrate"
  [ "$status" -eq 1 ]
}

@test "without Longshore, the exit code is 127 and the message says what to install" {
  rm bin/longshore
  run -127 "$migrate"
  [[ $output == *"git clone"* ]]
  LONGSHORE=/nowhere/longshore run -127 "$migrate"
  [[ $output == *"/nowhere/longshore"* ]]
}
