#!/bin/sh
# Runs the tests of this image, if it has any. Apptainer, and Singularity since 3.0, use an action
# script of their own instead.

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
