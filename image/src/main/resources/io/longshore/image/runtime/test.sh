#!/bin/sh
# Runs the tests of this image. Apptainer does so by itself, and comes here if there are none.

for script in /.singularity.d/env/*.sh; do
  if [ -f "$script" ]; then
    . "$script"
  fi
done

if [ -z "${SINGULARITY_APPNAME:-}" ]; then
  test=/.singularity.d/test
else
  test=/scif/apps/$SINGULARITY_APPNAME/scif/test
fi

if [ -x "$test" ]; then
  exec "$test" "$@"
fi
echo 'This image has no tests.' >&2
