# shellcheck shell=bash
#
# What the tests of the shell scripts share.

repository=$(cd "$BATS_TEST_DIRNAME/../.." && pwd -P)
oci_cmd=$repository/scripts/oci_cmd
export repository oci_cmd

# without NAME... leaves on PATH the folder "bin" and the system's programs, but
# for those named. The links to them are made once for all tests of a file.
without() {
  local name tools
  tools=$BATS_FILE_TMPDIR/without-$(IFS=-; echo "$*")
  if [ ! -d "$tools" ]; then
    mkdir "$tools"
    find /usr/local/bin /usr/bin /bin /usr/sbin /sbin -maxdepth 1 ! -type d -print0 2>/dev/null |
      xargs -0 ln -sf -t "$tools"
    for name do rm -f "$tools/$name"; done
  fi
  mkdir -p bin
  PATH=$PWD/bin:$tools
}

# recorder NAME puts a program on PATH that writes down its arguments, one in
# angle brackets each, and ends with the status $RECORDER_STATUS.
recorder() {
  mkdir -p bin
  cat >"bin/$1" <<END
#!/bin/sh
if [ \$# -gt 0 ]; then printf '<%s>\n' "\$@"; fi >'$PWD/$1.arguments'
pwd >'$PWD/$1.folder'
env >'$PWD/$1.environment'
exit "\${RECORDER_STATUS:-0}"
END
  chmod +x "bin/$1"
}

# recorded NAME ARGUMENT...: the program was started with just these.
recorded() {
  local name=$1
  shift
  diff -u <(if [ $# -gt 0 ]; then printf '<%s>\n' "$@"; fi) "$name.arguments"
}

was_not_started() {
  [ ! -e "$1.arguments" ]
}

# blob LAYOUT FILE moves a file to its digest. Sets digest and size.
blob() {
  digest=$(sha256sum "$2" | cut -d ' ' -f 1)
  size=$(stat -c %s "$2")
  mv "$2" "$1/blobs/sha256/$digest"
}

# layout DIR [ANNOTATIONS] makes an image layout whose image holds what it takes
# to run a shell; ANNOTATIONS is a JSON object.
layout() {
  local dir=$1 annotations=${2:-} root=$BATS_TEST_TMPDIR/root tool library diff_id layer
  mkdir -p "$dir/blobs/sha256" "$root"/{bin,dev,etc,proc,root,sys,tmp,var/tmp}
  for tool in dash cat env ls; do
    cp "$(command -v "$tool")" "$root/bin/"
    for library in $(ldd "$root/bin/$tool" | grep -o '/[^ ]*'); do
      mkdir -p "$root${library%/*}"
      cp -L "$library" "$root$library"
    done
  done
  ln -sf dash "$root/bin/sh"
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\n' >"$root/etc/group"
  tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 -cf "$dir/layer" .
  diff_id=$(sha256sum "$dir/layer" | cut -d ' ' -f 1)
  gzip -n -1 "$dir/layer"
  blob "$dir" "$dir/layer.gz"
  layer='{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:'$digest'","size":'$size'}'
  cat >"$dir/config" <<END
{"architecture":"$(dpkg --print-architecture)","os":"linux","config":{"Env":["PATH=/bin","LANG=of-the-image"],"Cmd":["/bin/sh","-c","echo the command of the image"]},"rootfs":{"type":"layers","diff_ids":["sha256:$diff_id"]}}
END
  blob "$dir" "$dir/config"
  cat >"$dir/manifest" <<END
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:$digest","size":$size},"layers":[$layer]}
END
  blob "$dir" "$dir/manifest"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$dir/oci-layout"
  printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s}]%s}' \
    "$digest" "$size" "${annotations:+,\"annotations\":$annotations}" >"$dir/index.json"
}

# empty_layout DIR [ANNOTATIONS]: what a script takes for an image layout.
empty_layout() {
  mkdir -p "$1/blobs/sha256"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$1/oci-layout"
  printf '{"schemaVersion":2,"manifests":[]%s}' "${2:+,\"annotations\":$2}" >"$1/index.json"
}

# The real Apptainer, as "apptainer" on PATH.
real_apptainer() {
  if [ -z "${LONGSHORE_APPTAINER:-}" ]; then
    if [ "${CI:-}" = true ]; then
      printf 'LONGSHORE_APPTAINER names no apptainer: start the tests with dev/test\n' >&2
      return 1
    fi
    skip "LONGSHORE_APPTAINER names no apptainer"
  fi
  mkdir -p bin
  ln -sf "$(command -v "$LONGSHORE_APPTAINER")" bin/apptainer
  export PATH="$PWD/bin:$PATH" APPTAINER_CACHEDIR="$BATS_TEST_TMPDIR/apptainer-cache"
  unset LONGSHORE LONGSHORE_BUILDER
}

# annexed_layout DIR makes the dataset "origin" with a layout in it, whose clone
# "clone" has none of the content, and goes to the clone.
annexed_layout() {
  export HOME=$BATS_TEST_TMPDIR GIT_CONFIG_NOSYSTEM=1
  git config --global user.name Tester
  git config --global user.email tester@example.org
  git init -q origin
  git -C origin annex init -q origin
  layout "origin/$1" "${2:-}"
  git -C origin add "$1/oci-layout" "$1/index.json"
  git -C origin -c annex.largefiles=anything annex add -q "$1/blobs"
  git -C origin commit -q -m 'A layout'
  git clone -q origin clone
  cd clone || return
  git annex init -q clone
}
